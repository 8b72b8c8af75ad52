import type * as BenchCommands from './bench-commands';
import type * as Cases from './cases';
import type * as Clock from './clock';
import type { Command } from './command';
import type * as Config from './config';
import type * as Check from './curriculum/commands';
import type * as Fmt from './curriculum/commands-fmt';
import type * as Preview from './curriculum/commands-preview';
import type * as Exchange from './curriculum/exchange/commands';
import type * as Print from './curriculum/commands-print';
import type * as Overlays from './curriculum/overlays/commands';
import type * as LogCommands from './log-commands';
import type * as PublishCommands from './publish-commands';
import type * as Scenario from './scenario/commands';
import type * as CasePreview from './scenario/commands-preview';
import type * as CaseExchange from './scenario/exchange/commands';
import type * as Start from './start';

/** Loads a command's code. Most of the time of a short command was spent in reading what the others are made of. */
type Shelf = () => readonly Command[];

const checkCases = (folder: string) => (module.require('./cases') as typeof Cases).checkCases(folder);

/** Every command of the program, by the first word of its name. A feature adds its own list here. */
const shelves: Readonly<Record<string, Shelf>> = {
  start: () => (module.require('./start') as typeof Start).startCommands,
  check: () => [(module.require('./curriculum/commands') as typeof Check).checkCommand([checkCases])],
  fmt: () => [(module.require('./curriculum/commands-fmt') as typeof Fmt).fmtCommand],
  curriculum: () => [
    (module.require('./curriculum/commands-preview') as typeof Preview).previewCommand(
      [checkCases],
      () => (module.require('./config') as typeof Config).readConfig([]).port,
    ),
  ],
  assessment: () => (module.require('./curriculum/exchange/commands') as typeof Exchange).exchangeCommands,
  overlay: () => (module.require('./curriculum/overlays/commands') as typeof Overlays).overlayCommands,
  publish: () => [(module.require('./publish-commands') as typeof PublishCommands).publishCommand],
  print: () =>
    (module.require('./curriculum/commands-print') as typeof Print).printCommands(
      (module.require('./clock') as typeof Clock).systemClock,
    ),
  bench: () => (module.require('./bench-commands') as typeof BenchCommands).benchCommands,
  scenario: () => [
    ...(module.require('./scenario/commands') as typeof Scenario).scenarioCommands,
    (module.require('./log-commands') as typeof LogCommands).logCommand,
    ...(module.require('./scenario/exchange/commands') as typeof CaseExchange).exchangeCommands(
      (module.require('./clock') as typeof Clock).systemClock,
    ),
    (module.require('./scenario/commands-preview') as typeof CasePreview).casePreviewCommand(
      () => (module.require('./config') as typeof Config).readConfig([]).port,
    ),
  ],
};

/** The commands whose names begin with this word; without one, or with a word that none begins with, all of them. */
function commandsFor(word?: string): readonly Command[] {
  const shelf = word !== undefined && Object.hasOwn(shelves, word) ? shelves[word] : undefined;
  return shelf ? shelf() : Object.values(shelves).flatMap((each) => each());
}

/**
 * Runs one command line (without `node` and the program's name) and answers with the exit code: 0 done, 1 failed or
 * something was found, 2 not understood.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    process.stdout.write(overview());
    return 0;
  }
  const command = commandOf(args);
  if (!command) {
    process.stderr.write(notUnderstood(args));
    return 2;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`titian ${command.name} – ${command.summary}\n\n${command.help.trim()}\n`);
    return 0;
  }
  return command.run(rest);
}

function commandOf(args: readonly string[]): Command | undefined {
  const byLength = [...commandsFor(args[0])].sort((a, b) => b.name.length - a.name.length);
  return byLength.find((command) => command.name.split(' ').every((word, at) => args[at] === word));
}

function overview(): string {
  const commands = commandsFor();
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = [...commands]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'Titian, a training system for one programme.',
    '',
    'Usage: npm run -s titian -- COMMAND [ARGUMENTS]',
    '',
    ...lines,
    '',
    'Every command explains itself: npm run -s titian -- COMMAND --help',
    '',
  ].join('\n');
}

function notUnderstood(args: readonly string[]): string {
  const typed = args.filter((word) => !word.startsWith('-')).slice(0, 2);
  const nearest = nearestTo(typed);
  const hint = nearest ? `Did you mean "${nearest}"?` : 'See titian --help for all commands.';
  return `There is no command "${typed.join(' ') || args.join(' ')}". ${hint}\n`;
}

function nearestTo(typed: readonly string[]): string | undefined {
  const commands = commandsFor();
  const ranked = commands
    .map((command) => {
      const words = typed.slice(0, command.name.split(' ').length).join(' ');
      return { name: command.name, distance: distanceBetween(words, command.name) };
    })
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, best.name.length / 3) ? best.name : startingWith(typed[0], commands);
}

function startingWith(word: string | undefined, commands: readonly Command[]): string | undefined {
  return word ? commands.find((command) => command.name.startsWith(word))?.name : undefined;
}

/** Letters to add, drop or change to come from one word to the other (Levenshtein). */
function distanceBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
