import fc from 'fast-check';
import { hasFinishedCase } from '../../src/scenario';
import { lastSeen, movedOn, shareOut } from '../../src/live/live';
import { newId } from '../../src/ids';
import { enrol } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addSomebody, addStaff, siteOn } from '../support/site';
import {
  type LiveRoom,
  act,
  askLinden,
  border,
  decide,
  deskOf,
  formOn,
  house,
  openRoom,
  police,
  sitDown,
} from './live-room';

const database = testDatabase();
const db = () => database.db();
const at = (room: LiveRoom, role: string) => deskOf(room.run, role);
const officer = (room: LiveRoom, role: string) => {
  const found = room.officers[role];
  if (!found) throw new Error(`Nobody sits at ${role}.`);
  return found;
};
const linesOf = (run: string) =>
  db()('run_events')
    .where({ run_id: run })
    .orderBy('seq')
    .select<{ seq: number; actor: string; type: string }[]>('seq', 'actor', db().raw(`input->>'type' as type`));

describe('Who may do what in a room', () => {
  it('shows a desk to its own table and to those who watch, and to nobody else', async () => {
    const room = await openRoom(siteOn(db()));
    const { site, workshop } = room;
    const observer = await addSomebody(site, 'Aisyah');
    await enrol(db(), 'TEST', site.clock.now, workshop, observer.id, { role: 'observer' });
    await officer(room, police).get(at(room, border), 404);
    await (await site.as(await addParticipant(site, workshop, 'Ravi'))).get(at(room, police), 404);
    await (await site.as(await addFacilitator(site, 'Li Wei'))).get(`/live/${room.run}/console`, 404);
    for (const path of ['console', 'wall', 'codes']) await officer(room, police).get(`/live/${room.run}/${path}`, 404);

    const watching = await site.as(observer);
    await watching.get(`/live/${room.run}/console`);
    expect(watching.words).toContain('All desks');
    expect(watching.text).not.toMatch(/action="\/live/);
    expect(watching.text).toContain('exercise-mark');
    for (const role of [police, border, house]) {
      await watching.get(at(room, role));
      expect(watching.text).not.toMatch(/action="\/live/);
      expect(watching.text).toContain('exercise-mark');
    }
    const body = { ...formOn(await officer(room, police).get(at(room, police)), `${at(room, police)}/decisions`) };
    await watching.get('/account');
    const _csrf = watching.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const answer = await watching.agent
      .post(`${at(room, police)}/decisions`)
      .type('form')
      .send({ ...body, _csrf, choice: 'anything' });
    expect(answer.status).toBe(409);
    await watching.agent.post(`/live/${room.run}/barriers`).type('form').send({ _csrf, seen: '0' }).expect(404);
    expect(await linesOf(room.run)).toEqual([]);
  });

  it('lets only the recorder send, and gives a member back what they typed (PrairieLearn/PrairieLearn#2948)', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const member = await room.site.as(await addParticipant(room.site, room.workshop, 'Budi'));
    await sitDown(member, db(), room.run, border);
    const recorder = officer(room, border);
    await decide(recorder, at(room, border), 'protection-box');
    await decide(recorder, at(room, border), 'seal-phones');
    await recorder.get(`${at(room, border)}?choice=ask-linden`);
    const form = formOn(recorder, `${at(room, border)}/decisions`);
    await member.get(at(room, border));
    const _csrf = member.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const answer = await member.agent
      .post(`${at(room, border)}/decisions`)
      .type('form')
      .send({ ...form, ...askLinden, _csrf });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Only the recorder of the table sends its decision.');
    expect(answer.text).toContain('we plan, and name nobody');
    expect((await linesOf(room.run)).length).toBe(2);
  });

  it('goes on from another device, and with another facilitator, where the room stood (a dead host phone)', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const restarted = siteOn(db());
    const again = await restarted.as(room.facilitator);
    await again.get(`/live/${room.run}/console`);
    await again.send(`/live/${room.run}/pauses`);
    const colleague = await restarted.as(await addStaff(restarted));
    await colleague.get(`/live/${room.run}/console`);
    await colleague.send(`/live/${room.run}/resumptions`);
    await colleague.get(`/live/${room.run}/console`);
    await colleague.send(`/live/${room.run}/barriers`);
    expect((await linesOf(room.run)).at(-1)?.type).toBe('end-phase');
  });
});

