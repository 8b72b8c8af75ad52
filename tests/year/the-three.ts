import { checkIn, evaluate, keyInSheets, mark, runLate } from './running';
import { commit, issue } from './after';
import { type Held, type Plan, comeBack, halfDays, moment } from './held';
import { comeByCard, comeByCode, dryRun, merge, semicolons, substitute, unicodeText, workbook } from './joining';
import { type Officer, comesBack, first, second, substitutes, third, walkIn } from './people';
import { playAlone, playTogether } from './playing';
import { leaveTest, takeTest } from './testing';
import { answerWithoutNetwork, networkIsBack } from './without-network';

const title = 'Information sharing across borders';
const bangkok = { venue: 'Training Centre, Bangkok', timeZone: 'Asia/Bangkok', offset: '+07:00' };
const nadi = { venue: 'Harbour House, Nadi', timeZone: 'Pacific/Fiji', offset: '+12:00' };
const colombo = { venue: 'Academy hall, Colombo', timeZone: 'Asia/Colombo', offset: '+05:30' };

export const plans: readonly Plan[] = [
  { title: `${title} I`, ...bangkok, startsOn: '2027-09-13', endsOn: '2027-09-14', officers: first },
  { title: `${title} II`, ...nadi, startsOn: '2027-11-15', endsOn: '2027-11-16', officers: second },
  { title: `${title} III`, ...colombo, startsOn: '2028-02-21', endsOn: '2028-02-22', officers: third },
];

/** Who is in the workshop when it is over. */
export function cohortOf({ plan }: Held): string[] {
  return plan.officers.map(({ name }) => substitutes.find(({ away }) => away === name)?.comes ?? name);
}

const except = (all: readonly string[], ...away: readonly string[]) => all.filter((name) => !away.includes(name));

/** The lists come weeks before: one with semicolons after one with faults, one in UTF-16, one as a workbook. */
export async function bringIn(held: Held): Promise<void> {
  const { daniel } = held.year;
  const at = plans.indexOf(held.plan);
  const onList = at === 1 ? held.plan.officers.slice(0, 20) : held.plan.officers;
  const observer: Officer = { name: 'Observer of the RSO', represents: 'RSO', agency: '' };
  const list = [() => semicolons(onList, [observer]), () => unicodeText(onList), () => workbook(onList)][at];
  if (at === 0) {
    await dryRun(held, 'first-try.csv', Buffer.from('Name,E-mail\nAni,ani@x.example\n,nobody\n'));
    if (!daniel.words.includes('2 things are wrong')) throw new Error(`Nobody saw what is wrong: ${daniel.words}`);
  }
  const path = await dryRun(held, ['list.csv', 'list.txt', 'list.xlsx'][at] ?? '', list?.() ?? Buffer.alloc(0));
  await daniel.send(`${path}/confirm`);
  await daniel.follow();
  const added = onList.length + (at === 0 ? 1 : 0);
  if (!daniel.words.includes(`${added} people added`)) throw new Error(`The list was not brought in: ${daniel.words}`);
}

/** Somebody cannot come, and whoever their agency names instead gets the place. */
export async function substituteIn(held: Held): Promise<void> {
  for (const one of substitutes)
    if (held.plan.officers.some(({ name }) => name === one.away)) await substitute(held, one);
}

/** The first workshop: a walk-in who was on the list, a late lunch, a room that plays with some who play alone. */
export async function playFirst(held: Held): ReturnType<typeof runLate> {
  const people = cohortOf(held);
  const [one, two, three, four] = halfDays(held) as [string, string, string, string];
  moment(held, 0, '08:00');
  await comeByCard(held, [walkIn.listed]);
  await comeByCode(held, { name: walkIn.typed, represents: 'Viet Nam', agency: '' });
  moment(held, 0, '08:30');
  await mark(held, one, { [walkIn.listed]: 'absent', [people[8] ?? '']: 'excused' });
  for (const name of except(people, walkIn.listed, people[8] ?? '', people[20] ?? ''))
    await takeTest(held, 'pre', name);
  await takeTest(held, 'pre', walkIn.typed);
  await leaveTest(held, 'pre', people[20] ?? '');
  const late = await runLate(held);
  await merge(held, walkIn.listed, walkIn.typed);
  await mark(held, two, { [people[8] ?? '']: 'excused', [people[13] ?? '']: 'absent' });
  moment(held, 1, '10:00');
  await mark(held, three, { [people[13] ?? '']: 'absent' });
  await playTogether(held, 'three-desks', people.slice(0, 15));
  for (const name of people.slice(15, 23)) await playAlone(held, name);
  moment(held, 1, '15:40');
  await mark(held, four, { [people[5] ?? '']: 'present', [people[9] ?? '']: 'absent', [people[10] ?? '']: 'absent' });
  for (const name of except(people, people[13] ?? '', people[10] ?? '')) await takeTest(held, 'post', name);
  await close(held, people.slice(0, 20), people.slice(2, 22));
  return late;
}

