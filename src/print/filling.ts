import type { Shaped } from './shaping';

/** Which span of its paragraph a stretch belongs to, by number, and in which language it is shaped. */
export interface Voice {
  readonly voice: number;
  readonly lang: string;
}

/** A stretch of text that is never cut: one font, one direction, one voice; a word, a part of one, or white space. */
export interface Atom {
  readonly text: string;
  readonly start: number;
  readonly of: Voice;
  readonly level: number;
  readonly shaped: Shaped;
  readonly width: number;
  readonly space: boolean;
  /** A new line may begin with this atom. */
  readonly opens: boolean;
}

/** First fit: each line takes as many atoms as go in. Spaces at its end hang over. */
export function fill(atoms: readonly Atom[], width: number): Atom[][] {
  const lines: Atom[][] = [];
  let line: Atom[] = [];
  let used = 0;
  for (let at = 0; at < atoms.length;) {
    let end = at + 1;
    while (end < atoms.length && !atoms[end]?.opens) end++;
    const unit = atoms.slice(at, end);
    const whole = unit.reduce((sum, atom) => sum + atom.width, 0);
    const hanging = unit.at(-1)?.space ? (unit.at(-1)?.width ?? 0) : 0;
    if (line.length > 0 && used + whole - hanging > width + 0.01) {
      lines.push(line);
      line = [];
      used = 0;
    }
    line.push(...unit);
    used += whole;
    at = end;
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** The narrowest width that still gives as many lines. */
export function balance(atoms: readonly Atom[], lines: number, width: number): number {
  let [low, high] = [width / 2, width];
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    if (fill(atoms, middle).length > lines) low = middle;
    else high = middle;
  }
  return high;
}

/** Rule L2 of the Unicode bidirectional algorithm, over whole atoms: HarfBuzz has ordered the glyphs inside each. */
export function reorder<T extends { readonly level: number }>(atoms: readonly T[]): readonly T[] {
  const ordered = [...atoms];
  const highest = Math.max(0, ...atoms.map((atom) => atom.level));
  for (let level = highest; level >= 1; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to++;
      if (to > from) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  }
  return ordered;
}
