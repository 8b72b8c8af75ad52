import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeEntry } from '../../src/accounts';
import { type Assessment, getPart } from '../../src/curriculum';
import type { Workshop } from '../../src/workshops';
import { choose, launchChromium, overflowOf, roomName } from '../support/chromium';
import { testDatabase } from '../support/database';
import { type Listening, listenOn } from '../support/listen';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import { until } from '../support/until';
import { rightAnswers } from './answers';

jest.setTimeout(60_000);
const database = testDatabase();
const db = () => database.db();
let browser: Browser;
let site: Site;
let server: Listening;
let workshop: Workshop;
let open: string[];
let path: string;

beforeAll(async () => {
  browser = await launchChromium();
  site = siteOn(db());
  server = await listenOn(site);
  workshop = await addWorkshop(site, await addFacilitator(site));
  path = `/workshops/${workshop.id}/tests/post`;
  const { items } = await getPart<Assessment>(db(), workshop.publicationId, 'assessment');
  open = items
    .filter((item) => item.form === 'post' && item.type === 'single')
    .slice(0, 3)
    .map((item) => item.id);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Somebody who has answered everything but three questions, and holds the test open on a phone. */
async function officerAtTheEnd(context?: BrowserContext) {
  const officer = await addParticipant(site, workshop, 'မသီတာ');
  const desk = await site.as(officer);
  await desk.get(path);
  await desk.send(`${path}/attempts`);
  await desk.follow();
  const answers = await rightAnswers(db(), workshop.publicationId, 'post');
  const rest = Object.entries(answers).filter(([name]) => !open.some((id) => name === `a.${id}`));
  await desk.send(`${path}/answers`, { ...Object.fromEntries(rest), then: 'save' });
  const room =
    context ??
    (await browser.newContext({
      baseURL: server.home(roomName),
      viewport: { width: 360, height: 640 },
      reducedMotion: 'reduce',
    }));
  const phone = await room.newPage();
  await signIn(phone, officer);
  await phone.goto(path);
  return { officer, context: room, phone };
}

async function signIn(phone: Page, person: { id: string }): Promise<void> {
  const secret = await makeEntry(db(), site.clock.now, { purpose: 'example', personId: person.id });
  await phone.goto(`/sign-in/with/${secret}`);
}

const question = (phone: Page, at: number) => phone.locator(`fieldset[data-item="${open[at] ?? ''}"]`);
const option = (phone: Page, at: number, place = 0) => question(phone, at).locator('input[type=radio]').nth(place);
const state = (phone: Page, at: number, word: string) =>
  question(phone, at).locator(`.saved[data-state=${word}]`).waitFor();
const summary = (phone: Page, word: string) => phone.locator(`.outbox[data-state=${word}]`).waitFor();
const storedOf = (phone: Page) =>
  phone.evaluate<string[]>(
    `Object.keys(localStorage).filter((key) => key.startsWith('titian.answers.') && !localStorage[key].includes('"done"'))`,
  );

async function keptOf(officer: { id: string }): Promise<Record<string, string>> {
  const rows = await db()('answers')
    .join('attempts', 'attempts.id', 'answers.attempt_id')
    .where({ person_id: officer.id })
    .whereIn('item_id', open)
    .select<{ item_id: string; response: { chosen: string[] } }[]>('item_id', 'response');
  return Object.fromEntries(rows.map((row) => [row.item_id, row.response.chosen.join()]));
}

describe('a test when the network goes', () => {
  it('keeps what is answered and what is sent through an outage and a dead phone (ls1intum/Artemis#1469)', async () => {
    const { officer, context, phone } = await officerAtTheEnd();
    await choose(option(phone, 0));
    await state(phone, 0, 'saved');

    await context.setOffline(true);
    await choose(option(phone, 1));
    await state(phone, 1, 'waiting');
    await choose(option(phone, 1, 1));
    await choose(option(phone, 2));
    await state(phone, 2, 'waiting');
    await phone.getByRole('button', { name: 'Send the test' }).click();
    await summary(phone, 'sendWaits');
    expect(await overflowOf(phone)).toBe(0);
    const chosen = await Promise.all([0, 1, 2].map((at) => option(phone, at, at === 1 ? 1 : 0).getAttribute('value')));
    expect(Object.keys(await keptOf(officer))).toHaveLength(1);

    // The battery is empty; later the phone is on again, in a place with a network.
    await phone.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`/workshops/${workshop.id}`);
    await until('everything has gone out', async () => (await storedOf(again)).length === 0);
    await again.goto(path);
    await again.getByText('Sent on').waitFor();
    expect(await keptOf(officer)).toEqual(Object.fromEntries(open.map((id, at) => [id, chosen[at]])));
    await context.close();
  });

  it('waits for a server that is down and comes up (Simon-Initiative/oli-torus#4215)', async () => {
    const { officer, context, phone } = await officerAtTheEnd();
    await server.close();
    await choose(option(phone, 0));
    await state(phone, 0, 'waiting');
    await summary(phone, 'someWait');
    server = await listenOn(site, server.port);
    await state(phone, 0, 'saved');
    await summary(phone, 'allSaved');
    expect(Object.keys(await keptOf(officer))).toEqual([open[0]]);

    // What waits is shown again after a refresh, and says what is still missing once it can be sent.
    await context.setOffline(true);
    await choose(option(phone, 1, 2));
    await state(phone, 1, 'waiting');
    await context.setOffline(false);
    await phone.reload();
    await state(phone, 1, 'saved');
    expect(await option(phone, 1, 2).isChecked()).toBe(true);
    await phone.getByRole('button', { name: 'Send the test' }).click();
    await phone.getByRole('heading', { name: '1 question has no full answer yet' }).waitFor();
    await context.close();
  });

  it('shows and sends what waits to nobody else on the same phone, and clears it at sign-out', async () => {
    const { officer, context, phone } = await officerAtTheEnd();
    await context.setOffline(true);
    await choose(option(phone, 0));
    await state(phone, 0, 'waiting');
    await phone.close();
    await context.setOffline(false);

    const { officer: other, phone: theirs } = await officerAtTheEnd(context);
    await summary(theirs, 'allSaved');
    expect(await option(theirs, 0).isChecked()).toBe(false);
    expect(await keptOf(other)).toEqual({});
    expect(await keptOf(officer)).toEqual({});

    await context.setOffline(true);
    await choose(option(theirs, 1));
    await state(theirs, 1, 'waiting');
    const asked: string[] = [];
    theirs.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.accept();
    });
    await theirs.getByRole('button', { name: 'Sign out' }).click();
    await until('a question is asked', () => asked.length === 1);
    await context.setOffline(false);
    await theirs.goto('/');
    expect((await storedOf(theirs)).filter((key) => key.includes(other.id))).toEqual([]);
    expect(await keptOf(other)).toEqual({});

    // The first comes back to the same phone: what waited for them goes out.
    await signIn(theirs, officer);
    await theirs.goto(path);
    await state(theirs, 0, 'saved');
    expect(Object.keys(await keptOf(officer))).toEqual([open[0]]);
    await context.close();
  });

  it('says that somebody is signed out, and keeps the answer until they are back', async () => {
    const { officer, context, phone } = await officerAtTheEnd();
    const cookies = await context.cookies();
    await context.clearCookies();
    await choose(option(phone, 0));
    await state(phone, 0, 'out');
    await summary(phone, 'allOut');
    await context.addCookies(cookies);
    await phone.reload();
    await state(phone, 0, 'saved');
    expect(Object.keys(await keptOf(officer))).toEqual([open[0]]);
    await context.close();
  });
});

