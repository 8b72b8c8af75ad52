import type { Db } from '../db/db';
import { newId, newTimelessId } from '../ids';
import type { Evidence } from './evidence';
import type { AnswerRater, Mark, Rater, Sheet, SubjectKind } from './mark';
import type { Places } from './two-raters';

/** One thing to be marked, pinned to the rubric of a publication. */
export interface Subject {
  readonly id: string;
  readonly workshopId: string;
  readonly kind: SubjectKind;
  /** The text (as `getPart` takes it) whose rubric it is marked by. */
  readonly publicationId: string;
  readonly runId: string | null;
  readonly seq: number | null;
  /** The table that wrote it, and the one that marks it. */
  readonly ownerTable: string | null;
  readonly markerTable: string | null;
  readonly attemptId: string | null;
  readonly itemId: string | null;
}

const columns = {
  id: 'id',
  workshopId: 'workshop_id',
  kind: 'kind',
  publicationId: 'publication_id',
  runId: 'run_id',
  seq: 'seq',
  ownerTable: 'owner_table',
  markerTable: 'marker_table',
  attemptId: 'attempt_id',
  itemId: 'item_id',
};

/** What of these runs is to be marked, in the order in which it was written. */
export function listSubjectsOf(db: Db, runIds: readonly string[]): Promise<Subject[]> {
  return db('rubric_subjects')
    .whereIn('run_id', [...runIds])
    .orderBy(['run_id', 'seq'])
    .select<Subject[]>(columns);
}

/** What of the tests of a workshop is to be marked. Their ids were drawn, so the order tells nothing. */
export function listSubjectsOfAnswers(db: Db, workshop: { readonly id: string }): Promise<Subject[]> {
  return db('rubric_subjects')
    .where({ workshop_id: workshop.id, kind: 'answer' })
    .orderBy('id')
    .select<Subject[]>(columns);
}

/** Who marks each of these answers, as which rater. */
export async function listPlaces(db: Db, subjects: readonly Pick<Subject, 'id'>[]): Promise<Map<string, Places>> {
  const rows = await db('rubric_raters')
    .whereIn(
      'subject_id',
      subjects.map(({ id }) => id),
    )
    .select<{ id: string; rater: AnswerRater; markedBy: string | null }[]>({
      id: 'subject_id',
      rater: 'rater',
      markedBy: 'marked_by',
    });
  const places = new Map<string, Partial<Record<AnswerRater, string | null>>>();
  for (const { id, rater, markedBy } of rows) places.set(id, { ...places.get(id), [rater]: markedBy });
  return places;
}

/** Holds an answer until the transaction ends, so that nobody becomes a rater of it meanwhile. */
export async function holdSubject(trx: Db, subject: Pick<Subject, 'id'>): Promise<void> {
  await trx('rubric_subjects').where({ id: subject.id }).forUpdate().first('id');
}

/** Whether the form with this id was taken already. */
export async function isSheetTaken(db: Db, subject: Pick<Subject, 'id'>, input: string): Promise<boolean> {
  const found = await db('rubric_sheets')
    .where({ subject_id: subject.id, input_id: input })
    .first<object | undefined>('id');
  return found !== undefined;
}

/** Makes this person a rater of an answer, for good. Only while the answer is held, and where nobody is that rater. */
export async function takePlace(
  trx: Db,
  origin: string,
  at: Date,
  subject: Pick<Subject, 'id'>,
  rater: AnswerRater,
  by: { readonly id: string },
): Promise<void> {
  await trx('rubric_raters').insert({ subject_id: subject.id, rater, marked_by: by.id, origin, taken_at: at });
}

/** What this table has been given to mark, of whatever room. */
export function listGivenTo(db: Db, table: { readonly id: string }): Promise<Subject[]> {
  return db('rubric_subjects').where({ marker_table: table.id }).orderBy('id').select<Subject[]>(columns);
}

/** Something to be marked, by its id. Whose it is to see is not known yet: whoever asks must find out. */
export function withoutPermissionCheckFindSubject(db: Db, id: string): Promise<Subject | undefined> {
  return db('rubric_subjects').where({ id }).first<Subject | undefined>(columns);
}

