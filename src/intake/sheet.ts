/** The first table of a file as people send it: lines that hold something, each with the number its program shows. */
export interface Sheet {
  readonly lines: readonly Line[];
  /** What the reader had to decide, to be shown: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, or `xlsx`. */
  readonly encoding: string;
  readonly delimiter?: Delimiter;
}

export type Delimiter = ',' | ';' | '\t';

export interface Line {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** What a cell says; or why it says nothing, for a cell that holds a formula without a result or an error value. */
export type Cell = string | { readonly fault: 'formula' | 'error'; readonly text: string };

/** At most so much of a file is read; more is refused in words. */
export const limits = { bytes: 5_000_000, unpacked: 40_000_000, lines: 5_000, columns: 60, cell: 2_000 } as const;

/** How large a table of text may be: lines, cells in a line, characters in a cell. */
export type TableLimits = Readonly<Record<'lines' | 'columns' | 'cell', number>>;

/** A file that cannot be read at all. `reason` is the last part of a word key, `roster.file.…`. */
export class UnreadableFile extends Error {
  constructor(
    readonly reason:
      'empty' | 'old' | 'kind' | 'broken' | 'quote' | 'lines' | 'columns' | 'cell' | 'unpacked' | 'noSheet' | 'large',
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(reason);
    this.name = 'UnreadableFile';
  }
}

/** The name of a column as a spreadsheet shows it: A for 0, Z for 25, AA for 26. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

export function textOfCell(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : (cell?.text ?? '');
}
