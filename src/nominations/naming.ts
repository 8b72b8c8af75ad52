import { type Person, foldName } from '../accounts';
import type { Workshop } from '../workshops';
import { type NominatingAgency, agencyKey, findAgency } from './agency-queries';
import { type Desk, audit } from './deciding';
import type { Nominee } from './forms';
import { type Nomination, isOpen, mayBeSubstituted, mostNamed } from './nomination';
import { addState, findNomination, insertNomination, listNominations } from './queries';

/** Who names somebody: an agency by its link, or a person for the agency that they type. */
export type Namer =
  | { readonly agency: Pick<NominatingAgency, 'id' | 'represents' | 'agency'> }
  | { readonly by: Person; readonly represents: string | null; readonly agency: string | null };

/** `named`: written now, or by the same form before. The others wrote nothing. */
export type Named = 'named' | 'again' | 'tooMany' | 'moved';

/** What a form that wrote nothing says, at its field. */
export function refusalOf(named: 'again' | 'tooMany'): Readonly<Record<string, string>> {
  return named === 'again' ? { again: 'nomination.again' } : { name: 'nomination.tooMany' };
}

/**
 * Writes a nomination, once for each form. The same name from the same agency is asked about (`again`), unless the form
 * says that it is another person. With `replaces`, it is to take over that nomination's place when it is approved.
 */
export function nominate(
  desk: Desk,
  namer: Namer,
  workshop: Pick<Workshop, 'id'>,
  { name, email, languages, needs, id, again }: Nominee & { readonly again?: 'yes' | undefined },
  replaces: string | null = null,
): Promise<Named> {
  return desk.db.transaction(async (trx) => {
    await trx('workshops').where({ id: workshop.id }).forUpdate().first('id');
    if (await findNomination(trx, workshop, id)) return 'named';
    const { agencyId, represents, agency } = await standingOf({ ...desk, db: trx }, namer, workshop);
    const all = await listNominations(trx, workshop);
    if (!('by' in namer) && all.filter((one) => one.agencyId === agencyId).length >= mostNamed) return 'tooMany';
    if (again !== 'yes' && all.some((one) => isSame(one, name, { agencyId, represents, agency }))) return 'again';
    const before = replaces === null ? undefined : all.find((one) => one.id === replaces);
    if (replaces !== null && (!before || !mayBeSubstituted(before))) return 'moved';
    if (all.some((one) => replaces !== null && one.replaces === replaces && isOpen(one))) return 'moved';
    const texts = { id, agencyId, represents, agency, name, email, languages, needs, replaces };
    if (!(await insertNomination(trx, desk.origin, desk.clock(), workshop, texts))) return 'named';
    const by = 'by' in namer ? namer.by : null;
    await addState(trx, desk.origin, desk.clock(), { id, seq: 0 }, { state: 'nominated', by });
    const action = replaces === null ? 'person nominated' : 'substitute nominated';
    await audit({ ...desk, db: trx }, workshop, by, { id }, action);
    return 'named';
  });
}

interface Standing {
  readonly agencyId: string | null;
  readonly represents: string | null;
  readonly agency: string | null;
}

/** What staff enter for an agency that has a link is seen by it. */
async function standingOf({ db }: Desk, namer: Namer, workshop: Pick<Workshop, 'id'>): Promise<Standing> {
  if (!('by' in namer)) {
    const { id, represents, agency } = namer.agency;
    return { agencyId: id, represents, agency };
  }
  const { represents, agency } = namer;
  const key = agencyKey(represents ?? '', agency);
  return { agencyId: (await findAgency(db, workshop, { key })) ?? null, represents, agency };
}

function isSame(one: Nomination, name: string, standing: Standing): boolean {
  if (one.name === null || !(isOpen(one) || one.state === 'approved')) return false;
  const sameAgency =
    one.agencyId === standing.agencyId &&
    agencyKey(one.represents ?? '', one.agency) === agencyKey(standing.represents ?? '', standing.agency);
  return sameAgency && foldName(one.name) === foldName(name);
}
