import { type Person, findPerson } from '../../src/accounts';
import { claimKeyOf, issue } from '../../src/certificates';
import { enrol, type Workshop } from '../../src/workshops';
import { type Browser, type Site, addFacilitator, addSomebody, addWorkshop } from '../support/site';

/** A workshop of the past, whose alumni a test adds. */
export async function pastWorkshop(site: Site, title = 'Information sharing across borders'): Promise<Workshop> {
  return addWorkshop(site, await addFacilitator(site, 'Daniel Okafor'), { title });
}

/** Somebody who was in this workshop and holds its certificate. */
export async function addAlumna(site: Site, workshop: Workshop, name: string, represents: string): Promise<Person> {
  const { db, origin, secrets } = site.deps;
  const person = await addSomebody(site, name);
  await enrol(db, origin, site.clock.now, workshop, person.id, { role: 'participant', represents });
  const issuing = { origin, at: site.clock.now, by: person, codeKey: claimKeyOf(secrets.certificateKey) };
  const { title, venue, startsOn, endsOn } = workshop;
  const facts = { name, represents, workshop: title, venue, startsOn, endsOn, present: 4, halfDays: 4 };
  await db.transaction((trx) =>
    issue(trx, issuing, workshop, person.id, { ...facts, publication: '1', issuedOn: endsOn }),
  );
  return (await findPerson(db, person.id)) as Person;
}

/** Writes an entry and ticks these consents, as the page is filled in. */
export async function agree(
  browser: Browser,
  written: Readonly<Record<string, string>>,
  fields: readonly string[],
): Promise<void> {
  await browser.get('/alumni/profile');
  const ticks = Object.fromEntries(fields.map((field) => [`show.${field}`, 'yes']));
  await browser.send('/alumni/profile', { ...written, ...ticks });
}
