import type { Words } from './words';

/** Where each word stands in a row of bits: several words share one number of 32 bits, none crosses into the next. */
export class Packing {
  readonly size: number;
  private readonly cells: Int32Array;
  private readonly shifts: Int32Array;
  private readonly masks: Int32Array;

  constructor(widths: readonly number[]) {
    this.cells = new Int32Array(widths.length);
    this.shifts = new Int32Array(widths.length);
    this.masks = new Int32Array(widths.length);
    let cell = 0;
    let used = 0;
    for (const [word, width] of widths.entries()) {
      if (used + width > 32) {
        cell += 1;
        used = 0;
      }
      this.cells[word] = cell;
      this.shifts[word] = used;
      this.masks[word] = width >= 32 ? -1 : (1 << width) - 1;
      used += width;
    }
    this.size = cell + 1;
  }

  /** Throws a RangeError for a number that does not fit: a wrong state is worse than none. */
  pack(words: Words, into: Int32Array): void {
    into.fill(0);
    const { cells, shifts, masks } = this;
    for (let word = 0; word < cells.length; word += 1) {
      const value = words[word] ?? 0;
      if (value === 0) continue;
      if ((value & ~(masks[word] ?? 0)) !== 0)
        throw new RangeError(`The number ${String(value)} does not fit its word.`);
      const cell = cells[word] ?? 0;
      into[cell] = (into[cell] ?? 0) | (value << (shifts[word] ?? 0));
    }
  }

  unpack(row: Int32Array, from: number, into: Words): void {
    for (let word = 0; word < this.cells.length; word += 1) into[word] = this.word(row, from, word);
  }

  word(row: Int32Array, from: number, word: number): number {
    return ((row[from + (this.cells[word] ?? 0)] ?? 0) >>> (this.shifts[word] ?? 0)) & (this.masks[word] ?? 0);
  }
}