describe('an answer that is sent again', () => {
  it('neither doubles nor takes the place of a later one, in whatever order they arrive', async () => {
    const officer = await addParticipant(site, workshop, 'Ravi');
    const desk = await site.as(officer);
    await desk.get(path);
    await desk.send(`${path}/attempts`);
    await desk.follow();
    const [item = ''] = open;
    const values = desk.page
      .querySelectorAll(`input[name="a.${item}"]`)
      .map((input) => input.getAttribute('value') ?? '');
    const device = '0f1b8f6e-4d3a-4c7e-9a51-2f6d7c8b9a10';
    const _csrf = desk.page.querySelector('form.test [name=_csrf]')?.getAttribute('value') ?? '';
    const send = (value: string | undefined, fields: Record<string, string>, expected = 200) =>
      desk.agent
        .post(`${path}/answers`)
        .set('Accept', 'application/json')
        .type('form')
        .send({ _csrf, [`a.${item}`]: value, ...fields })
        .expect(expected);
    const kept = async () => (await keptOf(officer))[item];

    site.clock.advance(5 / 1440);
    await send(values[1], { device, turn: '2', age: '0' });
    await send(values[0], { device, turn: '1', age: '0' });
    expect(await kept()).toBe(values[1]);
    await Promise.all([3, 3, 3].map(() => send(values[2], { device, turn: '3', age: '0' })));
    expect(await kept()).toBe(values[2]);
    // From another device, given a minute before: later by the post, earlier by the clock.
    site.clock.advance(1 / 1440);
    await send(values[0], { device: device.replace(/^0/, '1'), turn: '1', age: '120' });
    expect(await kept()).toBe(values[2]);
    await send(values[0], { device: device.replace(/^0/, '1'), turn: '2', age: '0' });
    expect(await kept()).toBe(values[0]);
    expect(await db()('answers').where({ item_id: item, device: device.replace(/^0/, '1') })).toHaveLength(1);
    await send(values[0], { attempt: device }, 409);
  });
});
