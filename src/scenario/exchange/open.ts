import { decode } from '../../intake/decode';
import { UnreadableFile } from '../../intake/sheet';
import { openZip } from '../../intake/zip';
import { limits, Refused } from './limits';
import type { Report } from './report';

/** A file as far as it can be read without knowing its format: its text, or the two texts of an H5P package. */
export type Opened =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'package';
      readonly manifest: string | null;
      readonly content: string;
      readonly names: readonly string[];
    };

/** Opens a stranger's file by what it holds. Throws Refused; never runs, loads or follows anything in it. */
export function openFile(name: string, bytes: Buffer, report: Report): Opened {
  if (bytes.length === 0) throw new Refused('empty', 'The file is empty.');
  refusePickles(name, bytes);
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x04034b50) return openPackage(bytes, report);
  return { kind: 'text', text: textOf(bytes, report) };
}

// Protocol 0 is text: a list, a table, or a thing of a named Python module.
const oldPickle =
  /^(?:\([dl]p\d*\n|\(i[\w.]+\n\w+\n|c(?:copy_?reg|os|posix|nt|sys|subprocess|__\w+__|builtins|\w+\.[\w.]+)\n\w+\n)/;

/** A pickle is a program for Python that runs when it is read. Twine 1 saved its stories so. */
function refusePickles(name: string, bytes: Buffer): void {
  const start = bytes.toString('latin1', 0, 64);
  const isPickle = (bytes[0] === 0x80 && (bytes[1] ?? 9) <= 5) || oldPickle.test(start);
  if (!/\.(tws|pickle|pkl)$/i.test(name) && !isPickle) return;
  throw new Refused(
    'pickle',
    'This is a story of Twine 1 (.tws), or another Python pickle. Such a file runs as a program when it is read, so it is never opened here. Open it in Twine 1, export it as Twee source code, and import that.',
  );
}

function textOf(bytes: Buffer, report: Report): string {
  if (bytes.length > limits.bytes)
    throw new Refused('large', `The file has ${String(bytes.length)} bytes; at most ${String(limits.bytes)} are read.`);
  const { text, encoding } = decode(bytes);
  if (text.includes('\0') || text.startsWith('%PDF'))
    throw new Refused('not-text', 'This file does not hold text in an encoding that is known here. Save it as UTF-8.');
  if (encoding === 'windows-1252')
    report.say(
      'approximated',
      'the file',
      'It is not UTF-8. It was read as Windows-1252: look at letters with accents.',
    );
  else if (encoding !== 'utf-8') report.say('kept', 'the file', `Read as ${encoding.toUpperCase()}.`);
  return text.replace(/^\ufeff/, '');
}

function openPackage(bytes: Buffer, report: Report): Opened {
  if (bytes.length > limits.packageBytes)
    throw new Refused(
      'large',
      `The package has ${String(bytes.length)} bytes; at most ${String(limits.packageBytes)} are read.`,
    );
  try {
    const zip = openZip(bytes, limits.bytes);
    refusePaths(zip.names);
    const read = (name: string): string | null => {
      const found = zip.bytesOf(name);
      return found ? textOf(found, report) : null;
    };
    const content = read('content/content.json');
    if (content === null)
      throw new Refused('not-a-story', 'This ZIP archive has no content/content.json, so it is not an H5P package.');
    return { kind: 'package', manifest: read('h5p.json'), content, names: zip.names };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.reason === 'unpacked')
      throw new Refused(
        'zip-large',
        `The texts of this package unpack to more than ${String(limits.bytes)} bytes, whatever it says of itself.`,
      );
    throw new Refused('zip-broken', 'This ZIP archive is damaged, incomplete or encrypted.');
  }
}

function refusePaths(names: readonly string[]): void {
  if (names.length > limits.packageFiles)
    throw new Refused(
      'zip-many',
      `The package lists ${String(names.length)} files; at most ${String(limits.packageFiles)} are read.`,
    );
  const outside = names.find((name) => /^(?:\/|[a-z]:)|(?:^|\/)\.\.(?:\/|$)|[\0-\x1f]/i.test(name));
  if (outside !== undefined)
    throw new Refused(
      'path-outside',
      'A file in this package has a path that leads out of it. No honest program writes that.',
    );
}

export const anyLineEnd = /\r\n|\r|\n/;

/** The lines of a text that is read line by line. Throws Refused for a line that no person wrote. */
export function linesOf(text: string): string[] {
  const lines = text.split(anyLineEnd);
  const long = lines.findIndex((line) => line.length > limits.line);
  if (long >= 0)
    throw new Refused('line-long', `Line ${String(long + 1)} has more than ${String(limits.line)} characters.`);
  return lines;
}
