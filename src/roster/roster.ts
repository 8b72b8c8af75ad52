import { cleanName, fold, longestName } from '../accounts';
import type { Field, Mapping } from './columns';
import { type DateOrder, readDay } from './dates';
import { unguarded } from '../intake/formula';
import { type Line, type Sheet, columnName, textOfCell } from '../intake/sheet';
import { readLanguages } from '../workshops';

export const rosterRoles = ['participant', 'observer', 'interpreter'] as const;
export type RosterRole = (typeof rosterRoles)[number];

/** One person of a roster file, checked. */
export interface RosterLine {
  readonly line: number;
  readonly name: string;
  readonly email: string | null;
  readonly represents: string | null;
  readonly agency: string | null;
  readonly role: RosterRole;
  readonly nominatedOn: string | null;
  readonly languages: readonly string[];
}

/** What is wrong in one place of the file: the line and column that its program shows, and a key of `locales/`. */
export interface Fault {
  readonly line: number;
  readonly column: string;
  readonly words: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Read {
  readonly lines: readonly RosterLine[];
  readonly faults: readonly Fault[];
}

/** Reads every line below the headings, and finds everything that is wrong at once. */
export function readRoster(sheet: Sheet, mapping: Mapping): Read {
  const faults: Fault[] = [];
  const lines: RosterLine[] = [];
  const emails = new Map<string, number>();
  const titled = sheet.lines.find((line) => line.number === mapping.headings);
  const width = titled ? titled.cells.findLastIndex((cell) => textOfCell(cell).trim() !== '') + 1 : Infinity;
  for (const line of sheet.lines) {
    if (line.number <= mapping.headings) continue;
    const reader = new LineReader(line, mapping, sheet.encoding !== 'xlsx', faults);
    const email = reader.email();
    const before = email === null ? undefined : emails.get(email);
    if (before !== undefined) reader.fault('email', 'emailTwice', { line: before });
    else if (email !== null) emails.set(email, line.number);
    lines.push({
      line: line.number,
      name: reader.name(),
      email,
      represents: reader.short('represents'),
      agency: reader.short('agency'),
      role: reader.role(),
      nominatedOn: reader.nominatedOn(),
      languages: reader.languages(),
    });
    reader.tooFar(width);
  }
  return { lines, faults };
}

const longestLanguages = 300;

// Not the whole of RFC 5322: what a mail server of an agency can have. The form for a single person checks the same way.
const emailShape =
  /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

class LineReader {
  private readonly complained = new Set<number>();

  constructor(
    private readonly line: Line,
    private readonly mapping: Mapping,
    /** In a file of plain text a formula may have slipped in for its result; in a workbook it would be marked as one. */
    private readonly plainText: boolean,
    private readonly faults: Fault[],
  ) {}

  fault(field: Field, words: string, params: Fault['params'] = {}): void {
    this.faultAt(Math.max(0, this.mapping.columns.indexOf(field)), words, params);
  }

  name(): string {
    const whole = this.text('name');
    const parts = [this.text('givenName'), this.text('familyName')].filter(Boolean).join(' ');
    const name = whole === '' ? parts : whole;
    const field = this.mapping.columns.includes('name') ? 'name' : 'givenName';
    if (name === '') this.fault(field, 'nameMissing');
    else if (name.length > longestName) this.fault(field, 'tooLong', { most: longestName });
    else if (!/\p{L}/u.test(name)) this.fault(field, 'nameWithoutLetters', { typed: name });
    return name;
  }

  email(): string | null {
    const typed = this.text('email')
      .replace(/^mailto:/i, '')
      .replace(/^.*<(.+)>$/u, '$1')
      .toLowerCase();
    if (typed === '' || typed === '-') return null;
    if (typed.length <= 254 && emailShape.test(typed)) return typed;
    this.fault('email', 'emailWrong', { typed });
    return null;
  }

  short(field: 'represents' | 'agency'): string | null {
    const typed = this.text(field);
    if (typed.length > longestName) this.fault(field, 'tooLong', { most: longestName });
    return typed === '' ? null : typed;
  }

  role(): RosterRole {
    const typed = fold(this.text('role'));
    const role = typed === '' ? 'participant' : rosterRoles.find((one) => typed === one || typed === `${one}s`);
    if (role === undefined) this.fault('role', 'roleUnknown', { typed: this.text('role') });
    return role ?? 'participant';
  }

  nominatedOn(): string | null {
    const typed = this.text('nominatedOn');
    if (typed === '') return null;
    const order: DateOrder = this.mapping.dateOrder ?? 'ymd';
    const day = readDay(typed, order);
    // Which order was meant is asked once for the whole file, not complained of in every line.
    if (day === undefined && (this.mapping.dateOrder !== null || !this.readsInSomeOrder(typed)))
      this.fault('nominatedOn', 'dateWrong', { typed });
    return day ?? null;
  }

  languages(): string[] {
    const typed = this.text('languages');
    if (typed.length > longestLanguages) this.fault('languages', 'tooLong', { most: longestLanguages });
    return readLanguages(typed);
  }

  /** A stray separator pushes what follows to the right: cells beyond the headings are never dropped in silence. */
  tooFar(width: number): void {
    const { cells } = this.line;
    const { columns } = this.mapping;
    const at = cells.findIndex((cell, index) => index >= width && !columns[index] && textOfCell(cell).trim() !== '');
    if (at >= 0) this.faultAt(at, 'cellTooFar', { typed: textOfCell(cells[at]) });
  }

  private readsInSomeOrder(typed: string): boolean {
    return (['dmy', 'mdy'] as const).some((order) => readDay(typed, order) !== undefined);
  }

  private text(field: Field): string {
    const at = this.mapping.columns.indexOf(field);
    const cell = at < 0 ? undefined : this.line.cells[at];
    if (cell === undefined) return '';
    if (typeof cell !== 'string') {
      this.faultAt(at, cell.fault === 'formula' ? 'formulaWithoutResult' : 'cellError', { typed: cell.text });
      return '';
    }
    if (this.plainText && /^\s*=/.test(cell)) this.faultAt(at, 'formula', { typed: cell });
    return cleanName(unguarded(cell.trim()));
  }

  /** One complaint for each cell: the first says why the others would follow. */
  private faultAt(at: number, words: string, params: Fault['params']): void {
    if (this.complained.has(at)) return;
    this.complained.add(at);
    this.faults.push({ line: this.line.number, column: columnName(at), words: `roster.fault.${words}`, params });
  }
}
