import { join, relative } from 'node:path';
import { root } from '../root';
import { caseFoldersIn } from './files';

const shipped = join(root, 'curriculum', 'scenario');

/** What stands after an option. */
export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

/** The folders of the cases that are meant: those of the folder that is named, or the shipped ones. */
export function foldersIn(args: readonly string[]): string[] {
  const free = args.find(
    (each, index) => !each.startsWith('-') && !(args[index - 1] ?? '').match(/^--(?:case|runs|write)$/),
  );
  return caseFoldersIn(free ?? shipped);
}

/** Says what was not understood, and answers with the exit code. */
export function fail(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

/** A path as a person in the project's folder would type it. */
export function shown(folder: string, file: string): string {
  return relative(process.cwd(), join(folder, file)).replaceAll('\\', '/');
}

/** Prints the lines, or with `--json` the value. */
export function print(args: readonly string[], value: object, lines: readonly string[]): void {
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
}
