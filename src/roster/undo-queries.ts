import type { Db } from '../db/db';
import type { Belonging } from '../accounts';

interface MadeRow {
  readonly personId: string;
  readonly enrolmentId: string;
  readonly addsPerson: boolean;
  readonly addsEmail: boolean;
}

function listMade(trx: Db, importId: string): Promise<MadeRow[]> {
  return trx('roster_import_rows').where({ import_id: importId }).select<MadeRow[]>({
    personId: 'person_id',
    enrolmentId: 'enrolment_id',
    addsPerson: 'adds_person',
    addsEmail: 'adds_email',
  });
}

/** Somebody of an import who has done something since, or to whom something was done; `words` says what. */
export interface Used {
  readonly displayName: string;
  readonly words: string;
}

/** Whoever of this import cannot be taken back any more, with what stands against it. */
export async function listUsed(
  trx: Db,
  workshopId: string,
  importId: string,
  belongings: readonly Belonging[],
): Promise<Used[]> {
  const made = await listMade(trx, importId);
  const people = made.filter((row) => row.addsPerson).map((row) => row.personId);
  const linked = made.filter((row) => !row.addsPerson).map((row) => row.personId);
  const own = made.map((row) => row.enrolmentId);
  const used: Used[] = [];
  const ask = async (words: string, table: string, where: string, params: readonly unknown[]) => {
    const { rows } = await trx.raw<{ rows: { displayName: string }[] }>(
      `select distinct people.display_name as "displayName" from people join ${table} used on used.person_id = people.id where ${where}`,
      params as string[],
    );
    used.push(...rows.map(({ displayName }) => ({ displayName, words })));
  };
  for (const { table, words, ofWorkshop } of belongings) {
    if (table === 'enrolments') {
      await ask(words, table, 'people.id = any(?) and not used.id = any(?)', [people, own]);
      await ask('roster.used.ended', table, 'used.id = any(?) and used.ended_at is not null', [own]);
    } else if (table !== 'person_emails') {
      await ask(words, table, 'people.id = any(?)', [people]);
      if (ofWorkshop) await ask(words, table, 'people.id = any(?) and used.workshop_id = ?', [linked, workshopId]);
    }
  }
  const { rows } = await trx.raw<{ rows: { displayName: string }[] }>(
    `select distinct p.display_name as "displayName" from people p left join people gone on gone.merged_into = p.id
     where p.id = any(?) and (p.merged_into is not null or gone.id is not null)`,
    [people],
  );
  used.push(...rows.map(({ displayName }) => ({ displayName, words: 'roster.used.merged' })));
  return used;
}

/** Takes out exactly the rows that an import made. */
export async function takeBack(trx: Db, importId: string): Promise<number> {
  const made = await listMade(trx, importId);
  const ids = (rows: readonly MadeRow[]) => rows.map((row) => row.personId);
  await trx('enrolments')
    .whereRaw('id = any(?)', [made.map((row) => row.enrolmentId)])
    .delete();
  await trx('person_emails')
    .whereRaw('person_id = any(?)', [ids(made.filter((row) => row.addsEmail))])
    .delete();
  await trx('people')
    .whereRaw('id = any(?)', [ids(made.filter((row) => row.addsPerson))])
    .delete();
  return made.length;
}
