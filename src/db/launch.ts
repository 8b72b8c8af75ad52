import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** How a program of PostgreSQL is started on this machine: it refuses to run as root, so root gives up its rights. */
export interface Launch {
  /** Words to put before a program that works and ends. */
  readonly before: readonly string[];
  /** Words to put before the server: where the system can, it is asked to stop (SIGINT) when our process dies. */
  readonly beforeServer: readonly string[];
  /** Set where the program runs as another user. Its folders must belong to this one. */
  readonly uid?: number;
}

const nobody = 65_534;

/**
 * The way of launching that works for this user on this machine. Root uses a user namespace, in which files stay
 * root's own; where that is not allowed (or `forceNobody`), it starts programs as the user "nobody".
 */
export function howToLaunch(forceNobody = false): Launch {
  const guard = answers('setpriv', '--pdeathsig', 'INT', 'true') ? ['setpriv', '--pdeathsig', 'INT'] : [];
  if (process.getuid?.() !== 0) return { before: [], beforeServer: guard };
  const map = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (!forceNobody && answers('unshare', ...map, 'true')) {
    return { before: ['unshare', ...map], beforeServer: ['unshare', ...map, ...guard] };
  }
  return { before: [], beforeServer: guard, uid: nobody };
}

function answers(program: string, ...args: readonly string[]): boolean {
  return process.platform === 'linux' && spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Makes the user that the programs run as the owner of a file or folder of theirs. */
export function handOver(path: string, launch: Launch): void {
  if (launch.uid !== undefined) chownSync(path, launch.uid, launch.uid);
}

/** The words of a whole command line, and the user for `spawn`. */
export function commandLine(before: readonly string[], program: string, args: readonly string[], { uid }: Launch) {
  const [first = program, ...rest] = [...before, program, ...args];
  return { first, rest, as: uid === undefined ? {} : { uid, gid: uid } };
}
