import type { Db } from '../../src/db';
import type { Case } from '../../src/scenario/case';

// The rows as they stand in the tables, and nothing worked out of them: the only place of the year that speaks SQL.

export interface RawItem {
  readonly id: string;
  readonly version: string;
  readonly form: 'pre' | 'post';
  readonly type: string;
  readonly objective: string;
  readonly stem: string;
  readonly grade?: Readonly<Record<string, string>>;
  readonly options: readonly { readonly id: string; readonly correct: boolean; readonly content: unknown }[];
}

export interface RawAnswer {
  readonly chosen?: readonly string[];
  readonly places?: Readonly<Record<string, number>>;
  readonly grade?: Readonly<Record<string, string>>;
}

export interface RawRun {
  readonly seed: string;
  readonly case_hash: string;
  readonly ending: string | null;
  /** Who played it: one person alone, or who sat at a table to the end. */
  readonly players: readonly string[];
  readonly log: readonly { readonly seq: number; readonly input: unknown }[];
  readonly compiled: Case;
}

/** Everything that is kept of one workshop. */
export interface RawWorkshop {
  readonly id: string;
  readonly title: string;
  readonly venue: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly publication_id: string;
  readonly version: string;
  readonly enrolments: readonly {
    readonly id: string;
    readonly person_id: string;
    readonly display_name: string;
    readonly role: string;
    readonly represents: string | null;
    readonly agency: string | null;
    readonly ended_at: Date | null;
  }[];
  readonly attendance: readonly { readonly person_id: string; readonly half_day: string; readonly mark: string }[];
  readonly attempts: readonly {
    readonly id: string;
    readonly person_id: string;
    readonly form: 'pre' | 'post';
    readonly submitted_at: Date | null;
    readonly answers: ReadonlyMap<string, RawAnswer>;
  }[];
  readonly items: readonly RawItem[];
  readonly objectives: ReadonlyMap<string, string>;
  readonly runs: readonly RawRun[];
  readonly certificates: readonly {
    readonly person_id: string;
    readonly replaced_by: string | null;
    readonly revoked_at: Date | null;
  }[];
  readonly evaluation: readonly { readonly question: string; readonly rating: number | null }[];
  readonly answerers: number;
  readonly closed: boolean;
  readonly followups: readonly {
    readonly month: number;
    readonly outcome: string | null;
    readonly person_id: string;
  }[];
}

/** Every workshop with its rows, the first first. */
export async function readRaw(db: Db): Promise<RawWorkshop[]> {
  const workshops = await db('workshops')
    .join('publications', 'publications.id', 'publication_id')
    .orderBy('starts_on')
    .select<RawWorkshop[]>('workshops.*', 'publications.version');
  const read = [];
  for (const workshop of workshops) read.push(await readWorkshop(db, workshop));
  return read;
}

async function readWorkshop(db: Db, workshop: RawWorkshop): Promise<RawWorkshop> {
  const own = { workshop_id: workshop.id };
  const attempts = await db('attempts').where(own).orderBy('id').select<RawWorkshop['attempts']>();
  const answers = await db('answers').select<{ attempt_id: string; item_id: string; response: RawAnswer }[]>();
  const runs = await db('runs')
    .where(own)
    .orderBy('id')
    .select<(RawRun & { id: string; person_id: string | null })[]>();
  const seats = await db('run_players').where({ left_at: null }).select<{ run_id: string; person_id: string }[]>();
  const cases = await db('case_versions').select<{ hash: string; compiled: Case }[]>();
  const events = await db('run_events').orderBy('seq').select<{ run_id: string; seq: number; input: unknown }[]>();
  const papers = await db('evaluation_papers').where(own).select<{ sheets: number }[]>();
  const answerers = await db('evaluation_answerers').where(own).select<object[]>();
  return {
    ...workshop,
    enrolments: await db('enrolments')
      .join('people', 'people.id', 'person_id')
      .where(own)
      .orderBy('enrolments.id')
      .select<RawWorkshop['enrolments']>('enrolments.*', 'display_name'),
    attendance: await db('attendance').where(own).select<RawWorkshop['attendance']>(),
    attempts: attempts.map((attempt) => ({
      ...attempt,
      answers: new Map(answers.flatMap((one) => (one.attempt_id === attempt.id ? [[one.item_id, one.response]] : []))),
    })),
    items: (await part<{ items: RawItem[] }>(db, workshop, 'assessment')).items,
    objectives: await readObjectives(db, workshop),
    runs: runs.map((run) => ({
      ...run,
      players: [
        run.person_id ?? [],
        seats.filter(({ run_id: of }) => of === run.id).map((one) => one.person_id),
      ].flat(),
      log: events.filter(({ run_id: of }) => of === run.id),
      compiled: cases.find(({ hash }) => hash === run.case_hash)?.compiled as Case,
    })),
    certificates: await db('certificates').where(own).select<RawWorkshop['certificates']>(),
    evaluation: await db('evaluation_answers').where(own).select<RawWorkshop['evaluation']>(),
    answerers: answerers.length + papers.reduce((sum, { sheets }) => sum + sheets, 0),
    closed: (await db('evaluation_closings').where(own).select<object[]>()).length > 0,
    followups: await db('followups')
      .leftJoin('followup_answers', 'followup_id', 'followups.id')
      .where(own)
      .select<RawWorkshop['followups']>('month', 'outcome', 'person_id'),
  };
}

async function part<Content>(db: Db, { publication_id: id }: RawWorkshop, kind: string): Promise<Content> {
  const row = await db('publication_parts')
    .join('publication_contents', 'hash', 'content_hash')
    .where({ publication_id: id, kind })
    .first<{ body: string }>('body');
  return JSON.parse(row.body) as Content;
}

/** What the Handbook calls each objective: its module's number, its own, and its words. */
async function readObjectives(db: Db, workshop: RawWorkshop): Promise<ReadonlyMap<string, string>> {
  const { modules } = await part<{ modules: { number: number; objectives: { id: string; text: string }[] }[] }>(
    db,
    workshop,
    'handbook',
  );
  const named = new Map<string, string>();
  for (const { number, objectives } of modules)
    for (const [at, { id, text }] of objectives.entries()) named.set(id, `${number}.${at + 1} ${text}`);
  return named;
}

/** Every table and column in which these words stand, whatever their case. */
export async function placesOf(db: Db, words: string): Promise<string[]> {
  const columns = await db('information_schema.columns')
    .where({ table_schema: 'public' })
    .select<{ table_name: string; column_name: string }[]>('table_name', 'column_name');
  const found: string[] = [];
  for (const { table_name: table, column_name: column } of columns) {
    const rows = await db(table)
      .whereRaw('??::text ilike ?', [column, `%${words}%`])
      .limit(1);
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}
