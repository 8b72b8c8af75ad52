import type { Packing } from './packing';
import type { Words } from './words';

/** Worlds of one layout by number, in the order in which they were first seen: an open-addressing hash table. */
export class WordTable {
  count = 0;
  private rows: Int32Array;
  private readonly row: Int32Array;
  private readonly size: number;
  private hashes = new Int32Array(16);
  /** Index plus one; 0 is free. */
  private table = new Int32Array(64);

  constructor(private readonly packing: Packing) {
    this.size = packing.size;
    this.rows = new Int32Array(16 * this.size);
    this.row = new Int32Array(this.size);
  }

  /** The number of this world; a new world gets the next number. */
  indexOf(words: Words): number {
    this.packing.pack(words, this.row);
    const hash = hashOfRow(this.row);
    const mask = this.table.length - 1;
    let at = hash & mask;
    for (let known = this.table[at] ?? 0; known > 0; known = this.table[at] ?? 0) {
      if (this.hashes[known - 1] === hash && this.isEqual(known - 1)) return known - 1;
      at = (at + 1) & mask;
    }
    return this.insert(at, hash);
  }

  read(index: number, into: Words): void {
    this.packing.unpack(this.rows, index * this.size, into);
  }

  word(index: number, word: number): number {
    return this.packing.word(this.rows, index * this.size, word);
  }

  /** Keeps only the count. */
  forget(): void {
    this.rows = new Int32Array(0);
    this.hashes = new Int32Array(0);
    this.table = new Int32Array(0);
  }

  private insert(at: number, hash: number): number {
    const index = this.count;
    if (index === this.hashes.length) {
      this.rows = grown(this.rows, this.rows.length * 2);
      this.hashes = grown(this.hashes, this.hashes.length * 2);
    }
    const from = index * this.size;
    for (let each = 0; each < this.size; each += 1) this.rows[from + each] = this.row[each] ?? 0;
    this.hashes[index] = hash;
    this.table[at] = index + 1;
    this.count += 1;
    if (this.count * 2 > this.table.length) this.widen();
    return index;
  }

  private isEqual(index: number): boolean {
    const from = index * this.size;
    for (let each = 0; each < this.size; each += 1) if (this.rows[from + each] !== this.row[each]) return false;
    return true;
  }

  private widen(): void {
    this.table = new Int32Array(this.table.length * 4);
    const mask = this.table.length - 1;
    for (let index = 0; index < this.count; index += 1) {
      let at = (this.hashes[index] ?? 0) & mask;
      while (this.table[at] !== 0) at = (at + 1) & mask;
      this.table[at] = index + 1;
    }
  }
}

function hashOfRow(row: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let each = 0; each < row.length; each += 1)
    hash = Math.imul(hash ^ (row[each] ?? 0), 0x01000193) ^ (hash >>> 15);
  return (hash ^ (hash >>> 13)) & 0x7fffffff;
}

export function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
