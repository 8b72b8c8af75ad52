import { newId } from '../../src/ids';
import type { Person } from '../../src/accounts';
import type { Workshop } from '../../src/workshops';
import { type Browser, type Site, addFacilitator, addWorkshop } from '../support/site';

/** A workshop two weeks ahead (the clock stands before it), its facilitator's browser, and the page of nominations. */
export interface Asked {
  readonly site: Site;
  readonly workshop: Workshop;
  readonly facilitator: Person;
  readonly desk: Browser;
  readonly page: string;
}

export async function askedWorkshop(site: Site, capacity = 24): Promise<Asked> {
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator, { capacity });
  site.clock.advance(-14);
  return {
    ...{ site, workshop, facilitator },
    desk: await site.as(facilitator),
    page: `/workshops/${workshop.id}/nominations`,
  };
}

/** Makes a link for an agency as its facilitator does, and opens it as the focal point: the path that was shown once. */
export async function linkFor({ desk, workshop }: Asked, represents: string, agency: string): Promise<string> {
  const path = `/workshops/${workshop.id}/nominating-agencies`;
  await desk.get(path);
  await desk.send(path, { represents, agency, endsOn: '2026-11-20' });
  await desk.follow();
  const shown = desk.page.querySelector('.address')?.text.trim() ?? '';
  return shown.replace(/^.*(?=\/nominate\/)/, '');
}

export async function focalPoint(
  asked: Asked,
  represents: string,
  agency: string,
): Promise<Browser & { path: string }> {
  const path = await linkFor(asked, represents, agency);
  const browser = await asked.site.visitor().get(path);
  return Object.assign(browser, { path });
}

/** Names somebody by the form on the agency's page. */
export async function name(
  browser: Browser & { path: string },
  typed: Readonly<Record<string, string>>,
  expected = 303,
): Promise<void> {
  await browser.get(browser.path);
  await browser.send(`${browser.path}/people`, typed, expected);
}

/** Enters a nomination as the facilitator does, and answers its id. */
export async function enter(asked: Asked, typed: Readonly<Record<string, string>>): Promise<string> {
  const id = newId();
  await asked.desk.get(asked.page);
  await asked.desk.send(asked.page, { id, represents: 'Thailand', agency: 'Immigration', ...typed });
  return id;
}

export async function decide(
  asked: Asked,
  id: string,
  typed: Readonly<Record<string, string>>,
  expected = 303,
): Promise<void> {
  await asked.desk.get(`${asked.page}/${id}`);
  await asked.desk.send(`${asked.page}/${id}/decisions`, typed, expected);
}
