import { type Site, addFacilitator, addParticipant, addWorkshop } from '../support/site';
import type { Person } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { publishSmallDay } from '../room/small-day';

export const names = ['Sione', 'สมหญิง ใจดี', 'Thida Win', 'Ravi s/o Maniam', 'ဒေါ်ခင်မြင့်', 'عبدالله رحیمی'];

/** A workshop with its facilitator and six participants, on its last day (or later). */
export async function smallWorkshop(
  site: Site,
  days = 1,
): Promise<{ workshop: Workshop; facilitator: Person; people: Person[] }> {
  await publishSmallDay(site.deps.db, site.clock.now);
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const people = [];
  for (const name of names) people.push(await addParticipant(site, workshop, name));
  site.clock.advance(days);
  return { workshop, facilitator, people };
}
