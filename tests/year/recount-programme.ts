import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/root';
import {
  type Counted,
  bothOf,
  cells,
  hidden,
  hundredths,
  mean,
  none,
  participantsOf,
  standingIn,
  toldOutside,
  whole,
} from './counting';
import type { Expected, Told } from './lines';
import type { RawWorkshop } from './raw';
import { datesOf, inWords, sentence } from './recount';

/** What the page of the programme covers, as the year's own story has it. */
export interface CoveredSeats {
  readonly represents: readonly string[];
  readonly agency: readonly string[];
}

/** A share of which only a part may be told: what is told, and whether more may be true. */
interface Share {
  readonly told: number;
  readonly of: number;
  readonly more: boolean;
}

/** Everything that the page of the programme must say on a day (ISO), counted anew from the rows of all workshops. */
export function recountProgramme(all: readonly RawWorkshop[], today: string, covered: CoveredSeats): Expected[] {
  const ended = all.filter(({ ends_on }) => ends_on < today);
  const held = ended.filter((one) => participantsOf(one).length >= 5);
  const years = [...new Set(held.map(({ ends_on }) => ends_on.slice(0, 4)))].sort();
  const places = held.flatMap((one) => participantsOf(one));
  const people = newcomersIn(held, all);
  const shares = years.map((year) => sharesOf(held.filter(({ ends_on }) => ends_on.startsWith(year))));
  const gain = gainOf(held);
  const [n, value, low, high] = cells(gain, hundredths, false).map((told) => rounded(told));
  const notice = `For programme staff, and to pass on. No figure is about one person or compares states. Workshops count when they have ended. Workshops of fewer than five people are in no figure; there were ${ended.length - held.length}.`;
  const names = new Set(places.map(({ represents }) => (represents ?? '').trim()).filter(Boolean));
  const values: Readonly<Record<string, Told>> = {
    people: whole(people.length),
    workshops: whole(held.length),
    represents: whole(names.size),
    attendance: inHundredths(together(shares.map(({ present }) => present))),
    certificates: inCounts(together(shares.map(({ certificates }) => certificates))),
    gain: `${value} (95%: ${low} to ${high}; n = ${n})`,
    commitments: 'not added up here; see the report of each workshop',
  };
  const cell = (part: string, table: string, line: string, figure: string, told: Told): Expected => ({
    part,
    table,
    line,
    figure,
    value: told,
  });
  const yearly = 'Workshops by the year in which they ended';
  return [
    { ...sentence('The programme in figures', 'As of'), value: today },
    sentence('The programme in figures', notice),
    ...indicators().flatMap(({ title, measure, target }) => [
      cell('Indicators', 'Indicators', title, 'Value', values[measure] ?? ''),
      cell('Indicators', 'Indicators', title, 'Target', target ?? none),
      cell('Indicators', 'Indicators', title, 'Unit', units[measure] ?? ''),
    ]),
    sentence(
      'Year by year',
      `Alumni who came back: ${inWords(toldOutside(places.length - people.length, places.length))} places were taken by people who had taken part before.`,
    ),
    ...years.flatMap((year, at) => {
      const those = held.filter(({ ends_on }) => ends_on.startsWith(year));
      const taken = those.flatMap((one) => participantsOf(one)).length;
      const { present, certificates } = shares[at] as ReturnType<typeof sharesOf>;
      return [
        cell('Year by year', yearly, year, 'Workshops', whole(those.length)),
        cell('Year by year', yearly, year, 'Places taken', whole(taken)),
        cell('Year by year', yearly, year, 'Attendance, %', inHundredths(present)),
        cell('Year by year', yearly, year, 'Certificates', inCounts(certificates)),
      ];
    }),
    ...gains('Gain of the whole test, by year', [
      ['All years', gain],
      ...years.map((year) => [year, gainOf(held.filter(({ ends_on }) => ends_on.startsWith(year)))] as const),
    ]),
    ...gains(
      'Gain of the whole test, latest workshops',
      held.map((one) => [`${one.title}, ${datesOf(one)}`, gainOf([one])] as const),
    ),
    ...seats('represents', 'People by Member or organisation', held, people, covered.represents),
    ...seats('agency', 'People by agency', held, people, covered.agency),
  ];
}

const units: Readonly<Record<string, string>> = {
  people: 'people',
  workshops: 'workshops',
  represents: 'Members and organisations',
  attendance: 'hundredths of the half days offered',
  certificates: 'certificates',
  gain: 'hundredths of the test',
  commitments: 'commitments',
};

