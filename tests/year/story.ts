import { answer, comeAsAlumna, ownCertificate, reissue, sendReminders } from './after';
import { agreed, disagreements } from './agreeing';
import { type Held, comeBack, open } from './held';
import { drawn, walkIn } from './people';
import { readRaw } from './raw';
import { recountProgramme } from './recount-programme';
import {
  bringIn,
  cohortOf,
  covered,
  inDirectory,
  plans,
  playFirst,
  playSecond,
  playThird,
  standInDirectory,
  substituteIn,
} from './the-three';
import type { Year } from './year';

/** One step of the year: what happens in it, as a sentence, and how. Each stands on those before it. */
interface Step {
  readonly name: string;
  readonly act: (year: Year, held: (at: number) => Held, workshops: Held[]) => Promise<void>;
}

const halfOf = (one: Held, month: number) =>
  cohortOf(one)
    .sort((a, b) => drawn(1000, a, month) - drawn(1000, b, month))
    .slice(0, 12);

/** The office sends the letters of a month, and half of the cohort answers: by the link, or who has none on their own page. */
async function askAndAnswer(year: Year, held: Held, month: number, names = halfOf(held, month)): Promise<void> {
  const links = await sendReminders(year);
  for (const name of names) {
    const email = held.plan.officers.find((one) => one.name === name)?.email ?? '';
    await answer(held, month, name, links.get(email));
  }
}

export const story: readonly Step[] = [
  {
    name: 'opens three workshops in three places',
    act: async (year, _held, workshops) => {
      for (const plan of plans) workshops.push(await open(year, plan));
    },
  },
  {
    name: 'brings in the first list and gives a place to a substitute',
    act: async (year, held) => {
      await year.until('2027-08-20');
      await bringIn(held(0));
      await year.until('2027-09-12');
      await substituteIn(held(0));
    },
  },
  {
    name: 'holds the first workshop, which runs late and keeps its lunch',
    act: async (_year, held) => {
      const { offers, then } = await playFirst(held(0));
      expect(offers.length).toBeGreaterThan(0);
      for (const offer of offers) expect(offer).toMatch(/(\d\d):(\d\d)–(\d\d):\2 Lunch/);
      expect(then).toContain('Now Lunch 60 min until');
      const [, ends = ''] = /the day ends at (\d\d:\d\d); it must be over at 17:00/.exec(then) ?? [];
      expect(ends > '12:00').toBe(true);
      expect(ends <= '17:00').toBe(true);
    },
  },
  {
    name: 'issues a certificate anew where a name was wrong, and says so to whoever holds the paper',
    act: async (year, held) => {
      const old = await ownCertificate(held(0), walkIn.listed);
      await reissue(held(0), walkIn.listed, 'Nguyễn Thị Ngọc Kanari', 'Her name was short of a part.');
      const anew = await ownCertificate(held(0), walkIn.listed);
      expect((await year.visitor().get(old.verify)).words).toContain('has been replaced');
      expect((await year.visitor().get(anew.verify)).words).toContain('Nguyễn Thị Ngọc Kanari');
    },
  },
  {
    name: 'counts the programme when its first workshop is over',
    act: async (year) => {
      await year.until('2027-09-20');
      const [few] = covered;
      const outside = { ...few, agency: [...few.agency, 'Kanari desk'], endings: {}, answers: {} };
      const expected = recountProgramme(await readRaw(year.db), '2027-09-20', () => outside);
      expect(await disagreements(year.auditor, '/reports', expected)).toEqual(agreed);
    },
  },
  {
    name: 'asks after a month, and half of them answer',
    act: async (year, held) => {
      await year.until('2027-10-15');
      await askAndAnswer(year, held(0), 1);
    },
  },
  {
    name: 'holds the second workshop, where the network dies during the post-test',
    act: async (year, held) => {
      await year.until('2027-10-25');
      await bringIn(held(1));
      await year.until('2027-11-13');
      await substituteIn(held(1));
      await playSecond(held(1));
    },
  },
  {
    name: 'asks the first after three months and the second after one',
    act: async (year, held) => {
      await year.until('2027-12-15');
      await askAndAnswer(year, held(0), 3);
      await year.until('2027-12-17');
      await askAndAnswer(year, held(1), 1);
    },
  },
  {
    name: 'erases the officer who asks for it',
    act: async (year, held) => {
      await year.until('2028-01-10');
      await standInDirectory(held(0), walkIn.listed, 'Head of the Kanari desk');
      const { code } = await ownCertificate(held(0), walkIn.listed);
      const alumna = await comeAsAlumna(year, code);
      await alumna.get('/me/erasure');
      await alumna.send('/me/erasure', { certificates: 'erased', sure: 'yes' });
    },
  },
  {
    name: 'takes out of the directory whoever withdraws her consent, and counts her still',
    act: async (year, held) => {
      await standInDirectory(held(0), inDirectory.stands, 'Analyst at the river');
      const { code } = await ownCertificate(held(0), inDirectory.looks);
      const look = async () => (await (await comeAsAlumna(year, code)).get('/alumni/directory')).words;
      expect(await look()).toContain('Analyst at the river');
      await year.until('2028-02-01');
      const own = await (await comeBack(held(0), inDirectory.stands)).get('/alumni/profile');
      await own.send('/alumni/consent-withdrawals');
      expect(await look()).not.toContain('Analyst at the river');
    },
  },
  {
    name: 'holds the third workshop, to which somebody of the first comes again',
    act: async (year, held) => {
      await bringIn(held(2));
      await year.until('2028-02-17');
      await askAndAnswer(year, held(1), 3);
      await year.until('2028-02-20');
      await playThird(held(2));
      await reissue(held(2), 'සුනිල්', 'සුනිල් පෙරේරා', 'Half of his name was missing.');
    },
  },
  {
    name: 'asks until half a year after the last',
    act: async (year, held) => {
      await year.until('2028-03-15');
      await askAndAnswer(year, held(0), 6);
      await year.until('2028-03-23');
      await askAndAnswer(year, held(2), 1);
      await year.until('2028-05-17');
      await askAndAnswer(year, held(1), 6);
      await year.until('2028-05-23');
      await askAndAnswer(year, held(2), 3);
      await year.until('2028-08-23');
      await askAndAnswer(year, held(2), 6, halfOf(held(2), 6).slice(0, 3));
    },
  },
];
