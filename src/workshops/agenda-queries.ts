import type { Person } from '../accounts';
import { record } from '../audit';
import { type Agenda, getPart } from '../curriculum';
import type { Db } from '../db/db';
import { Conflict } from '../errors';
import { type AgendaChanges, type OwnDay, asAgenda, noChanges, ownAgenda } from './agenda';
import { textOf } from './text';
import type { Workshop } from './workshop';

/** The changes that count now, under their version; version 0 is the curriculum's agenda as it stands. */
export async function agendaChanges(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
): Promise<{ version: number; changes: AgendaChanges }> {
  const row = await db('agenda_versions')
    .where({ workshop_id: workshop.id })
    .orderBy('version', 'desc')
    .first<{ version: number; changes: AgendaChanges } | undefined>('version', 'changes');
  return row ?? { version: 0, changes: noChanges };
}

/**
 * The agenda of a workshop: the one source for its page, its papers, its run sheet, its projector and its calendar.
 * Read from the text that the workshop pins, each time, so that no minute is kept twice.
 */
export async function getAgenda(db: Db, workshop: Workshop): Promise<OwnDay[]> {
  const agenda = await getPart<Agenda>(db, textOf(workshop), 'agenda');
  return ownAgenda(agenda, (await agendaChanges(db, workshop)).changes, workshop);
}

/** The same in the form that papers draw; with the curriculum's factor for a room that is interpreted after all. */
export async function getPrintedAgenda(db: Db, workshop: Workshop): Promise<Agenda> {
  const { interpretation } = await getPart<Agenda>(db, textOf(workshop), 'agenda');
  return asAgenda(await getAgenda(db, workshop), interpretation);
}

/** Keeps a next version. Throws Conflict where another was kept since `seen`. */
export async function changeAgenda(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Workshop,
  seen: number,
  changes: AgendaChanges,
): Promise<void> {
  const before = await agendaChanges(trx, workshop);
  if (before.version !== seen) throw new Conflict('agenda.changedMeanwhile');
  const added = await trx('agenda_versions')
    .insert({
      workshop_id: workshop.id,
      version: seen + 1,
      origin,
      changes: JSON.stringify(changes),
      changed_at: at,
      changed_by: by.id,
    })
    .onConflict(['workshop_id', 'version'])
    .ignore()
    .returning<{ version: number }[]>('version');
  if (added.length === 0) throw new Conflict('agenda.changedMeanwhile');
  await record(trx, origin, at, {
    ...{ workshopId: workshop.id, actorId: by.id, action: 'agenda changed', subject: workshop.id },
    before: JSON.parse(JSON.stringify(before.changes)) as Record<string, never>,
    after: JSON.parse(JSON.stringify(changes)) as Record<string, never>,
  });
}
