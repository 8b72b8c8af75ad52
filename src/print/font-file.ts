import { readFileSync } from 'node:fs';

/** What a PDF tells of a font beside its glyphs (ISO 32000-1, 9.8). Lengths are in thousandths of the size. */
export interface FontFile {
  readonly name: string;
  readonly box: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly slant: number;
  readonly flags: number;
  widthOf(glyph: number): number;
}

const files = new Map<string, FontFile>();

/** Reads the few tables of a TrueType file that a PDF repeats. Each file is read once. */
export function fontFile(path: string): FontFile {
  const known = files.get(path);
  if (known) return known;
  const file = read(path);
  files.set(path, file);
  return file;
}

/** The tables of a TrueType file, by their tags. */
export function tablesOf(bytes: Buffer): ReadonlyMap<string, { readonly from: number; readonly length: number }> {
  const found = new Map<string, { from: number; length: number }>();
  for (let at = 12; at < 12 + bytes.readUInt16BE(4) * 16; at += 16) {
    const tag = bytes.toString('latin1', at, at + 4);
    found.set(tag, { from: bytes.readUInt32BE(at + 8), length: bytes.readUInt32BE(at + 12) });
  }
  return found;
}

function read(path: string): FontFile {
  const bytes = readFileSync(path);
  const tables = tablesOf(bytes);
  const from = (tag: string): number => {
    const table = tables.get(tag);
    if (!table) throw new Error(`${path} has no table ${tag}.`);
    return table.from;
  };
  const [head, hhea, os2, post, hmtx] = [from('head'), from('hhea'), from('OS/2'), from('post'), from('hmtx')];
  const scale = 1000 / bytes.readUInt16BE(head + 18);
  const measure = (at: number) => bytes.readInt16BE(at) * scale;
  const last = bytes.readUInt16BE(hhea + 34) - 1;
  // The rest of the file is not kept.
  const widths = Buffer.from(bytes.subarray(hmtx, hmtx + 4 * (last + 1)));
  const heights = bytes.readUInt16BE(os2) >= 2;
  const ascent = measure(hhea + 4);
  return {
    name: postscriptName(bytes, from('name')),
    box: [36, 38, 40, 42].map((at) => measure(head + at)),
    ascent,
    descent: measure(hhea + 6),
    capHeight: (heights && measure(os2 + 88)) || ascent,
    xHeight: heights ? measure(os2 + 86) : 0,
    slant: bytes.readInt32BE(post + 4) / 0x10000,
    flags: flagsOf(
      bytes.readInt16BE(os2 + 30) >> 8,
      bytes.readUInt32BE(post + 12) !== 0,
      bytes.readUInt16BE(head + 44),
    ),
    widthOf: (glyph) => widths.readUInt16BE(4 * Math.min(glyph, last)) * scale,
  };
}

/** Of one width, with serifs, with signs of its own, like a script, italic. */
function flagsOf(family: number, fixedPitch: boolean, style: number): number {
  return (
    (fixedPitch ? 1 : 0) + (family >= 1 && family <= 7 ? 2 : 0) + 4 + (family === 10 ? 8 : 0) + (style & 2 ? 64 : 0)
  );
}

function postscriptName(bytes: Buffer, table: number): string {
  const texts = table + bytes.readUInt16BE(table + 4);
  for (let at = table + 6; at < table + 6 + bytes.readUInt16BE(table + 2) * 12; at += 12) {
    if (bytes.readUInt16BE(at + 6) !== 6) continue;
    const from = texts + bytes.readUInt16BE(at + 10);
    const name = bytes.toString('latin1', from, from + bytes.readUInt16BE(at + 8));
    return name.replace(/[^A-Za-z0-9-]/g, '');
  }
  return 'Font';
}
