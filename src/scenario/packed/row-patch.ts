import { type Patch, soonest } from './pack';
import type { Packing } from './packing';
import type { Delivery, Layout } from './words';

/** A patch for rows of bits: the same as laying it over the words, without taking them out of the row. */
export class RowPatch {
  /** Cell, bits to keep, bits to set. */
  private readonly bits: Int32Array;
  /** Word, value. */
  private readonly raises: Int32Array;
  private readonly adds: Int32Array;
  private readonly ticks: Int32Array;
  private readonly mail: Patch['mail'];
  private readonly spent: number;

  constructor(
    private readonly layout: Layout,
    private readonly packing: Packing,
    patch: Patch,
  ) {
    const keep = new Int32Array(packing.size).fill(-1);
    const set = new Int32Array(packing.size);
    const raises: number[] = [];
    const write = (word: number, value: number): void => {
      const mask = packing.masks[word] ?? 0;
      if ((value & ~mask) !== 0) throw new RangeError(`The number ${String(value)} does not fit its word.`);
      const cell = packing.cells[word] ?? 0;
      const shift = packing.shifts[word] ?? 0;
      keep[cell] = (keep[cell] ?? 0) & ~(mask << shift);
      set[cell] = ((set[cell] ?? 0) & ~(mask << shift)) | (value << shift);
    };
    for (let each = 0; each < patch.most.length; each += 2) {
      const word = patch.most[each] ?? 0;
      const value = patch.most[each + 1] ?? 0;
      // Nothing is higher than a word of ones.
      if (value === packing.masks[word]) write(word, value);
      else raises.push(word, value);
    }
    for (let each = 0; each < patch.set.length; each += 2) write(patch.set[each] ?? 0, patch.set[each + 1] ?? 0);
    this.bits = Int32Array.from([...keep].flatMap((kept, cell) => (kept === -1 ? [] : [cell, kept, set[cell] ?? 0])));
    this.raises = Int32Array.from(raises);
    this.adds = Int32Array.from(patch.add);
    this.ticks = Int32Array.from(patch.ticks);
    this.mail = patch.mail;
    this.spent = patch.spent;
  }

  /** Lays the finished desk over a row whose round is being put together. */
  apply(row: Int32Array): void {
    const { bits, raises, adds, packing } = this;
    for (let each = 0; each < bits.length; each += 3) {
      const cell = bits[each] ?? 0;
      row[cell] = ((row[cell] ?? 0) & (bits[each + 1] ?? 0)) | (bits[each + 2] ?? 0);
    }
    for (let each = 0; each < raises.length; each += 2) this.raise(row, raises[each] ?? 0, raises[each + 1] ?? 0);
    for (let each = 0; each < adds.length; each += 2) {
      const word = adds[each] ?? 0;
      packing.put(row, word, packing.word(row, 0, word) + (adds[each + 1] ?? 0));
    }
    if (this.spent > 0 || this.ticks.length > 0 || this.mail.length > 0) this.applyTimed(row);
  }

  private applyTimed(row: Int32Array): void {
    const { layout, packing, ticks } = this;
    const clock = packing.word(row, 0, layout.clock);
    const ends = Math.max(packing.word(row, 0, layout.ends), clock + this.spent);
    packing.put(row, layout.ends, ends);
    for (let each = 0; each < ticks.length; each += 2) {
      const tick = Math.min(clock + (ticks[each + 1] ?? 0), layout.never);
      packing.put(row, ticks[each] ?? 0, tick <= ends ? 0 : tick);
    }
    for (let each = 0; each < this.mail.length; each += 1) {
      const sent = this.mail[each];
      if (sent) this.send(row, sent.delivery, clock + sent.after, ends);
    }
  }

  private send(row: Int32Array, delivery: Delivery, arrives: number, now: number): void {
    const { layout, packing } = this;
    if (arrives <= now || delivery.mail === null) {
      for (const { word, level } of delivery.learns) this.raise(row, word, level);
      if (delivery.holds !== null) packing.put(row, delivery.holds, 1);
    } else if (arrives < layout.never && this.isNews(row, delivery))
      packing.put(row, delivery.mail, soonest(packing.word(row, 0, delivery.mail), arrives + 1));
  }

  private raise(row: Int32Array, word: number, value: number): void {
    if (this.packing.word(row, 0, word) < value) this.packing.put(row, word, value);
  }

  private isNews(row: Int32Array, { learns, holds }: Delivery): boolean {
    if (holds !== null && this.packing.word(row, 0, holds) === 0) return true;
    return learns.some(({ word, level }) => this.packing.word(row, 0, word) < level);
  }
}
