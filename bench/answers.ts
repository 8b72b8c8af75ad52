import { fork } from 'node:child_process';
import { join } from 'node:path';
import { addPerson, findPerson, grant, makeEntry } from '../src/accounts';
import { systemClock } from '../src/clock';
import { type Assessment, type Item, getPart, latestPublication } from '../src/curriculum';
import type { Db } from '../src/db';
import { newId } from '../src/ids';
import { enrol, findWorkshop, openWorkshop } from '../src/workshops';
import type { Crowd, CrowdSays } from './load/answering-crowd';
import { openExampleSite } from './load/example-site';

const people = 500;
const seconds = 60;
const origin = 'bench';

type Fields = readonly (readonly [name: string, value: string])[];

/**
 * 500 people of one workshop take the test after it within one minute, each answer sent when it is given and the test sent
 * at the end. One answer in ten comes twice at the same moment, one in twenty loses its reply and comes again, one test in
 * five is sent twice. How long an answer takes, as a ratio to the round trip of a page while nobody else asks, and to one
 * meanwhile (a busy machine slows both); how many are kept in a second; and what the database then holds: `lost` and
 * `doubled` answers and tests, which have to be 0.
 */
export async function run(args: readonly string[] = []): Promise<Record<string, number>> {
  const asked = args.find((word) => word.startsWith('--people='))?.slice('--people='.length);
  const site = await openExampleSite();
  try {
    const { id, members, answers } = await fillWorkshop(site.db, Number(asked ?? people));
    const crowd = fork(join(__dirname, 'load', 'answering-crowd.js'), { serialization: 'advanced' });
    const ask = <Kind extends CrowdSays['kind']>(kind: Kind, message: Crowd) =>
      new Promise<Extract<CrowdSays, { kind: Kind }>>((done, failed) => {
        crowd.once('message', (said: CrowdSays) => {
          if (said.kind === kind) done(said as Extract<CrowdSays, { kind: Kind }>);
          else failed(new Error(said.kind === 'failed' ? said.reason : `The crowd said ${said.kind}.`));
        });
        crowd.send(message);
      });
    try {
      await ask('entered', {
        do: 'enter',
        home: site.home,
        page: `/workshops/${id}`,
        test: `/workshops/${id}/tests/post`,
        members,
        answers,
      });
      const bare = await ask('measured', { do: 'measure' });
      const crowded = await ask('answered', { do: 'answer', seconds });
      const page = at(bare.page, 0.5);
      return {
        people: members.length,
        questions: answers.length,
        seconds: rounded(crowded.milliseconds / 1000),
        answersPerSecond: rounded((crowded.delays.length * 1000) / crowded.milliseconds),
        bareAnswerRatioToPage: rounded(at(bare.answer, 0.5) / page),
        p50RatioToPage: rounded(at(crowded.delays, 0.5) / page),
        p95RatioToPage: rounded(at(crowded.delays, 0.95) / page),
        p50RatioToPageMeanwhile: rounded(at(crowded.delays, 0.5) / at(crowded.pages, 0.5)),
        p95RatioToPageMeanwhile: rounded(at(crowded.delays, 0.95) / at(crowded.pages, 0.95)),
        sendP95RatioToPage: rounded(at(crowded.sends, 0.95) / page),
        p50Milliseconds: rounded(at(crowded.delays, 0.5)),
        p95Milliseconds: rounded(at(crowded.delays, 0.95)),
        pageMilliseconds: rounded(page),
        sentTwice: crowded.repeats,
        repliesLost: crowded.dropped,
        ...(await counted(site.db, id, members.length, answers)),
      };
    } finally {
      crowd.kill();
    }
  } finally {
    await site.close();
  }
}

/** A workshop with so many people, and an answer to each question of its test after. */
async function fillWorkshop(db: Db, count: number): Promise<{ id: string; members: string[]; answers: Fields[] }> {
  const now = systemClock();
  const publicationId = (await latestPublication(db)) ?? '';
  const host = await addPerson(db, origin, now, { displayName: 'Bench' });
  await grant(db, origin, now, host, 'facilitator', null);
  const facilitator = await findPerson(db, host);
  if (!facilitator) throw new Error('The facilitator was not added.');
  const id = newId();
  const plan = { title: 'Bench', venue: 'Bench', timeZone: 'UTC', startsOn: '2026-11-21', endsOn: '2026-11-22' };
  await openWorkshop(db, origin, now, facilitator, id, { ...plan, capacity: count, publicationId });
  const workshop = await findWorkshop(db, facilitator, id);
  if (!workshop) throw new Error('The workshop was not opened.');
  const members: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const personId = await addPerson(db, origin, now, { displayName: `Officer ${at}` });
    await enrol(db, origin, now, workshop, personId, { role: 'participant' });
    members.push(await makeEntry(db, now, { purpose: 'example', personId }));
  }
  const assessment = await getPart<Assessment>(db, publicationId, 'assessment');
  const answers = assessment.items.filter(({ form }) => form === 'post').map((item) => fieldsOf(item, assessment));
  return { id, members, answers };
}

/** A whole answer to this question, whatever it asks for. */
function fieldsOf(item: Item, { grid }: Assessment): Fields {
  const name = `a.${item.id}`;
  const [first] = item.options;
  if (item.type === 'order') return item.options.map(({ id }, at) => [`${name}.${id}`, String(at + 1)]);
  if (item.type === 'match') return item.options.map(({ id, match }) => [`${name}.${id}`, match ?? first?.match ?? '']);
  if (item.type === 'text' || item.type === 'number') return [[name, '7']];
  if (item.type === 'evaluate')
    return (['source', 'information', 'handling'] as const).map((part) => [
      `${name}.${part}`,
      Object.keys(grid?.[part] ?? {})[0] ?? '',
    ]);
  return [[name, first?.id ?? '']];
}

/** What the database holds of what was sent: every answer of everybody once, as it was given, and every test once. */
async function counted(db: Db, id: string, count: number, answers: readonly Fields[]): Promise<Record<string, number>> {
  const tests = await db('attempts').where({ workshop_id: id }).select<{ submitted_at: Date | null }[]>('submitted_at');
  const kept = await db('answers')
    .join('attempts', 'attempts.id', 'answers.attempt_id')
    .where({ workshop_id: id })
    .select<{ attempt_id: string; item_id: string; turn: number }[]>('attempt_id', 'item_id', 'turn');
  const items = answers.map((fields) => fields[0]?.[0].split('.')[1] ?? '');
  const right = kept.filter(({ item_id: item, turn }) => items.indexOf(item) + 1 === turn);
  const different = new Set(kept.map(({ attempt_id: attempt, item_id: item }) => `${attempt} ${item}`));
  return {
    answersKept: kept.length,
    lost: count * answers.length - right.length,
    doubled: kept.length - different.size + Math.max(0, kept.length - count * answers.length),
    testsLost: count - tests.filter(({ submitted_at: sent }) => sent !== null).length,
    testsDoubled: tests.length - count,
  };
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
