import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server notes about itself in its folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const noteIn = (cluster: string) => join(cluster, 'postmaster.pid');

/** The server that runs on a cluster, if there is a live one. A note left by a dead one counts for nothing. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const note = readNote(cluster);
  return note && isPostgres(note.pid) ? note : undefined;
}

/**
 * Removes the note of a server that is dead, so that a new one can start: after a crash its number may belong to
 * another program, or to its own body that nobody has buried yet, and PostgreSQL would take either for alive.
 */
export function forgetDeadPostmaster(cluster: string): void {
  const note = readNote(cluster);
  if (note && !isPostgres(note.pid)) rmSync(noteIn(cluster), { force: true });
}

function readNote(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(noteIn(cluster), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 1 ? { pid, port: Number(lines[3]) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this number is a live process that may be a PostgreSQL server. In doubt, yes: two servers would be worse. */
export function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    // "123 (postgres) S 1 …": the name, then the state, where Z is dead but not buried.
    const [, name = '', state = ''] = /^\d+ \((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name.startsWith('postgres') && state !== 'Z';
  } catch {
    return false;
  }
}
