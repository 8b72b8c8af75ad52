import { extractText } from 'unpdf';
import { type Case, momentOf, storyTime } from '../../src/scenario';
import { type PlainTelling, readPlainly } from '../scenario/plain-reading';
import { type LiveRoom, border, house, openRoom, police } from '../live/live-room';
import { testDatabase } from '../support/database';
import { type Browser, siteOn } from '../support/site';
import { until } from '../support/until';
import { playToTheEnd } from './played-room';

jest.setTimeout(180_000);
const database = testDatabase();
const seats = [police, border, house];

describe('The debrief of a room', () => {
  let room: LiveRoom;
  let exercise: Case;
  let plain: PlainTelling;
  let lines: string;
  let officer: Browser;
  const base = () => `/live/${room.run}/debrief/${border}`;

  beforeAll(async () => {
    room = await openRoom(siteOn(database.db()), seats);
    exercise = room.exercise;
    await playToTheEnd(room, 'a room');
    await room.console.get(`/live/${room.run}/log.jsonl`);
    lines = room.console.text;
    plain = readPlainly(exercise, lines);
    const sitting = room.officers[border];
    if (!sitting) throw new Error('Nobody sits there.');
    officer = sitting;
  });

  it('is the same that a second reading makes of its JSON lines: ending, marks, and who knew what at every moment', async () => {
    await officer.get(base());
    expect(officer.page.querySelector('.ending h2')?.text).toBe(
      exercise.endings.find(({ id }) => id === plain.ending)?.title,
    );
    expect(officer.page.querySelectorAll('#breaches li')).toHaveLength(plain.breaches.length);
    expect(officer.page.querySelectorAll('.decision')).toHaveLength(plain.decisions.length);

    const ticks = [...new Set(plain.knew.map(({ at }) => at))].sort((a, b) => a - b);
    for (const tick of [ticks[0] ?? 0, ticks[Math.floor(ticks.length / 2)] ?? 0, ticks.at(-1) ?? 0]) {
      await officer.get(`${base()}/knowledge?at=${tick}`);
      const time = storyTime(momentOf(exercise, tick).at, 'en-GB').split(',').at(-1) ?? '';
      expect(officer.page.querySelector('#moment-time')?.text).toContain(time.trim());
      for (const fact of exercise.facts) {
        const cells = officer.page.querySelectorAll(`tr[data-fact=${fact.id}] td`);
        const shown = cells.map((cell) =>
          cell
            .querySelectorAll('.step')
            .filter((step) => step.getAttribute('hidden') === undefined)
            .map((step) => `${step.getAttribute('data-tick') ?? ''} ${step.text.split(',')[0] ?? ''}`),
        );
        expect(shown).toEqual(
          exercise.roles.map((role) =>
            plain.knew
              .filter((one) => one.role === role.id && one.fact === fact.id && one.at <= tick)
              .map(({ at, level }) => `${at} ${level}`),
          ),
        );
      }
    }
  });

  it('shows what each decision took, reasons before numbers, and the accounts add up to what the second reading counts', async () => {
    await until(
      'the losses are worked out',
      async () => {
        await officer.get(`${base()}/turning-points`);
        return officer.page.querySelector('#accounts') !== null;
      },
      90_000,
    );
    for (const row of officer.page.querySelectorAll('#accounts tbody tr')) {
      const dimension = row.getAttribute('data-dimension');
      const [best, own, others, chance, events, obtained] = row
        .querySelectorAll('td')
        .map((cell) => Number(cell.text.replace('−', '-')));
      expect((best ?? NaN) + (own ?? 0) + (others ?? 0) + (chance ?? 0) + (events ?? 0)).toBe(obtained);
      const counted = plain.points.filter((each) => each.dimension === dimension);
      expect(obtained).toBe(counted.reduce((sum, { points }) => sum + points, 0));
    }
    const widest = officer.page
      .querySelectorAll('.turning .decision')
      .map((one) =>
        Math.max(
          ...one
            .querySelectorAll('.lost > li')
            .map((each) => -Number((each.getAttribute('data-loss') ?? '').replace('−', '-'))),
        ),
      );
    expect(widest.length).toBeGreaterThan(0);
    expect(widest).toEqual(widest.toSorted((a, b) => b - a));
    // Eight stand open; the rest lies under a fold.
    const folded = officer.page.querySelectorAll('.turning-more .decision').length;
    expect(widest.length - folded).toBe(Math.min(8, widest.length));
    const first = officer.page.querySelector('.turning .decision')?.innerHTML ?? '';
    expect(first.indexOf('class="lost"')).toBeGreaterThan(
      Math.max(first.indexOf('class="whys"'), first.indexOf('class="standard')),
    );
    await officer.get(`${base()}/knowledge`);
    expect(officer.words).toContain('could have known from');
  });

  it('gives its lines to those who facilitate, without a name of anybody', async () => {
    expect(lines).not.toMatch(/สมหญิง|Daw Khin|ສົມສັກ/);
    for (const { id } of Object.values(room.people)) expect(lines).not.toContain(id);
    await officer.get(`/live/${room.run}/log.jsonl`, 404);
    const text = plain.texts[0];
    if (text) {
      await room.console.get(`/live/${room.run}/console`);
      await database
        .db()('run_texts')
        .where({ run_id: room.run, seq: text.seq, field: text.field })
        .update({ body: null, erased_at: room.site.clock.now });
      await room.console.get(`/live/${room.run}/log.jsonl`);
      expect(room.console.text).not.toContain(JSON.stringify(text.body));
      expect(readPlainly(exercise, room.console.text).ending).toBe(plain.ending);
    }
  });

  it('asks the room one question on each sheet of the wall, and shows the answer only on the next', async () => {
    await room.console.get(`/workshops/${room.workshop.id}/live`);
    const links = room.console.page.querySelectorAll('main a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining([
        `/live/${room.run}/wall/questions`,
        `/live/${room.run}/log.jsonl`,
        `/workshops/${room.workshop.id}/case/${exercise.id}/paths`,
      ]),
    );
    await room.console.get(`/live/${room.run}/wall/questions`);
    let sheets = 0;
    let answers = 0;
    for (;;) {
      sheets += 1;
      expect(room.console.page.querySelectorAll('h1')).toHaveLength(1);
      answers += room.console.page.querySelectorAll('.ask-answer').length;
      const next = room.console.page.querySelector('a[rel=next]')?.getAttribute('href');
      if (!next) break;
      await room.console.get(next);
    }
    expect(sheets).toBeGreaterThan(2);
    expect(answers).toBeLessThan(sheets);
    expect(room.console.words).toContain('What will you do differently at your own desk');
  });

  it('lays the paths of all rooms over each other, drawn and as the same list, and names nobody', async () => {
    await room.console.get(`/workshops/${room.workshop.id}/case/${exercise.id}/paths?seat=${border}`);
    const steps = plain.decisions.filter(({ role }) => role === border);
    expect(room.console.page.querySelectorAll('svg.paths circle')).toHaveLength(steps.length);
    expect(room.console.page.querySelectorAll('.forks .fork')).toHaveLength(steps.length);
    expect(room.console.words).toContain('1 of 1');
    expect(room.console.words).not.toContain('Daw Khin');
    await officer.get(`/workshops/${room.workshop.id}/case/${exercise.id}/paths`, 404);
  });

  it('is also a file to print', async () => {
    const answer = await officer.agent.get(`${base()}/sheet.pdf`).buffer(true).expect(200);
    const { text } = await extractText(new Uint8Array(answer.body as Buffer), { mergePages: true });
    const ending = exercise.endings.find(({ id }) => id === plain.ending)?.title ?? '';
    expect(text.replace(/\s+/g, ' ')).toContain(ending);
    expect(text.replace(/\s+/g, ' ')).toContain('Decisions that turned the case');
  });
});
