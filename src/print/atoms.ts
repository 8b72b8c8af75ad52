import type { Shaped } from './shaping';

/**
 * A paragraph as stretches that are never cut: each in one font, one direction, one voice; a word, a part of one, or white
 * space. They are told by their numbers, in lists beside each other: a book has a hundred thousand.
 */
export class Atoms {
  readonly shaped: Shaped[] = [];
  /** Which span of the paragraph it belongs to, by number. */
  readonly voices: number[] = [];
  readonly levels: number[] = [];
  readonly spaces: boolean[] = [];
  /** A new line may begin with this atom. */
  readonly opens: boolean[] = [];
  /** The widest that is no white space, in thousandths of the size. */
  widest = 0;
  /** Whether some are to be read from right to left. */
  turned = false;

  get length(): number {
    return this.shaped.length;
  }

  add(shaped: Shaped, voice: number, level: number, space: boolean, opens: boolean): void {
    this.shaped.push(shaped);
    this.voices.push(voice);
    this.levels.push(level);
    this.spaces.push(space);
    this.opens.push(opens);
    if (level > 0) this.turned = true;
    if (!space && shaped.width > this.widest) this.widest = shaped.width;
  }

  /** How wide an atom is at a size in points. */
  widthAt(at: number, size: number): number {
    const shaped = this.shaped[at];
    return shaped ? (shaped.width * size) / 1000 : 0;
  }

  /** How wide some are without the white space after them. */
  inkOf(from: number, to: number, size: number): number {
    let whole = 0;
    let ink = 0;
    for (let at = from; at < to; at++) {
      whole += this.widthAt(at, size);
      if (!this.spaces[at]) ink = whole;
    }
    return ink;
  }
}

/**
 * First fit: each line takes as many atoms as go in. Spaces at its end hang over. Answers, for each line, with the number
 * of the atom after its last.
 */
export function fill(atoms: Atoms, size: number, width: number): readonly number[] {
  const ends: number[] = [];
  let begin = 0;
  let used = 0;
  for (let at = 0; at < atoms.length;) {
    let end = at;
    let whole = 0;
    let hanging = 0;
    do {
      const wide = atoms.widthAt(end, size);
      whole += wide;
      hanging = atoms.spaces[end] ? wide : 0;
      end++;
    } while (end < atoms.length && !atoms.opens[end]);
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
export function balance(atoms: Atoms, size: number, lines: number, width: number): number {
  let [low, high] = [width / 2, width];
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    if (fill(atoms, size, middle).length > lines) low = middle;
    else high = middle;
  }
  return high;
}