/** The second: four come by the code alone, and the network is dead while the room takes the post-test. */
export async function playSecond(held: Held): Promise<void> {
  const people = cohortOf(held);
  const [one, two, three, four] = halfDays(held) as [string, string, string, string];
  moment(held, 0, '08:00');
  await comeByCard(held);
  for (const officer of held.plan.officers.slice(20)) await comeByCode(held, officer);
  await mark(held, one, { [people[3] ?? '']: 'absent' });
  moment(held, 0, '09:00');
  for (const name of except(people, people[3] ?? '')) await takeTest(held, 'pre', name);
  moment(held, 0, '14:00');
  // The list of this half day was never finished: most of it stays open.
  await mark(
    held,
    two,
    { [people[0] ?? '']: 'present', [people[1] ?? '']: 'present', [people[2] ?? '']: 'absent' },
    false,
  );
  await checkIn(held, two, people.slice(4, 21));
  moment(held, 1, '10:00');
  await mark(held, three, {});
  await playTogether(held, 'night-ferry', people.slice(0, 10));
  for (const name of people.slice(10)) await playAlone(held, name);
  moment(held, 1, '15:00');
  const phones = await answerWithoutNetwork(held, except(people, people[7] ?? ''));
  moment(held, 1, '17:30');
  await networkIsBack(held, phones, 150 * 60);
  await mark(held, four, { [people[7] ?? '']: 'absent' });
  await close(held, people.slice(0, 9), people.slice(6, 18), people.slice(9, 14));
}

/** The third: somebody of the first comes again; few play alone, and too few say what they think. */
export async function playThird(held: Held): Promise<void> {
  const people = cohortOf(held);
  moment(held, 0, '08:15');
  await comeByCard(held);
  for (const half of halfDays(held))
    await mark(held, half, half.endsWith('am') ? {} : { [people[11] ?? '']: 'absent' });
  for (const name of people) await takeTest(held, 'pre', name);
  moment(held, 1, '10:00');
  await playTogether(held, 'three-desks', people.slice(0, 20));
  for (const name of people.slice(20, 23)) await playAlone(held, name);
  moment(held, 1, '15:40');
  for (const name of except(people, people[2] ?? '', people[3] ?? '')) await takeTest(held, 'post', name);
  await close(held, people.slice(0, 4), people.slice(0, 12));
}

/** The end of a workshop: opinions, commitments, certificates; the evaluation is closed where enough have answered. */
async function close(
  held: Held,
  heard: readonly string[],
  committed: readonly string[],
  onPaper: readonly string[] = [],
) {
  const { daniel } = held.year;
  for (const name of heard) await evaluate(held, name);
  if (onPaper.length > 0) await keyInSheets(held, onPaper);
  for (const name of committed) await commit(held, name);
  const path = `${held.base}/evaluation`;
  await daniel.get(path);
  if (heard.length >= 5) await daniel.send(`${path}/closings`);
  await issue(held);
}

/** The first officer of a workshop who agrees to stand in the directory, and the one who looks there. */
export const inDirectory = { stands: comesBack, looks: 'Trần Quốc Bảo' };

/** Agrees to be shown with name, place and post. */
export async function standInDirectory(held: Held, name: string, post: string): Promise<void> {
  const phone = await (await comeBack(held, name)).get('/alumni/profile');
  const agreed = Object.fromEntries(['name', 'represents', 'post'].map((field) => [`show.${field}`, 'yes']));
  await phone.send('/alumni/profile', { represents: 'Thailand', post, ...agreed });
}

/** What nobody outside may see of each workshop: the few, and as many of the next as it takes that nothing adds up. */
export const covered = [
  {
    ...{ represents: ['Myanmar', 'Lao PDR', 'IOM'], agency: ['Did not say', 'Border guard', 'Prosecution'] },
    presence: { told: 90, more: true },
  },
  {
    ...{ represents: ['Republic of Korea', 'Fiji', 'UNODC'], agency: ['Did not say', 'Border guard', 'Prosecution'] },
    presence: { told: 87, more: true },
  },
  {
    ...{ represents: ['Jordan', 'Pakistan', 'Thailand'], agency: ['Did not say', 'Border guard', 'Prosecution'] },
    presence: { told: 92, more: true },
  },
] as const;
