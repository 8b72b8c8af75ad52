import type { Shaped } from './shaping';

/**
 * A stretch of text that is never cut: one font, one direction, one voice; a word, a part of one, or white space. Equal
 * ones are one object: a book has many words, but few different ones.
 */
export interface Atom {
  readonly shaped: Shaped;
  /** Which span of its paragraph it belongs to, by number. */
  readonly voice: number;
  readonly level: number;
  readonly space: boolean;
  /** A new line may begin with this atom. */
  readonly opens: boolean;
}

/** How wide an atom is at a size in points. */
export function widthAt({ shaped }: Atom, size: number): number {
  return (shaped.width * size) / 1000;
}

/**
 * First fit: each line takes as many atoms as go in. Spaces at its end hang over. Answers, for each line, with the number
 * of the atom after its last.
 */
export function fill(atoms: readonly Atom[], size: number, width: number): readonly number[] {
  const ends: number[] = [];
  let begin = 0;
  let used = 0;
  for (let at = 0; at < atoms.length;) {
    let end = at;
    let whole = 0;
    let hanging = 0;
    do {
      const atom = atoms[end];
      const wide = atom ? widthAt(atom, size) : 0;
      whole += wide;
      hanging = atom?.space ? wide : 0;
      end++;
    } while (end < atoms.length && !atoms[end]?.opens);
    if (at > begin && used + whole - hanging > width + 0.01) {
      ends.push(at);
      begin = at;
      used = 0;
    }
    used += whole;
    at = end;
  }
  if (atoms.length > begin) ends.push(atoms.length);
  return ends;
}
/** The narrowest width that still gives as many lines. */
export function balance(atoms: readonly Atom[], size: number, lines: number, width: number): number {
  let [low, high] = [width / 2, width];
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    if (fill(atoms, size, middle).length > lines) low = middle;
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
