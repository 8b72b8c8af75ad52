import { extractText } from 'unpdf';
import { type PlainTelling, readPlainly } from '../scenario/plain-reading';
import { type LiveRoom, border, formOn, house, openRoom, police } from '../live/live-room';
import { testDatabase } from '../support/database';
import { type Browser, siteOn } from '../support/site';
import { playToTheEnd } from './played-room';

jest.setTimeout(120_000);

const entriesOn = (browser: Browser) =>
  browser.page.querySelectorAll('article.lived').map((one) => one.getAttribute('data-entry') ?? '');

describe('What the people at the centre lived, in a room', () => {
  const database = testDatabase();
  let room: LiveRoom;
  let plain: PlainTelling;
  let officer: Browser;
  const page = () => `/live/${room.run}/debrief/${border}/meanwhile`;
  const wall = () => `/live/${room.run}/wall/meanwhile`;
  const sheet = async (browser: Browser): Promise<string> => {
    const path = `/live/${room.run}/debrief/${border}/sheet.pdf`;
    const answer = await browser.agent.get(path).buffer(true).expect(200);
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    return text.replace(/\s+/g, ' ');
  };
  const showOrHide = async (): Promise<Record<string, string>> => {
    await room.console.get(page());
    const typed = formOn(room.console, `/live/${room.run}/meanwhile`);
    await room.console.agent.post(`/live/${room.run}/meanwhile`).type('form').send(typed).expect(303);
    return typed;
  };

  beforeAll(async () => {
    room = await openRoom(siteOn(database.db()), [police, border, house]);
    const sitting = room.officers[border];
    if (!sitting) throw new Error('Nobody sits there.');
    officer = sitting;
    await officer.get(page(), 409);
    await room.console.get(wall(), 409);
    await playToTheEnd(room, 'a life');
    await room.console.get(`/live/${room.run}/log.jsonl`);
    plain = readPlainly(room.exercise, room.console.text);
  });

  it('is closed to the room until its facilitator shows it, who can read it before: on pages, wall and paper', async () => {
    const titles = (room.exercise.persons ?? []).flatMap(({ entries }) => entries.map(({ title }) => title));
    await officer.get(page());
    expect(officer.words).toContain('when the room is ready');
    for (const title of titles) expect(officer.text).not.toContain(title);
    expect(officer.page.querySelectorAll('main form')).toHaveLength(0);
    await room.console.get(wall());
    for (const title of titles) expect(room.console.text).not.toContain(title);
    expect(await sheet(officer)).not.toContain('Edran Sole, 34');
    await room.console.get(page());
    expect(entriesOn(room.console)).toEqual(plain.lived.map(({ entry }) => entry));
    expect(room.console.words).toContain('The room does not see this yet');
    await officer.agent
      .post(`/live/${room.run}/meanwhile`)
      .type('form')
      .send({ _csrf: formOn(officer, '/sign-out')['_csrf'] ?? '', show: 'yes', role: border })
      .expect(404);

    const typed = await showOrHide();
    await officer.get(page());
    expect(entriesOn(officer)).toEqual(plain.lived.map(({ entry }) => entry));
    expect(await sheet(officer)).toContain('Edran Sole, 34');

    // The same form twice is one showing; and the audit says that it was shown, and by whom.
    await room.console.agent.post(`/live/${room.run}/meanwhile`).type('form').send(typed).expect(303);
    const rows = await database.db()('meanwhile_showings').where({ run_id: room.run });
    expect(rows).toHaveLength(1);
    const deeds = await database.db()('audit_events').where({ subject: room.run, action: 'line of the person shown' });
    expect(deeds.map(({ actor_id: by }: { actor_id: string }) => by)).toEqual([room.facilitator.id]);
  });

  it('goes sheet by sheet over the wall, and is closed everywhere when it is put away', async () => {
    await room.console.get(page());
    if (room.console.words.includes('does not see this yet')) await showOrHide();
    await room.console.get(wall());
    const seen: string[] = [];
    for (;;) {
      seen.push(...entriesOn(room.console));
      expect(room.console.page.querySelectorAll('h1')).toHaveLength(1);
      const next = room.console.page.querySelector('a[rel=next]')?.getAttribute('href');
      if (!next) break;
      await room.console.get(next);
    }
    expect(seen).toEqual(plain.lived.map(({ entry }) => entry));
    await showOrHide();
    await officer.get(page());
    expect(entriesOn(officer)).toEqual([]);
    await room.console.get(wall());
    expect(entriesOn(room.console)).toEqual([]);
  });

  it('stands in the lines of the run as ids and times of the story, the same that a second reading finds', async () => {
    await room.console.get(`/live/${room.run}/log.jsonl`);
    const lines = room.console.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ line }) => line === 'lived');
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.map(({ person, entry, tick }) => ({ person, entry, at: tick }))).toEqual(plain.lived);
  });
});