/** The programme's indicators, line by line as their file has them. */
function indicators(): { title: string; measure: string; target: string | undefined }[] {
  const text = readFileSync(join(root, 'curriculum', 'logframe.md'), 'utf8');
  return [...text.matchAll(/- \{id: \S+, measure: (\w+), title: ('?)(.*?)\2(?:, target: (\d+))?\}/g)].map(
    ([, measure = '', , title = '', target]) => ({ title, measure, target }),
  );
}

/** Those who took their first place in one of these workshops: each person once. */
function newcomersIn(held: readonly RawWorkshop[], all: readonly RawWorkshop[]) {
  const first = new Map<string, string>();
  for (const { id, person_id } of all.flatMap(participantsOf))
    if (id < (first.get(person_id) ?? 'x')) first.set(person_id, id);
  return held.flatMap(participantsOf).filter(({ id, person_id }) => first.get(person_id) === id);
}

function sharesOf(those: readonly RawWorkshop[]): { present: Share; certificates: Share } {
  let [present, offered, certificates, places] = [0, 0, 0, 0];
  for (const one of those) {
    const people = participantsOf(one).map(({ person_id }) => person_id);
    const days = (Date.parse(one.ends_on) - Date.parse(one.starts_on)) / 86_400_000 + 1;
    places += people.length;
    offered += people.length * days * 2;
    present += one.attendance.filter(({ person_id, mark }) => mark === 'present' && people.includes(person_id)).length;
    certificates += standingIn(one).length;
  }
  return { present: shareOf(present, offered), certificates: shareOf(certificates, places) };
}

/** All of these workshops have so many people that a few are told as a bound, on the side of many. */
function shareOf(count: number, of: number): Share {
  const told = toldOutside(count, of);
  if (typeof told !== 'string') return { told: count, of, more: false };
  const [, bound] = /^(\d+) or more$/.exec(told) ?? [];
  if (bound === undefined) throw new Error(`The year has no such share: ${told} of ${of}.`);
  return { told: Number(bound), of, more: true };
}

function together(shares: readonly Share[]): Share {
  return shares.reduce((sum, one) => ({ told: sum.told + one.told, of: sum.of + one.of, more: sum.more || one.more }));
}

const rounded = (told: Told): string =>
  typeof told === 'string' ? told : told.value.toFixed(told.decimals).replace('-', '−');
const inHundredths = ({ told, of, more }: Share): Told =>
  more ? `${((100 * told) / of).toFixed(1)} or more` : hundredths(told / of);
const inCounts = ({ told, more }: Share): Told => (more ? `${told} or more` : whole(told));

/** The gain of the people of those workshops in which five or more sent both tests. */
function gainOf(those: readonly RawWorkshop[]): Counted {
  const share = ({ marks, total }: { marks: readonly number[]; total: number }) => total / marks.length;
  const gains = those.map((one) => bothOf(one).map(({ before, after }) => share(after) - share(before)));
  return mean(gains.filter(({ length }) => length >= 5).flat());
}

function gains(table: string, lines: readonly (readonly [string, Counted])[]): Expected[] {
  return lines.flatMap(([line, counted]) => {
    const told = cells(counted, hundredths, false);
    return ['People (n)', 'Gain', 'From', 'To'].map((figure, at) => ({
      part: 'Gains',
      table,
      line,
      figure,
      value: told[at] ?? '',
    }));
  });
}

function seats(
  kind: 'represents' | 'agency',
  table: string,
  held: readonly RawWorkshop[],
  people: ReturnType<typeof newcomersIn>,
  covered: readonly string[],
): Expected[] {
  const said = (one: { readonly represents: string | null; readonly agency: string | null }) =>
    (one[kind] ?? '').trim() || 'Did not say';
  const lines = [...new Set(people.map(said))];
  return lines.flatMap((line) => {
    const count = people.filter((one) => said(one) === line).length;
    const workshops = held.filter((one) => participantsOf(one).some((each) => said(each) === line)).length;
    const figures: [string, Told][] = [['People', covered.includes(line) ? hidden : whole(count)]];
    if (kind === 'represents') figures.push(['Workshops', whole(workshops)]);
    return figures.map(([figure, value]) => ({ part: 'Where people come from', table, line, figure, value }));
  });
}
