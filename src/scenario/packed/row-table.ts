/** Rows of whole numbers by number, in the order in which they were first seen: an open-addressing hash table. */
export class RowTable {
  count = 0;
  rows: Int32Array;
  /** Pairs: index plus one (0 is free), hash. */
  private table: Int32Array;
  private capacity: number;

  /** `expected` rows find room at once; it grows for more. */
  constructor(
    readonly size: number,
    expected = 16,
  ) {
    this.capacity = Math.max(16, expected);
    this.rows = new Int32Array(this.capacity * size);
    this.table = new Int32Array(4 << (32 - Math.clz32(this.capacity - 1)));
  }

  /** The number of this row; a new row gets the next number. */
  indexOf(row: Int32Array): number {
    const { size, table, rows } = this;
    let hash = 0x811c9dc5;
    for (let each = 0; each < size; each += 1) hash = Math.imul(hash ^ (row[each] ?? 0), 0x5bd1e995) ^ (hash >>> 15);
    hash = Math.imul(hash ^ (hash >>> 13), 0x2c1b3c6d);
    hash ^= hash >>> 16;
    const mask = table.length - 1;
    let at = (hash << 1) & mask;
    search: for (let known = table[at] ?? 0; known > 0; known = table[at] ?? 0) {
      const found = table[at + 1];
      at = (at + 2) & mask;
      if (found !== hash) continue;
      const from = (known - 1) * size;
      for (let each = 0; each < size; each += 1) if (rows[from + each] !== row[each]) continue search;
      return known - 1;
    }
    return this.insert(row, at, hash);
  }

  /** Empties the table and keeps its room. */
  clear(): void {
    this.count = 0;
    this.table.fill(0);
  }

  /** Keeps only the count. */
  forget(): void {
    this.rows = new Int32Array(0);
    this.table = new Int32Array(0);
  }

  private insert(row: Int32Array, at: number, hash: number): number {
    const index = this.count;
    const { size } = this;
    if (index === this.capacity) {
      this.capacity *= 2;
      this.rows = grown(this.rows, this.capacity * size);
    }
    const { rows, table } = this;
    const from = index * size;
    for (let each = 0; each < size; each += 1) rows[from + each] = row[each] ?? 0;
    table[at] = index + 1;
    table[at + 1] = hash;
    this.count += 1;
    if (this.count * 4 > table.length) this.widen();
    return index;
  }

  private widen(): void {
    const before = this.table;
    const table = new Int32Array(before.length * 2);
    const mask = table.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0) continue;
      const hash = before[from + 1] ?? 0;
      let at = (hash << 1) & mask;
      while (table[at] !== 0) at = (at + 2) & mask;
      table[at] = before[from] ?? 0;
      table[at + 1] = hash;
    }
    this.table = table;
  }
}

export function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
