import { extractText } from 'unpdf';
import { doDaily } from '../../src/daily';
import { house } from '../live/live-room';
import { testDatabase } from '../support/database';
import { type Browser, siteOn } from '../support/site';
import {
  type MarkedRooms,
  givenTo,
  idIn,
  marksOn,
  openAgain,
  playRooms,
  tableNames,
  textsIn,
  turn,
  withoutMarking,
} from './marked-rooms';

jest.setTimeout(120_000);
const database = testDatabase();
const db = () => database.db();

describe('What becomes of marks', () => {
  let rooms: MarkedRooms;

  beforeAll(async () => {
    rooms = await playRooms(siteOn(db()), 1);
  });

  it('prints each text with the rubric, names no table, and takes from the facilitator what a table wrote on paper', async () => {
    const played = await openAgain(rooms);
    const { room, names } = played;
    const [run] = played.rooms.map((each) => each.run);
    const answer = await room.console.agent
      .get(`/live/${run}/marking/sheets.pdf`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    const words = text.replace(/\s+/g, ' ');
    expect(words).toContain('We need this by Friday, 10:00.');
    expect(words).toContain('Why does this receiver need this?');
    for (const secret of [...names, ...tableNames]) expect(words).not.toContain(secret);

    await room.console.get(`/live/${run}/marking`);
    const [href = ''] = textsIn(room.console, 'all');
    await room.console.get(`${href}?for=table`);
    await room.console.send(`${href}/marks`, { ...marksOn(room.console, '2'), [`level.rubric-accuracy`]: '7' }, 422);
    expect(room.console.words).toContain('Enter the marks of the table');
    await room.console.send(`${href}/marks`, marksOn(room.console, '2'));
    const sheets = db()('rubric_sheets').where({ subject_id: idIn(href) });
    expect(await sheets).toEqual([expect.objectContaining({ rater: 'table', marked_by: null })]);
    const entered = { action: 'marks entered for a table', subject: idIn(href) };
    expect(await db()('audit_events').where(entered)).toHaveLength(1);
  });

  it('begins after the end only, opens once under a double click, and gives what was given to nobody else', async () => {
    const played = await withoutMarking(rooms);
    const { console: desk } = played.room;
    const [run = ''] = played.rooms.map((each) => each.run);
    await played.rooms[0]?.officers[house].get(`/live/${run}/marking`);
    expect(played.rooms[0]?.officers[house].words).toContain('Your facilitator has not opened marking yet.');
    await desk.get(`/live/${run}/marking`);
    const token = desk.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const press = () =>
      desk.agent.post(`/live/${run}/marking/openings`).type('form').send({ _csrf: token }).expect(303);
    await Promise.all([press(), press()]);
    expect(await db()('marking_openings').where({ run_id: run })).toHaveLength(1);
    const given = () => db()('rubric_subjects').where({ run_id: run }).orderBy('id').select('id', 'marker_table');
    const before = await given();
    expect(before.length).toBeGreaterThan(2);
    await turn(desk, run, 'closings');
    await turn(desk, run, 'openings');
    expect(await given()).toEqual(before);
    expect(await db()('marking_openings').where({ run_id: run })).toHaveLength(2);

    await desk.get(`/workshops/${played.room.workshop.id}/live`);
    await desk.send(`/workshops/${played.room.workshop.id}/live`, { case: 'three-desks', tables: '3', rooms: '1' });
    const fresh = await db()('live_runs')
      .where({ workshop_id: played.room.workshop.id })
      .whereNot({ run_id: run })
      .first<{ run_id: string }>('run_id');
    await desk.get(`/live/${fresh.run_id}/marking`);
    expect(desk.words).toContain('Marking begins when the case has ended.');
    await desk.agent.post(`/live/${fresh.run_id}/marking/openings`).type('form').send({ _csrf: token }).expect(409);
    expect(
      await db()('rubric_subjects').whereIn(
        'owner_table',
        db()('live_tables').where({ run_id: fresh.run_id }).select('id'),
      ),
    ).toEqual([]);
  });

  it('quotes nothing any more of a text that was removed, by a person or by the rule', async () => {
    const played = await openAgain(rooms);
    const { room } = played;
    const { site } = room;
    const [run = ''] = played.rooms.map((each) => each.run);
    const [first, second] = await givenTo(played);
    for (const each of [first, second]) {
      await each?.browser.get(each.href);
      await each?.browser.send(`${each.href}/marks`, marksOn(each.browser, '2'));
    }
    expect(await linesOf(room.console, run)).toContain('We need this by Friday');
    const { seq } = await db()('rubric_subjects')
      .where({ id: idIn(first?.href ?? '') })
      .first<{ seq: number }>('seq');
    const written = await db()('run_texts').where({ run_id: run, seq }).first<{ field: string }>('field');
    await room.console.get(`/live/${run}/console`);
    await room.console.send(`/live/${run}/removals`, { seq: String(seq), field: written.field });
    await first?.browser.get(first.href);
    expect(first?.browser.words).toContain('The words that this mark pointed at have been removed.');
    expect(first?.browser.words).not.toContain('We need this by Friday');
    await second?.browser.get(second.href);
    expect(second?.browser.words).toContain('We need this by Friday');

    site.clock.advance(100);
    await doDaily(site.deps);
    // Signed in again: after so long nobody still is.
    const desk = await site.as(room.facilitator);
    await turn(desk, run, 'closings');
    await desk.get(second?.href ?? '');
    expect(desk.words).toContain('The words that this mark pointed at have been removed.');
    expect(desk.words).not.toContain('We need this by Friday');
    expect(await linesOf(desk, run)).not.toContain('We need this by Friday');
    const kept = [await db()('rubric_marks'), await db()('rubric_sheets'), await db()('rubric_subjects')];
    expect(JSON.stringify(kept)).not.toContain('Friday');
  });
});

async function linesOf(desk: Browser, run: string): Promise<string> {
  await desk.get(`/live/${run}/log.jsonl`);
  return desk.text;
}
