import type { Belonging, Person } from '../accounts';
import type { Db } from '../db/db';
import { withoutSecrets } from './erasure';

export interface Kept {
  readonly table: string;
  /** What such a row is, as a key of `locales/`. */
  readonly words: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** What hangs on a person's rows without naming the person. */
const details = [
  { table: 'answers', of: 'attempts', on: 'attempt_id', words: 'privacy.answers' },
  { table: 'late_answers', of: 'attempts', on: 'attempt_id', words: 'privacy.lateAnswers' },
  { table: 'nomination_states', of: 'nominations', on: 'nomination_id', words: 'privacy.nominationStates' },
  { table: 'followup_answers', of: 'followups', on: 'followup_id', words: 'privacy.followupAnswers' },
] as const;

/**
 * Everything that is kept of a person, table by table, records merged into theirs among it, without what opens a door. The
 * names of tables come from the list of belongings, never from a request.
 */
export async function listKept(db: Db, person: Person, belongings: readonly Belonging[]): Promise<Kept[]> {
  const own = db('people').where({ id: person.id }).orWhere({ merged_into: person.id }).select('id');
  const kept: Kept[] = [];
  const add = async (table: string, words: string, rows: Promise<Record<string, unknown>[]>) => {
    const found = (await rows).map(withoutSecrets);
    if (found.length > 0) kept.push({ table, words, rows: found });
  };
  await add('people', 'privacy.person', db('people').whereIn('id', own.clone()).select('*'));
  for (const { table, words } of belongings)
    await add(table, words, db(table).whereIn('person_id', own.clone()).select('*'));
  for (const { table, of, on, words } of details)
    await add(table, words, db(table).whereIn(on, db(of).whereIn('person_id', own.clone()).select('id')).select('*'));
  await add('run_texts', 'privacy.runTexts', db('run_texts').whereIn('person_id', own.clone()).select('*'));
  const marks = db('rubric_marks')
    .join('rubric_sheets', 'rubric_sheets.id', 'sheet_id')
    .join('rubric_subjects', 'rubric_subjects.id', 'subject_id')
    .whereIn('attempt_id', db('attempts').whereIn('person_id', own.clone()).select('id'))
    .select('item_id', 'rater', 'criterion', 'level', 'cites', 'name', 'quote_from', 'quote_to');
  await add('rubric_marks', 'privacy.marks', marks);
  const deeds = db('audit_events').whereIn('actor_id', own.clone()).orderBy('at').select('at', 'action', 'subject');
  await add('audit_events', 'privacy.deeds', deeds);
  return kept;
}