describe('One thing happens once', () => {
  it('when a decision, a barrier, an event or a start is sent several times at once', async () => {
    const room = await openRoom(siteOn(db()));
    const desk = at(room, border);
    const recorder = await officer(room, border).get(desk);
    const body = { ...formOn(recorder, `${desk}/decisions`), choice: 'protection-box' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => recorder.agent.post(`${desk}/decisions`).type('form').send(body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await linesOf(room.run)).toHaveLength(1);

    await room.console.get(`/live/${room.run}/console`);
    const inject = formOn(room.console, `/live/${room.run}/injects`);
    const barrier = formOn(room.console, `/live/${room.run}/barriers`);
    const twice = (path: string, fields: object) =>
      Promise.all(
        [1, 2].map(() => room.console.agent.post(`/live/${room.run}/${path}`).type('form').send(fields).expect(303)),
      );
    await twice('injects', inject);
    await twice('barriers', barrier);
    // The same page, another click: the round it spoke of is closed.
    await room.console.agent
      .post(`/live/${room.run}/barriers`)
      .type('form')
      .send({ ...barrier, input: newId() })
      .expect(409);
    const lines = await linesOf(room.run);
    expect(lines.filter(({ type }) => type === 'fire-inject')).toHaveLength(1);
    expect(lines.filter(({ type }) => type === 'end-phase')).toHaveLength(1);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));

    const path = `/workshops/${room.workshop.id}/live`;
    await room.console.get(path);
    const start = { ...formOn(room.console, path), case: room.exercise.id, tables: '2', rooms: '3' };
    await Promise.all([1, 2].map(() => room.console.agent.post(path).type('form').send(start).expect(303)));
    expect(await db()('live_runs').where({ workshop_id: room.workshop.id })).toHaveLength(4);
  });

  it('when a table decides from a page that is older than the barrier: it is told, and its words come back', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const recorder = officer(room, border);
    await decide(recorder, at(room, border), 'protection-box');
    await decide(recorder, at(room, border), 'seal-phones');
    await recorder.get(`${at(room, border)}?choice=ask-linden`);
    await act(room, 'barriers');
    await recorder.send(`${at(room, border)}/decisions`, askLinden, 409);
    expect(recorder.words).toContain('Your desk had moved on');
    expect(recorder.words).toContain('we plan, and name nobody');
  });

  it('while other tables decide: their decisions make no page of this table old', async () => {
    const room = await openRoom(siteOn(db()));
    const recorder = await officer(room, border).get(at(room, border));
    await decide(officer(room, house), at(room, house), 'interpreter-phone');
    await recorder.send(`${at(room, border)}/decisions`, { choice: 'protection-box' });
    expect(await linesOf(room.run)).toHaveLength(2);
  });
});

describe('A ballot', () => {
  it('is secret: counts only, once they are opened, and no name beside any vote', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const recorder = officer(room, border);
    const member = await room.site.as(await addParticipant(room.site, room.workshop, 'Budi'));
    await sitDown(member, db(), room.run, border);
    const desk = at(room, border);
    const vote = async (browser: typeof member, choice: string, expected = 303) => {
      await browser.get(desk);
      await browser.send(`${desk}/votes`, { choice }, expected);
    };
    await vote(member, 'offence-box');
    await vote(member, 'protection-box');
    await vote(recorder, 'short-interview');
    await member.get(desk);
    expect(member.words).toContain('2 of 2 have voted.');
    expect(member.words).not.toContain('Votes of your table');

    await recorder.get(desk);
    await recorder.send(`${desk}/decisions`, { choice: 'protection-box' }, 409);
    expect(recorder.words).toContain('Open the votes first');
    await recorder.get(desk);
    await recorder.send(`${desk}/revelations`);
    await member.get(desk);
    const counts = member.page.querySelectorAll('.ballot tbody tr').map((row) => row.text.replace(/\s+/g, ' ').trim());
    expect(counts).toHaveLength(2);
    expect(counts.every((line) => /[^\d]1$/.test(line))).toBe(true);
    await recorder.get(desk);
    await recorder.send(`${desk}/decisions`, { choice: 'protection-box' });

    const columns = await db()('live_votes').columnInfo();
    expect(Object.keys(columns).sort()).toEqual(['ballot_id', 'choice', 'device_digest']);
    const [first, second] = await db()('live_votes').pluck<string[]>('device_digest');
    expect(first).not.toBe(second);
  });

  it('counts nobody twice: another device has no vote left when everybody at the table has voted', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const desk = at(room, border);
    await officer(room, border).send(`${desk}/votes`, { choice: 'offence-box' });
    const tablet = await room.site.as(room.people[border] ?? { id: '' });
    await tablet.get(desk);
    await tablet.send(`${desk}/votes`, { choice: 'protection-box' }, 409);
    expect(tablet.words).toContain('Everybody at this table has voted.');
  });
});

