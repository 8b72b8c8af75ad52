import { join } from 'node:path';
import type { Db } from '../../src/db';
import { connect, listenTo } from '../../src/db';
import { newId } from '../../src/ids';
import { topicOf } from '../../src/live/room-queries';
import { type Case, debrief, logLinesOf, positionOf } from '../../src/scenario';
import { readCaseFolder } from '../../src/scenario/files';
import { root } from '../../src/root';
import { enrol } from '../../src/workshops';
import { compiledCase, publishCase } from '../scenario/play-site';
import { readPlainly } from '../scenario/plain-reading';
import { testDatabase } from '../support/database';
import { addSomebody, siteOn } from '../support/site';
import { until } from '../support/until';
import { type LiveRoom, act, askLinden, border, decide, deskOf, formOn, house, openRoom, police } from './live-room';

const database = testDatabase();
const db = () => database.db();
const at = (room: LiveRoom, role: string) => deskOf(room.run, role);
const officer = (room: LiveRoom, role: string) => {
  const found = room.officers[role];
  if (!found) throw new Error(`Nobody sits at ${role}.`);
  return found;
};
const offer = 'There is a newer text of this case';
const source = readCaseFolder(join(root, 'curriculum', 'scenario', 'three-desks'));

/** The shipped case after an edit of all its files. */
const edited = (from: RegExp, to: string): Case => {
  const files = source.map(({ path, text }) => ({ path, text: path === 'person.md' ? text : text.replace(from, to) }));
  if (!files.some(({ text }, index) => text !== source[index]?.text))
    throw new Error(`Nothing matches ${String(from)}.`);
  return compiledCase(files);
};
const sceneTitle = /^# (?=.)/gm;
let editions = 0;
/** Every title otherwise; each time another, since a room begins with what was published last. */
const retitled = () => {
  editions += 1;
  return edited(sceneTitle, `# Edition ${String(editions)}: `);
};
const publish = (room: LiveRoom, newer: Case) => publishCase(db(), newer, room.site.clock.now);
const consoleOf = (room: LiveRoom) => room.console.get(`/live/${room.run}/console`);
const path = (room: LiveRoom) => `/live/${room.run}/texts`;
const movesOf = (run: string) =>
  db()('run_events')
    .where({ run_id: run })
    .whereRaw(`input->>'type' = 'migrate'`)
    .select<{ actor: string; input: { from: string; to: string } }[]>('actor', 'input');

async function reopened(on: Db, run: string) {
  const row = await on('runs')
    .where({ id: run })
    .first<{ id: string; personId: null; caseHash: string; engineVersion: string; seed: string }>({
      ...{ id: 'id', personId: 'person_id', caseHash: 'case_hash', engineVersion: 'engine_version', seed: 'seed' },
    });
  const reports: string[] = [];
  const position = await positionOf({ db: on, snapshots: new Map(), report: (message) => reports.push(message) }, row);
  return { row, position, reports };
}

