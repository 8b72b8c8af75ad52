import type { Glyph, Shaped } from './shaping';

/** The words of one voice as they were shaped. */
export class Words extends Map<string, Shaped> {
  readonly latin: Pairs = [];
  readonly signs: Pairs = [];
}

/** Glyphs by their own character and the one that follows in the word, or none. */
type Pairs = (Glyph | undefined)[];

// HarfBuzz takes a word with a letter as Latin, and one without as no script's.
const letter = /[A-Za-z]/;
const simple = /^[!-~\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2026]+$/;

function pairsFor(text: string, voice: Words): Pairs | undefined {
  return simple.test(text) ? (letter.test(text) ? voice.latin : voice.signs) : undefined;
}

/** The number of a simple character, below 128: 0 for none. Those above ASCII take the places of its control characters. */
function simpleAt(text: string, at: number): number {
  if (at >= text.length) return 0;
  const unit = text.charCodeAt(at);
  return unit < 0x80 ? unit : unit & 0x1f || 0x1f;
}

/** A word of which every pair of characters was met in others: how a letter is drawn depends on the next one only. */
export function composedOf(text: string, voice: Words): readonly Glyph[] | undefined {
  const pairs = pairsFor(text, voice);
  if (!pairs) return undefined;
  const glyphs: Glyph[] = [];
  let here = simpleAt(text, 0);
  for (let at = 1; at <= text.length; at++) {
    const next = simpleAt(text, at);
    const glyph = pairs[here * 128 + next];
    if (!glyph) return undefined;
    glyphs.push(glyph);
    here = next;
  }
  return glyphs;
}

/** Remembers the pairs of a word, unless one of its glyphs stands for more than its own character (a ligature). */
export function learn(text: string, glyphs: readonly Glyph[], voice: Words): void {
  if (glyphs.length !== text.length) return;
  const pairs = pairsFor(text, voice);
  if (!pairs) return;
  const plain = glyphs.every(
    ({ dx, dy, codePoints }, at) =>
      dx === 0 && dy === 0 && codePoints.length === 1 && codePoints[0] === text.charCodeAt(at),
  );
  if (!plain) return;
  glyphs.forEach((glyph, at) => {
    pairs[simpleAt(text, at) * 128 + simpleAt(text, at + 1)] = glyph;
  });
}