describe('A pause', () => {
  it('stops every decision and the time, says so on each desk, and loses nothing that was typed', async () => {
    const site = siteOn(db());
    const room = await openRoom(site, [border]);
    const recorder = officer(room, border);
    await decide(recorder, at(room, border), 'protection-box');
    await decide(recorder, at(room, border), 'seal-phones');
    await recorder.get(`${at(room, border)}?choice=ask-linden`);
    await act(room, 'timers', { minutes: '10' });
    await act(room, 'pauses');
    await recorder.send(`${at(room, border)}/decisions`, askLinden, 409);
    expect(recorder.words).toContain('The case is paused');
    expect(recorder.words).toContain('we plan, and name nobody');
    expect(recorder.page.querySelector('#live-head')?.text).toContain('Paused');
    site.clock.now = new Date(site.clock.now.getTime() + 7 * 60_000);
    await act(room, 'resumptions');
    await room.console.get(`/live/${room.run}/wall`);
    expect(room.console.page.querySelector('[data-seconds]')?.getAttribute('data-seconds')).toBe('600');
    await recorder.get(`${at(room, border)}?choice=ask-linden`);
    await recorder.send(`${at(room, border)}/decisions`, askLinden);
    expect((await linesOf(room.run)).map(({ type }) => type)).toEqual(['decide', 'decide', 'decide']);
  });
});

describe('What a table writes', () => {
  it('is removed everywhere with one press, leaves a tombstone, and the log still replays', async () => {
    const room = await openRoom(siteOn(db()));
    for (const choice of ['protection-box', 'seal-phones'])
      await decide(officer(room, border), at(room, border), choice);
    await decide(officer(room, border), at(room, border), 'ask-linden', askLinden);
    await act(room, 'barriers');
    const words = 'we plan, and name nobody';
    const reader = await officer(room, house).get(at(room, house));
    expect(reader.words).toContain(words);
    const before = await linesOf(room.run);
    await act(room, 'removals');
    await room.console.get(`/live/${room.run}/console`);
    await reader.get(at(room, house));
    await officer(room, border).get(at(room, border));
    for (const page of [room.console, reader, officer(room, border)]) {
      expect(page.text).not.toContain(words);
      expect(page.words).toContain('A text was removed here.');
    }
    expect(await linesOf(room.run)).toEqual(before);
    const stored = await db()('run_texts').where({ run_id: room.run }).select('body', 'erased_by');
    expect(stored).toEqual([{ body: null, erased_by: room.facilitator.id }]);
  });

  it('is refused when it looks real, a word of the facilitator too', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const recorder = officer(room, border);
    for (const choice of ['protection-box', 'seal-phones']) await decide(recorder, at(room, border), choice);
    const real = { ...askLinden, 'f-reason': 'Like our case last March; ring +66 2 123 4567.' };
    await decide(recorder, at(room, border), 'ask-linden', real, 422);
    expect(recorder.words).toContain('This looks like a telephone number.');
    expect(recorder.page.querySelector('textarea')?.text).toContain('last March');
    await act(room, 'nudges', { body: 'Ring +66 2 123 4567' }, 422);
    expect(room.console.words).toContain('telephone number');
    await act(room, 'nudges', { body: 'Two minutes.' });
    await recorder.get(at(room, border));
    expect(recorder.words).toContain('Two minutes.');
  });
});

