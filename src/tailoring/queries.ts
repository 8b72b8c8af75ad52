import type { Person } from '../accounts';
import { keepTailoring, type ModuleChoice, type Tailoring } from '../curriculum';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { parseProse } from '../prose';
import { type Workshop, pinText } from '../workshops';
import type { Readers, WrittenNote } from './note';

const columns = {
  id: 'id',
  block: 'block',
  readers: 'readers',
  body: 'body',
  against: 'against',
  againstWords: 'against_words',
  writtenAt: 'written_at',
  writtenBy: 'written_by',
};

/** The notes that stand in a workshop's books, in the order in which they were written. For those who facilitate. */
export function listLocalNotes(db: Db, workshop: Pick<Workshop, 'id'>): Promise<WrittenNote[]> {
  return db('local_notes')
    .where({ workshop_id: workshop.id, ended_at: null })
    .orderBy(['written_at', 'id'])
    .select<WrittenNote[]>(columns);
}

/** A choice of modules, with the objectives of core modules that fall by it. Without `choice` the programme's own. */
export interface Choice {
  readonly choice: ModuleChoice | null;
  readonly falling: readonly string[];
}

/** The choice that stands: the last one. */
export function findChoice(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Choice | undefined> {
  return db('module_choices')
    .where({ workshop_id: workshop.id })
    .orderBy([
      { column: 'chosen_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<Choice | undefined>('choice', 'falling');
}

export async function chooseModules(
  trx: Db,
  at: Date,
  person: Person,
  workshop: Workshop,
  made: Choice,
): Promise<void> {
  await trx('module_choices').insert({
    id: newId(),
    origin: workshop.origin,
    workshop_id: workshop.id,
    choice: made.choice && JSON.stringify(made.choice),
    falling: JSON.stringify(made.falling),
    chosen_at: at,
    chosen_by: person.id,
  });
  await freeze(trx, workshop);
}

export type NewNote = Pick<WrittenNote, 'block' | 'readers' | 'body' | 'against' | 'againstWords'>;

/** Puts a note in place of the one that stood on this block for these readers; an empty one only takes that away. */
export async function writeNote(trx: Db, at: Date, person: Person, workshop: Workshop, note: NewNote): Promise<void> {
  const { block, readers, body, against, againstWords } = note;
  await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
  await trx('local_notes')
    .where({ workshop_id: workshop.id, block, readers, ended_at: null })
    .update({ ended_at: at, ended_by: person.id });
  if (body !== '') {
    await trx('local_notes').insert({
      id: newId(),
      origin: workshop.origin,
      workshop_id: workshop.id,
      block,
      readers,
      body,
      against,
      against_words: againstWords,
      written_at: at,
      written_by: person.id,
    });
  }
  await freeze(trx, workshop);
}

/** Freezes the choice and the notes as they stand now, and pins them to the workshop. */
async function freeze(trx: Db, workshop: Pick<Workshop, 'id'>): Promise<void> {
  const notes = await listLocalNotes(trx, workshop);
  const choice = (await findChoice(trx, workshop))?.choice ?? undefined;
  const forReaders = (wanted: Readers) =>
    notes
      .filter((note) => note.readers === wanted)
      .map(({ block, against, body }) => ({ block, against, body: parseProse(body).content }));
  const tailoring: Tailoring = {
    shared: { ...(choice ? { choice } : {}), notes: forReaders('both') },
    guide: { notes: forReaders('guide') },
  };
  const own = choice !== undefined || notes.length > 0;
  await pinText(trx, workshop, { tailoring: own ? await keepTailoring(trx, tailoring) : null });
}
