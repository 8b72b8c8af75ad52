import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { addPerson, findPerson, grant, makeEntry } from '../src/accounts';
import { systemClock } from '../src/clock';
import { latestPublication } from '../src/curriculum';
import type { Db } from '../src/db';
import { newId } from '../src/ids';
import { beginRooms } from '../src/live/play';
import { listLiveRuns, listTables } from '../src/live/queries';
import { sitDown } from '../src/live/room-queries';
import { getCase } from '../src/scenario';
import { enrol, findWorkshop, openWorkshop } from '../src/workshops';
import { openExampleSite } from './load/example-site';
import type { Crowd, CrowdSays } from './load/live-crowd';

const rooms = 100;
/** By table: how many sit there. The first decides. */
const seats: readonly (readonly [role: string, people: number])[] = [
  ['pellara-border', 2],
  ['linden-house', 2],
  ['lorvane-police', 1],
];
const origin = 'bench';

/**
 * 500 people in 100 rooms on one process, each with a page open: how long after a table's recorder presses the button
 * the other screens at the table have been renewed (other tables see nothing of it before the barrier) (95 of 100 within `p95`), as a ratio to a bare round trip
 * (one decision and one page, while nothing else happens and nobody listens). First two decisions a second, then one in
 * every room at the same moment (`burst`). Then the facilitator closes the rounds, which the stand-ins finish for every
 * desk that has something left, and all five screens of a room are renewed: first of two rooms a second (`round`), then of
 * all rooms at the same moment (`roundBurst`). And what one open stream costs in memory once it is quiet.
 */
export async function run(): Promise<Record<string, number>> {
  const site = await openExampleSite();
  const { members, facilitator } = await seatEverybody(site.db);
  const crowd = fork(join(__dirname, 'load', 'live-crowd.js'), { serialization: 'advanced' });
  const hear = <Kind extends CrowdSays['kind']>(kind: Kind) =>
    new Promise<Extract<CrowdSays, { kind: Kind }>>((done, failed) => {
      const listen = (said: CrowdSays): void => {
        if (said.kind === 'failed') failed(new Error(said.reason));
        if (said.kind !== kind) return;
        crowd.off('message', listen);
        done(said as Extract<CrowdSays, { kind: Kind }>);
      };
      crowd.on('message', listen);
    });
  const ask = <Kind extends CrowdSays['kind']>(kind: Kind, message: Crowd) => {
    const answer = hear(kind);
    crowd.send(message);
    return answer;
  };
  try {
    const { bare } = await ask('ready', { do: 'enter', home: site.home, members, facilitator });
    const before = resting();
    await ask('listening', { do: 'listen' });
    const after = resting();
    const steady = await ask('decided', { do: 'decide', perSecond: 2 });
    const burst = await ask('decided', { do: 'decide', perSecond: 0 });
    const round = await ask('closed', { do: 'close', perSecond: 2 });
    const roundBurst = await ask('closed', { do: 'close', perSecond: 0 });
    const ratio = (delays: readonly number[], share: number): number => rounded(at(delays, share) / bare);
    return {
      people: members.length,
      rooms,
      bareMilliseconds: rounded(bare),
      p95Milliseconds: rounded(at(steady.delays, 0.95)),
      p95RatioToBareRoundTrip: ratio(steady.delays, 0.95),
      medianRatioToBareRoundTrip: ratio(steady.delays, 0.5),
      burstP95RatioToBareRoundTrip: ratio(burst.delays, 0.95),
      roundP95RatioToBareRoundTrip: ratio(round.delays, 0.95),
      roundMedianRatioToBareRoundTrip: ratio(round.delays, 0.5),
      roundBurstP95RatioToBareRoundTrip: ratio(roundBurst.delays, 0.95),
      screensRenewed: [steady, burst, round, roundBurst].reduce((sum, { delays }) => sum + delays.length, 0),
      kilobytesPerStream: rounded((after.heap - before.heap) / members.length / 1024),
      residentKilobytesPerStream: rounded((after.resident - before.resident) / members.length / 1024),
    };
  } finally {
    crowd.kill();
    await site.close();
  }
}

async function seatEverybody(db: Db): Promise<Required<Pick<Crowd, 'members' | 'facilitator'>>> {
  const now = systemClock();
  const publicationId = (await latestPublication(db)) ?? '';
  const host = await addPerson(db, origin, now, { displayName: 'Bench' });
  await grant(db, origin, now, host, 'facilitator', null);
  const facilitator = await findPerson(db, host);
  if (!facilitator) throw new Error('The facilitator was not added.');
  const id = newId();
  const plan = { title: 'Bench', venue: 'Bench', timeZone: 'UTC', startsOn: '2026-11-21', endsOn: '2026-11-22' };
  await openWorkshop(db, origin, now, facilitator, id, { ...plan, capacity: 500, publicationId });
  const workshop = await findWorkshop(db, facilitator, id);
  if (!workshop) throw new Error('The workshop was not opened.');
  const exercise = await getCase(db, workshop, 'three-desks');
  const tables = seats.map(([role]) => [role]);
  const play = { db, clock: systemClock, origin, snapshots: new Map(), report: () => undefined };
  for (let begun = 0; begun < rooms; begun += 20) {
    const deed = { input: newId(), by: host };
    await beginRooms(play, { workshopId: id, exercise, tables, rooms: 20, ...deed });
  }
  const members: { room: string; role: string; recorder: boolean; secret: string }[] = [];
  for (const run of await listLiveRuns(db, { id })) {
    const found = await listTables(db, run);
    for (const [role, people] of seats) {
      const table = found.find(({ roles }) => roles.includes(role));
      for (let seat = 0; table && seat < people; seat += 1) {
        const personId = await addPerson(db, origin, now, { displayName: `Officer ${members.length}` });
        await enrol(db, origin, now, workshop, personId, { role: 'participant' });
        await sitDown(db, origin, now, run, table, { id: personId });
        const secret = await makeEntry(db, now, { purpose: 'example', personId });
        members.push({ room: run.id, role, recorder: seat === 0, secret });
      }
    }
  }
  return { members, facilitator: await makeEntry(db, now, { purpose: 'example', personId: host }) };
}

/** What the process holds after it has tidied up. */
function resting(): { heap: number; resident: number } {
  setFlagsFromString('--expose-gc');
  const tidy = runInNewContext('gc') as () => void;
  tidy();
  tidy();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
