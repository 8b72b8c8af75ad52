import { decode } from '../intake/decode';
import { readDelimited } from '../intake/delimited';
import { type Sheet, UnreadableFile, limits } from '../intake/sheet';
import { readWorkbook } from './workbook';

/** Reads a roster file by what it holds, whatever its name says. Throws UnreadableFile with the reason. */
export function readSheet(bytes: Buffer): Sheet {
  if (bytes.length === 0) throw new UnreadableFile('empty');
  if (bytes.length > limits.bytes) throw new UnreadableFile('large', { most: limits.bytes / 1_000_000 });
  // Workbooks of Excel 97 to 2003, and those with a password, are compound files.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFile('old');
  const sheet = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
    ? { lines: readWorkbook(bytes), encoding: 'xlsx' }
    : readText(bytes);
  if (sheet.lines.length === 0) throw new UnreadableFile('empty');
  return sheet;
}

function readText(bytes: Buffer): Sheet {
  const { text, encoding } = decode(bytes);
  // A table of text holds no NUL; a picture does.
  if (text.includes('\0') || text.startsWith('%PDF')) throw new UnreadableFile('kind');
  return { ...readDelimited(text), encoding };
}

function startsWith(bytes: Buffer, letters: readonly number[]): boolean {
  return letters.every((letter, at) => bytes[at] === letter);
}