describe('A room with few people', () => {
  it('has one table play several roles, and the facilitator enter what a table decided on paper', async () => {
    const site = siteOn(db());
    const room = await openRoom(site, []);
    const path = `/workshops/${room.workshop.id}/live`;
    await room.console.get(path);
    await room.console.send(path, { case: room.exercise.id, tables: '1', rooms: '1' });
    const { run_id: run } = await db()('live_runs')
      .where({ workshop_id: room.workshop.id })
      .orderBy('run_id', 'desc')
      .first<{ run_id: string }>('run_id');
    const alone = await site.as(await addParticipant(site, room.workshop, 'Sione'));
    await sitDown(alone, db(), run, house);
    await decide(alone, deskOf(run, house), 'interpreter-phone');
    await decide(alone, deskOf(run, border), 'protection-box');
    await room.console.get(deskOf(run, police));
    const choice = room.console.page.querySelector('input[name=choice]')?.getAttribute('value') ?? '';
    await room.console.send(`${deskOf(run, police)}/decisions`, { choice });
    expect((await linesOf(run)).map(({ actor }) => actor)).toEqual(['team', 'team', 'team']);
    const audited = await db()('audit_events').where({ workshop_id: room.workshop.id }).pluck<string[]>('action');
    expect(audited).toContain('decision entered for a seat');
  });

  it('lets stand-ins play the seats of nobody, and counts those who sat there as having played', async () => {
    const room = await openRoom(siteOn(db()), [house]);
    await act(room, 'stand-ins');
    expect((await linesOf(room.run)).every(({ actor }) => actor === 'stand-in')).toBe(true);
    const person = room.people[house] ?? { id: '' };
    expect(await hasFinishedCase(db(), person, room.workshop)).toBe(false);
    for (let part = 0; part < room.exercise.phases.length; part += 1) await act(room, 'barriers');
    expect(await hasFinishedCase(db(), person, room.workshop)).toBe(true);
    await officer(room, house).get(`/live/${room.run}/debrief`, 303);
    expect(officer(room, house).location).toBe(`/live/${room.run}/debrief/${house}`);
  });

  it('prints packs that hold what a desk knows at the start, and nothing of another', async () => {
    const room = await openRoom(siteOn(db()), []);
    const { exercise } = room;
    const { extractText } = await import('unpdf');
    for (const role of [police, house]) {
      const answer = await room.console.agent
        .get(`/workshops/${room.workshop.id}/packs/three-desks/roles/${role}.pdf`)
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        });
      const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
      const words = text.replace(/\s+/g, ' ');
      expect(words).toContain('FICTIONAL – EXERCISE');
      for (const fact of exercise.facts) {
        const known = fact.starts.some((start) => start.role === role);
        if (!known) expect(words).not.toContain(fact.text.replace(/\s+/g, ' '));
      }
    }
    await room.console.agent.get(`/workshops/${room.workshop.id}/packs/three-desks/forms.pdf`).expect(200);
  });
});

describe('The rules of a room', () => {
  it('share all roles out, each once, to as many tables as there are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 20 }),
        (roles, tables) => {
          const shares = shareOut(roles, tables);
          expect(shares.flat()).toEqual(roles);
          expect(shares).toHaveLength(Math.min(tables, roles.length));
          const sizes = shares.map(({ length }) => length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('know a page by the last line of its own role, and give a pause back to the time', () => {
    const decided = (seq: number, role: string | null) => ({ seq, role, input: { type: 'decide' } });
    const log = [decided(1, 'a'), decided(2, 'b'), { seq: 3, role: null, input: { type: 'fire-inject' } }];
    expect(lastSeen(log, 'a')).toBe(1);
    expect(lastSeen([...log, { seq: 4, role: null, input: { type: 'end-round' } }], 'a')).toBe(4);
    const time = (minute: number) => new Date(Date.UTC(2031, 0, 1, 9, minute));
    expect(movedOn(time(30), { pausedAt: time(10) }, time(15))).toEqual(time(35));
    expect(movedOn(time(5), { pausedAt: time(10) }, time(15))).toEqual(time(5));
  });
});
