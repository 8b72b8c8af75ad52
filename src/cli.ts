import type { Command } from './command';
import { benchCommands } from './bench-commands';
import { readConfig } from './config';
import { checkCommand } from './curriculum/commands';
import { fmtCommand } from './curriculum/commands-fmt';
import { previewCommand } from './curriculum/commands-preview';
import { overlayCommands } from './curriculum/overlays/commands';
import { checkCases } from './publish';
import { publishCommand } from './publish-commands';
import { scenarioCommands } from './scenario/commands';
import { systemClock } from './clock';
import { printCommands } from './curriculum/commands-print';
import { startCommands } from './start';

/** Every command of the program. A feature adds its own list here, under a heading of the help. */
const commands: readonly Command[] = [
  ...startCommands,
  checkCommand([checkCases]),
  fmtCommand,
  previewCommand([checkCases], () => readConfig([]).port),
  ...overlayCommands,
  publishCommand,
  ...printCommands(systemClock),
  ...benchCommands,
  ...scenarioCommands,
];

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
  const byLength = [...commands].sort((a, b) => b.name.length - a.name.length);
  return byLength.find((command) => command.name.split(' ').every((word, at) => args[at] === word));
}

function overview(): string {
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
  const ranked = commands
    .map((command) => {
      const words = typed.slice(0, command.name.split(' ').length).join(' ');
      return { name: command.name, distance: distanceBetween(words, command.name) };
    })
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, best.name.length / 3) ? best.name : startingWith(typed[0]);
}

function startingWith(word: string | undefined): string | undefined {
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
