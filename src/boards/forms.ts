import { z } from 'zod';
import { isId } from '../ids';
import { type Caution, cautionsIn } from '../prose';
import { type Form, formOf, textsOf, typedText } from '../web/form';
import { type MarkKind, cellsIn, isPlaced, markKinds } from './mark';

/** As many lines as the printed board has. */
export const gridLines = 10;
/** The longest name or note: the wall has to show it. */
export const longestWords = 80;
const longestTask = 160;

/** `found` are the words of a free text that looked like a real person's data, by field. */
export type Guarded<Value> = Form<Value> & { readonly found?: Readonly<Record<string, readonly string[]>> };

export interface NewMark {
  readonly kind: MarkKind;
  readonly cells: readonly string[];
  readonly words: string;
}

export const mappingForm = formOf(
  z.object({
    id: z.string({ error: 'form.stale' }).refine(isId, 'form.stale'),
    task: z
      .string({ error: 'map.taskMissing' })
      .transform(typedText)
      .pipe(z.string().min(1, 'map.taskMissing').max(longestTask, 'map.taskLong')),
  }),
);

/** What a facilitator does with an exercise; `shown` is 0 for all tables merged, else a table. */
export const turnForm = formOf(
  z.object({
    then: z.enum(['close', 'reopen', 'show', 'hide'], { error: 'form.stale' }),
    shown: z.coerce
      .number({ error: 'form.stale' })
      .int('form.stale')
      .min(0, 'form.stale')
      .max(100, 'form.stale')
      .default(0),
  }),
);

/** The press that takes a mark off says so itself. */
export const removalForm = formOf(z.object({ then: z.literal('remove', { error: 'form.stale' }) }));

/** One mark: `kind`, `cells`, `words`, with the id of the form, so that a form sent twice marks once. */
export function markForm(body: unknown): Guarded<NewMark & { readonly input: string }> {
  const typed = textsOf(body);
  const input = typed['input'] ?? '';
  const check: Check = { errors: {}, found: {} };
  const mark = readMark(typed, '', check);
  if (!isId(input)) check.errors['words'] ??= 'form.stale';
  if (!mark || Object.keys(check.errors).length > 0) return { ok: false, typed, ...check };
  return { ok: true, value: { ...mark, input } };
}

/** A mark as it is to be now; `seen` is the version that its page showed. */
export function changeForm(body: unknown): Guarded<NewMark & { readonly seen: number }> {
  const typed = textsOf(body);
  const check: Check = { errors: {}, found: {} };
  const mark = readMark(typed, '', check);
  if (!mark || Object.keys(check.errors).length > 0) return { ok: false, typed, ...check };
  return { ok: true, value: { ...mark, seen: Number(typed['seen']) } };
}

/** A table's marks from paper: `kind.0`, `cells.0`, `words.0` …; a line without a place and words is nothing. */
export function paperForm(
  body: unknown,
): Guarded<{ readonly input: string; readonly table: number; readonly marks: readonly NewMark[] }> {
  const typed = textsOf(body);
  const check: Check = { errors: {}, found: {} };
  const input = typed['input'] ?? '';
  const given = typed['table']?.trim() ?? '';
  const table = Number(given);
  if (!/^\d{1,3}$/.test(given) || table < 1 || table > 100) check.errors['table'] = 'map.tableWrong';
  const marks: NewMark[] = [];
  for (let line = 0; line < gridLines; line += 1) {
    const written = ['cells', 'words'].some((name) => typedText(typed[`${name}.${line}`] ?? '') !== '');
    const mark = written ? readMark(typed, `.${line}`, check) : undefined;
    if (mark) marks.push(mark);
  }
  const wrong = Object.keys(check.errors).length > 0;
  if (marks.length === 0 && !wrong) check.errors['cells.0'] = 'map.cellsMissing';
  if (!isId(input)) check.errors['table'] ??= 'form.stale';
  if (Object.keys(check.errors).length > 0) return { ok: false, typed, ...check };
  return { ok: true, value: { input, table, marks } };
}

interface Check {
  readonly errors: Record<string, string>;
  readonly found: Record<string, string[]>;
}

function readMark(typed: Readonly<Record<string, string>>, line: string, check: Check): NewMark | undefined {
  const kind = markKinds.find((each) => each === typed[`kind${line}`]);
  const cells = cellsIn(typedText(typed[`cells${line}`] ?? ''));
  const words = typedText(typed[`words${line}`] ?? '').replace(/\s+/g, ' ');
  if (!kind) check.errors[`kind${line}`] = 'map.kindMissing';
  if (!cells) check.errors[`cells${line}`] = 'map.cellsWrong';
  else if (cells.length === 0) check.errors[`cells${line}`] = 'map.cellsMissing';
  else if (kind && !isPlaced(kind, cells))
    check.errors[`cells${line}`] = kind === 'route' ? 'map.routeWrong' : 'map.oneCell';
  if (words.length > longestWords) check.errors[`words${line}`] = 'map.wordsLong';
  const cautions: readonly Caution[] = cautionsIn(words, '');
  const [first] = cautions;
  if (first) {
    check.errors[`words${line}`] = `room.guard.${first.concern}`;
    check.found[`words${line}`] = [...new Set(cautions.map(({ excerpt }) => excerpt))];
  }
  return kind && cells ? { kind, cells, words } : undefined;
}
