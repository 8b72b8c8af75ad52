import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import type { Happened, Nomination, NominationState } from './nomination';

const columns = {
  id: 'nominations.id',
  agencyId: 'nominations.agency_id',
  represents: 'nominations.represents',
  agency: 'nominations.agency',
  name: 'nominations.name',
  email: 'nominations.email',
  languages: 'nominations.languages',
  needs: 'nominations.needs',
  replaces: 'nominations.replaces',
  replacesName: 'before.name',
  personId: 'nominations.person_id',
  madeAt: 'nominations.made_at',
  state: 'last.state',
  seq: 'last.seq',
  at: 'last.at',
  because: 'last.because',
  place: 'last.place',
};

const placed = `exists (select from enrolments where enrolments.workshop_id = nominations.workshop_id
  and enrolments.person_id = nominations.person_id and role = 'participant' and ended_at is null) as placed`;

/** Each nomination with its last state. */
function nominations(db: Db, { id }: Pick<Workshop, 'id'>) {
  return db('nominations')
    .joinRaw(
      'join lateral (select * from nomination_states where nomination_id = nominations.id order by seq desc limit 1) last on true',
    )
    .leftJoin('nominations as before', 'before.id', 'nominations.replaces')
    .where('nominations.workshop_id', id)
    .select<Nomination[]>(columns, db.raw(placed));
}

/** All nominations of a workshop, in the order in which they came. Takes the workshop: for those who run it. */
export async function listNominations(db: Db, workshop: Pick<Workshop, 'id'>): Promise<Nomination[]> {
  return nominations(db, workshop).orderBy(['nominations.made_at', 'nominations.id']);
}

export async function findNomination(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
  id: string,
): Promise<Nomination | undefined> {
  const [nomination] = await nominations(db, workshop).where('nominations.id', id).limit(1);
  return nomination;
}

/** What one agency named for its workshop, and nothing else. */
export async function listOwn(
  db: Db,
  { id, workshop }: { readonly id: string; readonly workshop: Pick<Workshop, 'id'> },
): Promise<Nomination[]> {
  return nominations(db, workshop)
    .where('nominations.agency_id', id)
    .orderBy(['nominations.made_at', 'nominations.id']);
}

/** All that happened to a nomination, from its beginning. */
export function listHappened(db: Db, { id }: Pick<Nomination, 'id'>): Promise<Happened[]> {
  return db('nomination_states')
    .leftJoin('people', 'people.id', 'changed_by')
    .where({ nomination_id: id })
    .orderBy('seq')
    .select<Happened[]>({
      seq: 'seq',
      state: 'state',
      at: 'at',
      byName: 'display_name',
      byAgency: 'by_agency',
      because: 'because',
    });
}

/** Who stands in for whom: the open or approved nominations that are to take over this one's place. */
export async function listSubstitutes(
  db: Db,
  workshop: Pick<Workshop, 'id'>,
  { id }: Pick<Nomination, 'id'>,
): Promise<Nomination[]> {
  return nominations(db, workshop).where('nominations.replaces', id).orderBy('nominations.id');
}

export interface NewNomination {
  readonly id: string;
  readonly agencyId: string | null;
  readonly represents: string | null;
  readonly agency: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly languages: readonly string[];
  readonly needs: string | null;
  readonly replaces: string | null;
}

/** Writes a nomination. False where one of this id is there already. */
export async function insertNomination(
  trx: Db,
  origin: string,
  at: Date,
  workshop: Pick<Workshop, 'id'>,
  { agencyId, languages, ...texts }: NewNomination,
): Promise<boolean> {
  const added = await trx('nominations')
    .insert({
      ...texts,
      ...{ origin, workshop_id: workshop.id, agency_id: agencyId, languages: [...languages], made_at: at },
    })
    .onConflict('id')
    .ignore()
    .returning<{ id: string }[]>('id');
  return added.length > 0;
}

export interface NewState {
  readonly state: NominationState;
  /** The person who did it; null for the agency by its link. */
  readonly by: { readonly id: string } | null;
  readonly because?: string;
  readonly place?: number;
}

/** Adds what happened to a nomination after its state `seq`. */
export async function addState(
  trx: Db,
  origin: string,
  at: Date,
  { id, seq }: Pick<Nomination, 'id' | 'seq'>,
  { state, by, because, place }: NewState,
): Promise<void> {
  await trx('nomination_states').insert({
    ...{ nomination_id: id, seq: seq + 1, origin, state, at },
    ...{ changed_by: by?.id ?? null, by_agency: by === null, because: because ?? null, place: place ?? null },
  });
}

export async function setPerson(trx: Db, { id }: Pick<Nomination, 'id'>, personId: string): Promise<void> {
  await trx('nominations').where({ id }).update({ person_id: personId });
}
