import type { Command } from './command';
import { ConfigRefused, readConfig } from './config';
import type { Db } from './db';
import { NotFound } from './errors';
import { AlreadyRunning } from './instance';
import type * as PublishCommands from './publish-commands';
import type * as Rubric from './rubric';
import type * as Scenario from './scenario';

const help = `Usage: titian scenario log [--box] RUN
       titian scenario log [--box] --open [CASE]

Prints one run as JSON lines: first the run (case, its hash, the engine, the seed), then each input in order with its
number, who made it (a team, a stand-in, the facilitator, the system) and for which role, then, apart, the texts that are
not removed, and the marks on them. No name and no time of day is in it. RUN is the run's id, as it stands in its address.
Where a run went on with a newer text of its case, a line "migrate" says so.

  --open   every run that has not ended, one after the other (of CASE, its id, if said): for scenario compare --runs
  --box    the data of a room's laptop, not of the example; with NODE_ENV=production, that of the server

The database is that of DATABASE_URL, else the one in TITIAN_DATA, while the product does not run on it.

Exit code: 0 printed, 1 there is no such run or no database, 2 wrong arguments.`;

export const logCommand: Command = {
  name: 'scenario log',
  summary: 'Print a run as JSON lines.',
  help,
  run,
};

async function run(args: readonly string[]): Promise<number> {
  const id = args.find((arg) => !arg.startsWith('-'));
  const open = args.includes('--open');
  if (id === undefined && !open) return say('Say which run: titian scenario log RUN', 2);
  try {
    const config = readConfig(args.filter((arg) => arg.startsWith('-') && arg !== '--open'));
    // Loaded only here: other commands of this name need neither the site nor the time it takes to load.
    const { withDatabase } = module.require('./publish-commands') as typeof PublishCommands;
    const { logLinesOf, openLogLines } = module.require('./scenario') as typeof Scenario;
    const { markLinesOf } = module.require('./rubric') as typeof Rubric;
    const lines = async (db: Db) =>
      open || id === undefined ? openLogLines(db, id) : `${await logLinesOf(db, id)}${await markLinesOf(db, { id })}`;
    process.stdout.write(await withDatabase(config, lines));
    return 0;
  } catch (error) {
    if (error instanceof ConfigRefused) return say(error.message, 2);
    if (error instanceof AlreadyRunning) return say(`${error.message} Ask the page of the run instead.`, 1);
    if (error instanceof NotFound) return say(`There is no run ${String(id)}.`, 1);
    if (error instanceof Error) return say(`The run could not be read. ${error.message}`, 1);
    throw error;
  }
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
