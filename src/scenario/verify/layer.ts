import { RowTable } from '../packed/row-table';

/** Rows, and for each the most that was earned on the way to it. */
export class Layer {
  private readonly rows: RowTable;
  private readonly most: (readonly number[])[] = [];

  constructor(private readonly size: number) {
    this.rows = new RowTable(size);
  }

  add(row: Int32Array, gained: readonly number[]): void {
    const index = this.rows.indexOf(row);
    const known = this.most[index];
    this.most[index] = known ? known.map((value, at) => Math.max(value, gained[at] ?? 0)) : gained;
  }

  each(see: (row: Int32Array, gained: readonly number[]) => void): void {
    for (const [index, gained] of this.most.entries())
      see(this.rows.rows.subarray(index * this.size, (index + 1) * this.size), gained);
  }

  grown(
    lead: (
      add: (row: Int32Array, gained: readonly number[]) => void,
      row: Int32Array,
      gained: readonly number[],
    ) => void,
  ): Layer {
    const next = new Layer(this.size);
    this.each((row, gained) => {
      lead(
        (to, earned) => {
          next.add(to, earned);
        },
        row,
        gained,
      );
    });
    return next;
  }
}
