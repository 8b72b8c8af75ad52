import type { Column } from './galley';
import type { Line, Span } from './line';
import { accent, quiet, small } from './look';
import { type Mark, type Node, type Strip, emptyStrip } from './strip';

/** What a mark in the text leads to: words at the foot of the page on which the mark stands. */
export interface Footnote {
  readonly number: number;
  readonly node: Node;
  readonly spans: readonly Span[];
}

/** White and a short rule between the text of a page and its notes. */
const above = 18;
const indent = 15;

/** The name of the place where a note stands, which its mark leads to. Numbers count through a whole document. */
export function placeOfFootnote(number: number): string {
  return `footnote-${number}`;
}

/** The marks in some lines, in the order in which they stand there. */
export function footnotesIn(marks: readonly Mark[]): readonly Footnote[] {
  const found: Footnote[] = [];
  for (const mark of marks) {
    if (mark.type !== 'line' || !mark.line.noted) continue;
    for (const { span } of mark.line.pieces)
      if (span.footnote && !found.includes(span.footnote)) found.push(span.footnote);
  }
  return found;
}

/** Sets one note: its number, then its words. No page break cuts it. */
export function setFootnote(
  { number, node, spans }: Footnote,
  column: Column,
  direction: 'ltr' | 'rtl',
  measure: (spans: readonly Span[], setting: typeof small & { readonly width: number }) => readonly Line[],
): Strip {
  const label: Node = { tag: 'Lbl', parent: node };
  const [sign] = measure([{ text: `${number}.`, face: 'text', colour: quiet, node: label }], {
    ...small,
    width: indent,
  });
  const left = direction === 'ltr';
  const marks: Mark[] = [];
  let y = 0;
  if (sign) marks.push(at(sign, left ? column.x : column.x + column.width - indent, y, label));
  for (const line of measure(spans, { ...small, width: column.width - indent })) {
    marks.push(at(line, left ? column.x + indent : column.x, y, node));
    y += line.height;
  }
  return { ...emptyStrip, height: y + 2, marks, anchors: [placeOfFootnote(number)] };
}

function at(line: Line, x: number, y: number, node: Node): Mark {
  return { type: 'line', x, y: y + line.baseline, line, node };
}

/** The height that the notes of some strips take at the foot of their page; `begun` where others stand there already. */
export function heightOfFootnotes({ footnotes }: Strip, begun: boolean): number {
  if (!footnotes) return 0;
  return footnotes.reduce((sum, note) => sum + note.height, begun ? 0 : above);
}

/** The notes of a page as strips that end at its `bottom`: the rule first. */
export function footOf(
  strips: readonly Strip[],
  column: Column,
  bottom: number,
): readonly { strip: Strip; y: number }[] {
  const notes = strips.flatMap((strip) => strip.footnotes ?? []);
  if (notes.length === 0) return [];
  let y = bottom - notes.reduce((sum, note) => sum + note.height, 0);
  const rule: Mark = { type: 'rule', x: column.x, y: 0, width: 72, thickness: 0.6, colour: accent };
  const line: Strip = { ...emptyStrip, marks: [rule] };
  const placed = [{ strip: line, y: y - 6 }];
  for (const strip of notes) {
    placed.push({ strip, y });
    y += strip.height;
  }
  return placed;
}

/** ¹, ²: drawn as figures of the font, and read as such. */
export function raised(number: number): string {
  return String(number).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}
