import type { Words } from './words';

/** Where each word stands in a row of bits: several words share one number of 32 bits, none crosses into the next. */
export class Packing {
  /** Numbers of 32 bits in a row. */
  readonly size: number;
  readonly cells: Int32Array;
  readonly shifts: Int32Array;
  /** Not yet shifted. */
  readonly masks: Int32Array;
  /** The words cell by cell, in the order of their bits: those of a cell begin at `begins`. */
  private readonly inCells: Int32Array;
  private readonly begins: Int32Array;

  constructor(widths: readonly number[]) {
    this.cells = new Int32Array(widths.length);
    this.shifts = new Int32Array(widths.length);
    this.masks = new Int32Array(widths.length);
    // The widest first, so that little room is left over.
    const order = [...widths.entries()].sort(([, a], [, b]) => b - a);
    const used: number[] = [];
    for (const [word, width] of order) {
      let cell = used.findIndex((bits) => bits + width <= 32);
      if (cell < 0) cell = used.push(0) - 1;
      this.cells[word] = cell;
      this.shifts[word] = used[cell] ?? 0;
      this.masks[word] = width >= 32 ? -1 : (1 << width) - 1;
      used[cell] = (used[cell] ?? 0) + width;
    }
    this.size = used.length;
    this.inCells = this.byCell(this.all);
    this.begins = new Int32Array(this.size + 1);
    for (const cell of this.cells) this.begins[cell + 1] = (this.begins[cell + 1] ?? 0) + 1;
    for (let cell = 0; cell < this.size; cell += 1)
      this.begins[cell + 1] = (this.begins[cell + 1] ?? 0) + (this.begins[cell] ?? 0);
  }

  /** Every word. */
  get all(): Int32Array {
    return Int32Array.from(this.cells.keys());
  }

  /** These words in the order in which they stand in a row. */
  byCell(which: Iterable<number>): Int32Array {
    const { cells, shifts } = this;
    const place = (word: number): number => (cells[word] ?? 0) * 32 + (shifts[word] ?? 0);
    return Int32Array.from([...which].sort((a, b) => place(a) - place(b)));
  }

  /** Packs these words only. Throws a RangeError for a number that does not fit: a wrong state is worse than none. */
  pack(words: Words, which: Int32Array, into: Int32Array): void {
    into.fill(0);
    const { cells, shifts, masks } = this;
    for (let each = 0; each < which.length; each += 1) {
      const word = which[each] ?? 0;
      const value = words[word] ?? 0;
      if (value === 0) continue;
      if ((value & ~(masks[word] ?? 0)) !== 0) throw new RangeError(tooLarge(value));
      const cell = cells[word] ?? 0;
      into[cell] = (into[cell] ?? 0) | (value << (shifts[word] ?? 0));
    }
  }

  unpack(rows: Int32Array, from: number, into: Words): void {
    const { inCells, begins, masks, shifts, size } = this;
    into.fill(0);
    for (let cell = 0; cell < size; cell += 1) {
      const bits = rows[from + cell] ?? 0;
      // Most of what a case has never happened: whole cells are empty, and the end of many.
      if (bits === 0) continue;
      const end = begins[cell + 1] ?? 0;
      for (let each = begins[cell] ?? 0; each < end; each += 1) {
        const word = inCells[each] ?? 0;
        const left = bits >>> (shifts[word] ?? 0);
        if (left === 0) break;
        into[word] = left & (masks[word] ?? 0);
      }
    }
  }

  word(rows: Int32Array, from: number, word: number): number {
    return ((rows[from + (this.cells[word] ?? 0)] ?? 0) >>> (this.shifts[word] ?? 0)) & (this.masks[word] ?? 0);
  }

  /** Writes one word of a row; throws a RangeError for a number that does not fit. */
  put(row: Int32Array, word: number, value: number): void {
    const mask = this.masks[word] ?? 0;
    if ((value & ~mask) !== 0) throw new RangeError(tooLarge(value));
    const cell = this.cells[word] ?? 0;
    const shift = this.shifts[word] ?? 0;
    row[cell] = ((row[cell] ?? 0) & ~(mask << shift)) | (value << shift);
  }

  /** The bits of a row in which these words stand. */
  bitsOf(words: Iterable<number>): Int32Array {
    const bits = new Int32Array(this.size);
    for (const word of words) {
      const cell = this.cells[word] ?? 0;
      bits[cell] = (bits[cell] ?? 0) | ((this.masks[word] ?? 0) << (this.shifts[word] ?? 0));
    }
    return bits;
  }
}

function tooLarge(value: number): string {
  return `The number ${String(value)} does not fit its word.`;
}
