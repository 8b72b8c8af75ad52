import { readDelimited } from '../../intake/delimited';
import { unguarded } from '../../intake/formula';
import { textOfCell, UnreadableFile } from '../../intake/sheet';
import { readTime } from './events-times';
import { limits, Refused } from './limits';
import type { Report } from './report';

/** The columns of a master events list, as Conducttr names them, in its order. */
export const eventColumns = [
  'Number',
  'Time',
  'From',
  'Faction',
  'To',
  'Team',
  'Method',
  'Subject',
  'Message',
  'Expected Action',
  'Tab',
] as const;
export type EventColumn = (typeof eventColumns)[number];

/** One row of a master events list. Minutes are counted from the start of the exercise. */
export interface EventRow {
  readonly at: string;
  readonly cells: Readonly<Record<EventColumn, string>>;
  readonly minutes: number | null;
}

const otherNames: Readonly<Record<string, EventColumn>> = {
  no: 'Number',
  nr: 'Number',
  '#': 'Number',
  id: 'Number',
  serial: 'Number',
  inject: 'Number',
  'inject number': 'Number',
  'event number': 'Number',
  'msel number': 'Number',
  'event time': 'Time',
  'inject time': 'Time',
  'time of delivery': 'Time',
  'scheduled time': 'Time',
  'date/time': 'Time',
  timing: 'Time',
  sender: 'From',
  originator: 'From',
  source: 'From',
  recipient: 'To',
  recipients: 'To',
  receiver: 'To',
  target: 'To',
  player: 'To',
  players: 'To',
  audience: 'To',
  teams: 'Team',
  means: 'Method',
  delivery: 'Method',
  'delivery method': 'Method',
  channel: 'Method',
  mode: 'Method',
  title: 'Subject',
  event: 'Subject',
  headline: 'Subject',
  'event description': 'Message',
  description: 'Message',
  content: 'Message',
  body: 'Message',
  text: 'Message',
  'inject text': 'Message',
  'expected actions': 'Expected Action',
  'expected response': 'Expected Action',
  'expected outcome': 'Expected Action',
  'expected player action': 'Expected Action',
  'expected player actions': 'Expected Action',
  sheet: 'Tab',
};

/** Whether the first lines of a text have the columns of an events list. */
export function isEventsList(text: string): boolean {
  const head = text.slice(0, 20_000).split(/\r\n|\r|\n/, 10);
  return head.some((line) => countKnown(line.split(/[,;\t]/).map((cell) => cell.replace(/"/g, ''))) >= 3);
}

function countKnown(cells: readonly string[]): number {
  return new Set(cells.flatMap((cell) => columnOf(cell) ?? [])).size;
}

function columnOf(heading: string): EventColumn | null {
  const words = heading
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .replace(/[.:*]+$/, '');
  const known = eventColumns.find((column) => column.toLowerCase() === words);
  return known ?? (Object.hasOwn(otherNames, words) ? (otherNames[words] ?? null) : null);
}

/** Reads a master events list (CSV; comma, semicolon or tab). Throws Refused where its columns are not found. */
export function readEvents(text: string, report: Report): EventRow[] {
  const lines = table(text);
  const headAt = lines.findIndex((line) => countKnown(line.cells.map(textOfCell)) >= 2);
  const head = lines[headAt];
  if (headAt < 0 || headAt > 20 || !head)
    throw new Refused('columns-unknown', `No line has the headings of an events list (${eventColumns.join(', ')}).`);
  for (const line of lines.slice(0, headAt))
    report.say('dropped', `line ${String(line.number)}`, `Above the headings: ${line.cells.map(textOfCell).join(' ')}`);
  const columns = new Map<number, EventColumn>();
  for (const [index, cell] of head.cells.entries()) {
    const column = columnOf(textOfCell(cell));
    const isNew = column !== null && ![...columns.values()].includes(column);
    if (column !== null && isNew) columns.set(index, column);
    else if (textOfCell(cell).trim() !== '')
      report.say('dropped', `line ${String(head.number)}`, `The column "${textOfCell(cell)}".`);
  }
  if (![...columns.values()].some((column) => column === 'Message' || column === 'Subject'))
    throw new Refused('columns-unknown', 'The list has neither a column "Message" nor a column "Subject".');
  const rows = lines.slice(headAt + 1).flatMap((line) => readRow(line, columns) ?? []);
  return timed(rows, report);
}

function table(text: string) {
  try {
    return readDelimited(text, { lines: limits.passages, columns: limits.columns, cell: limits.passage }).lines;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const line = error.params['line'] === undefined ? '' : ` in line ${String(error.params['line'])}`;
    if (error.reason === 'lines')
      throw new Refused('passages-many', `There are more than ${String(limits.passages)} lines.`);
    throw new Refused(
      'table-broken',
      error.reason === 'quote'
        ? `A quotation mark${line} is never closed.`
        : `There are too many cells, or too long ones,${line}.`,
    );
  }
}

function readRow(
  line: ReturnType<typeof table>[number],
  columns: ReadonlyMap<number, EventColumn>,
): Omit<EventRow, 'minutes'> | null {
  const cells = Object.fromEntries(eventColumns.map((column) => [column, ''])) as Record<EventColumn, string>;
  for (const [index, column] of columns) cells[column] = unguarded(textOfCell(line.cells[index]).trim());
  return cells.Message === '' && cells.Subject === '' ? null : { at: `line ${String(line.number)}`, cells };
}

/** Times of day and dates are counted from the earliest one; a time of day that goes back by more than six hours is the next day. */
function timed(rows: readonly Omit<EventRow, 'minutes'>[], report: Report): EventRow[] {
  const read = rows.map((row) => readTime(row.cells.Time));
  const calendar = read.flatMap((time) => (time?.from === 'calendar' ? [time.minutes] : []));
  const clock = read.flatMap((time) => (time?.from === 'midnight' ? [time.minutes] : []));
  const starts = { calendar: least(calendar), midnight: clock[0] ?? 0, start: 0 };
  let before = 0;
  return rows.map((row, index): EventRow => {
    const time = read[index];
    if (!time) {
      if (row.cells.Time !== '')
        report.say(
          'approximated',
          row.at,
          `The time "${row.cells.Time}" is not understood: only the facilitator fires it.`,
        );
      return { ...row, minutes: null };
    }
    let minutes = time.minutes - starts[time.from];
    if (time.from === 'midnight') {
      while (minutes < before - 360 && minutes < 525_600) minutes += 1440;
      before = minutes;
    }
    // A list that is not in order may begin with a later time.
    if (minutes < 0) minutes = 0;
    if (minutes > 525_600) {
      report.say(
        'approximated',
        row.at,
        `The time "${row.cells.Time}" lies more than a year after the first: only the facilitator fires it.`,
      );
      return { ...row, minutes: null };
    }
    return { ...row, minutes };
  });
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, each) => Math.min(smallest, each), Infinity);
}
