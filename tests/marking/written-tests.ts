import { type Compiled, checkFolder } from '../../src/curriculum';
import type { Person } from '../../src/accounts';
import { publishCompiled, readCases } from '../../src/publish';
import { root } from '../../src/root';
import { type Workshop, enrol } from '../../src/workshops';
import { compiledFrom, withRequests } from '../curriculum/small';
import { rightAnswers } from '../assessment/answers';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop } from '../support/site';

/** A workshop whose tests ask for a request in own words, with three facilitators. */
export interface WrittenTests {
  readonly site: Site;
  readonly workshop: Workshop;
  readonly facilitators: readonly [Person, Person, Person];
  /** Each of them at a desk. */
  readonly desks: readonly [Browser, Browser, Browser];
  readonly base: string;
}

/** Publishes the shipped curriculum with a pair of requests more. */
export async function publishWithRequests(site: Site): Promise<void> {
  const folder = `${root}/curriculum`;
  const { compiled } = checkFolder(folder) as { compiled: Compiled };
  const own = compiled.assessment.items;
  const more = compiledFrom(withRequests())
    .assessment.items.filter(({ type }) => type === 'request')
    .map((item) => ({ ...item, objective: own[0]?.objective ?? '' }));
  const whole = { ...compiled, assessment: { ...compiled.assessment, items: [...own, ...more] } };
  await publishCompiled(site.deps.db, site.clock.now, whole, readCases(folder));
}

export async function openTests(site: Site): Promise<WrittenTests> {
  const first = await addFacilitator(site, 'Daniel Okafor');
  const workshop = await addWorkshop(site, first);
  const others = [await addFacilitator(site, 'Mele Tupou'), await addFacilitator(site, 'Farid Karimi')] as const;
  for (const { id } of others) await enrol(site.deps.db, 'TEST', site.clock.now, workshop, id, { role: 'facilitator' });
  return {
    site,
    workshop,
    facilitators: [first, ...others],
    desks: [await site.as(first), await site.as(others[0]), await site.as(others[1])],
    base: `/workshops/${workshop.id}`,
  };
}

/** Somebody takes the test before, and writes these words. */
export async function writes(tests: WrittenTests, name: string, words: string): Promise<Browser> {
  const { site, workshop, base } = tests;
  const phone = await site.as(await addParticipant(site, workshop, name));
  const path = `${base}/tests/pre`;
  await phone.get(path);
  await phone.send(`${path}/attempts`);
  await phone.follow();
  const answers = await rightAnswers(site.deps.db, workshop.publicationId, 'pre');
  await phone.send(`${path}/answers`, { ...answers, 'a.ask-pre.words': words, then: 'send-anyway' });
  return phone;
}

/** Puts what was sent on the list, and answers the addresses of the texts on it. */
export async function listed(tests: WrittenTests): Promise<string[]> {
  const [desk] = tests.desks;
  await desk.get(`${tests.base}/marking`);
  await desk.send(`${tests.base}/marking/texts`);
  await desk.follow();
  return linksIn(desk, 'answers');
}

export function linksIn(desk: Browser, list: 'answers' | 'differing'): string[] {
  return desk.page
    .querySelectorAll(`section[aria-labelledby=${list}-title] ol a`)
    .map((each) => each.getAttribute('href') ?? '');
}

/** Marks every criterion of the form on this page with a level, each with its evidence. */
export function marksWith(desk: Browser, level: string): Record<string, string> {
  const names = desk.page.querySelectorAll('select[name^=evidence]').map((each) => each.getAttribute('name') ?? '');
  const first = desk.page.querySelector('optgroup option')?.getAttribute('value') ?? '';
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, first],
      [name.replace('evidence', 'level'), level],
    ]),
  );
}

/** Opens a text and marks it. */
export async function marks(
  desk: Browser,
  href: string,
  level: string,
  but: Record<string, string> = {},
): Promise<void> {
  await desk.get(href);
  await desk.send(`${href}/marks`, { ...marksWith(desk, level), ...but });
}