describe('A newer text of the case, in a room that plays', () => {
  it('is told to the facilitator alone, who sees what changed; publishing changes no screen', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    const { site, workshop } = room;
    const before = (await officer(room, border).get(at(room, border))).words;
    await publish(room, retitled());
    expect((await officer(room, border).get(at(room, border))).words).toBe(before);
    const observer = await addSomebody(site, 'Aisyah');
    await enrol(db(), 'TEST', site.clock.now, workshop, observer.id, { role: 'observer' });
    const watching = await site.as(observer);
    expect((await watching.get(`/live/${room.run}/console`)).words).not.toContain(offer);
    await consoleOf(room);
    expect(room.console.words).toContain(offer);
    expect(room.console.words).toContain('Only words have changed.');
    expect(room.console.words).toMatch(/Other words.*Scene: /);
    expect(room.console.page.querySelector(`form[action="${path(room)}"]`)).not.toBeNull();
  });

  it('is taken between two rounds, once however often it is pressed, is audited, and wakes every screen', async () => {
    const room = await openRoom(siteOn(db()));
    const newer = retitled();
    await publish(room, newer);
    await decide(officer(room, border), at(room, border), 'protection-box');
    await consoleOf(room);
    expect(room.console.words).toContain('Close the round first. Then take it before a table decides.');
    const early = { ...formOn(room.console, `/live/${room.run}/pauses`), version: newer.contentHash };
    await room.console.agent
      .post(path(room))
      .type('form')
      .send({ ...early, input: newId() })
      .expect(409);
    expect(await movesOf(room.run)).toEqual([]);

    await act(room, 'barriers');
    const held = officer(room, police);
    await held.get(at(room, police));
    expect(held.words).not.toContain(newer.title);
    const stale = formOn(held, `${at(room, police)}/decisions`);
    const choice = held.page.querySelector('#scene input[type=radio], [name=choice]')?.getAttribute('value') ?? '';
    await consoleOf(room);
    const body = formOn(room.console, path(room));
    const other = connect(database.url());
    let heard = 0;
    const stop = listenTo(other, topicOf({ id: room.run }), () => (heard += 1));
    // The listening connection is open as soon as it has said so once.
    await until('another process listens', () => heard > 0);
    const told = heard;
    const answers = await Promise.all([1, 2, 3].map(() => room.console.agent.post(path(room)).type('form').send(body)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    await until('the other process hears of it', () => heard > told);
    stop();
    await other.destroy();
    expect(await movesOf(room.run)).toEqual([
      {
        actor: 'facilitator',
        input: expect.objectContaining({ from: room.exercise.contentHash, to: newer.contentHash }) as unknown,
      },
    ]);
    const audited = await db()('audit_events')
      .join('audit_values', 'audit_values.event_id', 'audit_events.id')
      .where({ subject: room.run, action: 'newer text of the case taken' })
      .select('actor_id', 'before', 'after');
    expect(audited).toEqual([
      {
        actor_id: room.facilitator.id,
        before: { caseHash: room.exercise.contentHash },
        after: { caseHash: newer.contentHash },
      },
    ]);
    // What was drawn from the text before is not taken, and nothing of it is lost.
    await held.agent
      .post(`${at(room, police)}/decisions`)
      .type('form')
      .send({ ...stale, choice, 'f-reason': 'Ten careful minutes of typing.' })
      .expect(409);
    for (const role of [police, border, house]) {
      const screen = officer(room, role);
      await screen.get(at(room, role));
      expect(screen.page.querySelector('#scene-title')?.text).toContain(newer.title.replace('Three Desks', ''));
    }
    await consoleOf(room);
    expect(room.console.words).not.toContain(offer);
  });

  it('stands after a restart: the log of before and after is one story, told by anybody who reads its lines', async () => {
    const room = await openRoom(siteOn(db()));
    const newer = retitled();
    for (const choice of ['protection-box', 'seal-phones'])
      await decide(officer(room, border), at(room, border), choice);
    await decide(officer(room, border), at(room, border), 'ask-linden', askLinden);
    await act(room, 'barriers');
    const before = (await reopened(db(), room.run)).position.state;
    await publish(room, newer);
    await consoleOf(room);
    await room.console.send(path(room));
    const restarted = siteOn(db());
    const again = { ...room, console: await restarted.as(room.facilitator) };
    const moved = await reopened(db(), room.run);
    expect(moved.reports).toEqual([]);
    expect(moved.row.caseHash).toBe(newer.contentHash);
    expect(moved.position.state).toEqual(before);
    for (let round = 0; round < 20; round += 1) {
      await consoleOf(again);
      if (!again.console.text.includes(`/live/${room.run}/barriers"`)) break;
      await act(again, 'barriers');
    }
    const { row, position, reports } = await reopened(db(), room.run);
    expect(reports).toEqual([]);
    expect(position.state.ending).not.toBeNull();
    const text = await logLinesOf(db(), room.run);
    const plain = readPlainly([room.exercise, newer], text);
    const told = debrief(newer, row.seed, position.standing);
    expect(plain.ending).toBe(position.state.ending);
    expect(plain.decisions.map(({ seq, choice }) => ({ seq, choice }))).toEqual(
      told.decisions.map(({ seq, choice }) => ({ seq, choice: choice.id })),
    );
    expect(plain.texts.map(({ body }) => body)).toEqual([askLinden['f-reason']]);
    await again.console.get(`/live/${room.run}/debrief/${border}`);
    expect(again.console.words).toContain(newer.title);
  });

  it('stays where it is when a choice that a table took is gone, and the facilitator reads whose and when', async () => {
    const room = await openRoom(siteOn(db()), [border]);
    await decide(officer(room, border), at(room, border), 'protection-box');
    await act(room, 'barriers');
    const gone = edited(/(?<![\w-])protection-box(?![\w-])/g, 'shelter-box');
    await publish(room, gone);
    await consoleOf(room);
    expect(room.console.words).toContain('This room stays with its text.');
    expect(room.console.words).toMatch(/chose “[^”]+” \(protection-box\)\. The newer text has no such choice\./);
    const forged = { ...formOn(room.console, `/live/${room.run}/pauses`), version: gone.contentHash };
    await room.console.agent.post(path(room)).type('form').send(forged).expect(409);
    expect(await movesOf(room.run)).toEqual([]);
    expect((await reopened(db(), room.run)).row.caseHash).toBe(room.exercise.contentHash);
  });
});