/** Notes what is to be marked; what stands already is left as it is. */
export async function insertSubjects(
  trx: Db,
  origin: string,
  at: Date,
  subjects: readonly Omit<Subject, 'id'>[],
): Promise<void> {
  if (subjects.length === 0) return;
  await trx('rubric_subjects')
    .insert(
      subjects.map((subject) => ({
        // It tells a table neither when nor beside what the text was written.
        id: newTimelessId(),
        origin,
        made_at: at,
        workshop_id: subject.workshopId,
        kind: subject.kind,
        publication_id: subject.publicationId,
        run_id: subject.runId,
        seq: subject.seq,
        owner_table: subject.ownerTable,
        marker_table: subject.markerTable,
        attempt_id: subject.attemptId,
        item_id: subject.itemId,
      })),
    )
    .onConflict()
    .ignore();
}

export interface NewSheet {
  /** The form's own id: sent twice, it is one sheet. */
  readonly input: string;
  readonly rater: Rater;
  /** Must be null for a table. */
  readonly by: string | null;
  readonly marks: readonly Mark[];
}

/** Takes one rater's sheet. A form sent twice is taken once: the second call answers false. Inside a transaction. */
export async function insertSheet(
  trx: Db,
  origin: string,
  at: Date,
  subject: Subject,
  { input, rater, by, marks }: NewSheet,
): Promise<boolean> {
  await trx('rubric_subjects').where({ id: subject.id }).forUpdate().first('id');
  const [sheet] = await trx('rubric_sheets')
    .insert({ id: newId(), subject_id: subject.id, origin, rater, marked_by: by, input_id: input, marked_at: at })
    .onConflict(['subject_id', 'input_id'])
    .ignore()
    .returning<{ id: string }[]>('id');
  if (!sheet) return false;
  await trx('rubric_marks').insert(
    marks.map(({ criterion, level, evidence }) => ({
      sheet_id: sheet.id,
      criterion,
      level,
      cites: evidence.by,
      name: evidence.by === 'quote' ? evidence.field : evidence.name,
      quote_from: evidence.by === 'quote' ? evidence.from : null,
      quote_to: evidence.by === 'quote' ? evidence.to : null,
    })),
  );
  return true;
}

interface MarkRow {
  readonly id: string;
  readonly subjectId: string;
  readonly rater: Rater;
  readonly markedBy: string | null;
  readonly criterion: string;
  readonly level: number;
  readonly cites: Evidence['by'];
  readonly name: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** Every sheet of these subjects, in the order in which they were sent. */
export async function listSheets(db: Db, subjects: readonly Pick<Subject, 'id'>[]): Promise<Sheet[]> {
  const rows = await db('rubric_sheets')
    .join('rubric_marks', 'rubric_marks.sheet_id', 'rubric_sheets.id')
    .whereIn(
      'subject_id',
      subjects.map(({ id }) => id),
    )
    .orderBy(['rubric_sheets.id', 'criterion'])
    .select<MarkRow[]>({
      id: 'rubric_sheets.id',
      subjectId: 'subject_id',
      rater: 'rater',
      markedBy: 'marked_by',
      criterion: 'criterion',
      level: 'level',
      cites: 'cites',
      name: 'name',
      from: 'quote_from',
      to: 'quote_to',
    });
  const sheets = new Map<string, Omit<Sheet, 'marks'> & { readonly marks: Mark[] }>();
  for (const { id, subjectId, rater, markedBy, ...row } of rows) {
    const sheet = sheets.get(id) ?? { id, subjectId, rater, markedBy, marks: [] };
    sheet.marks.push({ criterion: row.criterion, level: row.level, evidence: evidenceOf(row) });
    sheets.set(id, sheet);
  }
  return [...sheets.values()];
}

function evidenceOf({ cites, name, from, to }: Pick<MarkRow, 'cites' | 'name' | 'from' | 'to'>): Evidence {
  return cites === 'quote' ? { by: cites, field: name, from: from ?? 0, to: to ?? 0 } : { by: cites, name };
}
