import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/root';
import {
  type Counted,
  askedIn,
  bothOf,
  cells,
  hundredths,
  mean,
  newcomersIn,
  none,
  participantsOf,
  standingIn,
  toldOutside,
  whole,
} from './counting';
import type { Expected, Told } from './lines';
import type { RawWorkshop } from './raw';
import { type Outside, type Share, afterMonths, asTold, datesOf, inWords, sentence, toldAnswers } from './recount';

/** A share of which only a part may be told. */
interface ShareOf extends Share {
  readonly of: number;
}

/** Everything that the page of the programme must say on a day (ISO), counted anew from the rows of all workshops. */
export function recountProgramme(
  all: readonly RawWorkshop[],
  today: string,
  outside: (workshop: RawWorkshop) => Outside,
): Expected[] {
  const ended = all.filter(({ ends_on }) => ends_on < today);
  const held = ended.filter((one) => participantsOf(one).length >= 5);
  const years = [...new Set(held.map(({ ends_on }) => ends_on.slice(0, 4)))].sort();
  const places = held.flatMap((one) => participantsOf(one));
  const inYear = (year: string) => held.filter(({ ends_on }) => ends_on.startsWith(year));
  const shares = years.map((year) => sharesOf(inYear(year), outside));
  const newcomers = held.map((one) => shareOf(newcomersIn(one, all).length, participantsOf(one).length));
  const again = newcomers.map(({ told, of, more }) => ({ told: more ? 1 : of - told, of, more }));
  const gain = gainOf(held);
  const [n, value, low, high] = cells(gain, hundredths, false).map((told) => rounded(told));
  const notice = `For programme staff, and to pass on. No figure is about one person or compares states. Workshops count when they have ended. Workshops of fewer than five people are in no figure; there were ${ended.length - held.length}.`;
  const names = new Set(places.map(({ represents }) => (represents ?? '').trim()).filter(Boolean));
  const values: Readonly<Record<string, Told>> = {
    people: asTold(together(newcomers)),
    workshops: whole(held.length),
    represents: whole(names.size),
    attendance: inHundredths(together(shares.map(({ present }) => present))),
    certificates: asTold(together(shares.map(({ certificates }) => certificates))),
    gain: `${value} (95%: ${low} to ${high}; n = ${n})`,
    commitments: commitments(held, outside),
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
      `Alumni who came back: ${inWords(asTold(together(again)))} places were taken by people who had taken part before.`,
    ),
    ...years.flatMap((year, at) => {
      const those = inYear(year);
      const taken = those.flatMap((one) => participantsOf(one)).length;
      const { present, certificates } = shares[at] as ReturnType<typeof sharesOf>;
      return [
        cell('Year by year', yearly, year, 'Workshops', whole(those.length)),
        cell('Year by year', yearly, year, 'Places taken', whole(taken)),
        cell('Year by year', yearly, year, 'Attendance, %', inHundredths(present)),
        cell('Year by year', yearly, year, 'Certificates', asTold(certificates)),
      ];
    }),
    ...gains('Gain of the whole test, by year', [
      ['All years', gain],
      ...years.map((year) => [year, gainOf(inYear(year))] as const),
    ]),
    ...gains(
      'Gain of the whole test, latest workshops',
      held.map((one) => [`${one.title}, ${datesOf(one)}`, gainOf([one])] as const),
    ),
    ...funnels('What became of commitments, all years', '', held, outside),
    ...years.flatMap((year) =>
      funnels(
        'What became of commitments, by the year in which the workshop ended',
        `${year}: `,
        inYear(year),
        outside,
      ),
    ),
    ...seats('represents', 'Places by Member or organisation', held, outside),
    ...seats('agency', 'Places by agency', held, outside),
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

function sharesOf(those: readonly RawWorkshop[], outside: (one: RawWorkshop) => Outside) {
  return {
    present: together(
      those.map((one) => {
        const days = (Date.parse(one.ends_on) - Date.parse(one.starts_on)) / 86_400_000 + 1;
        return { ...outside(one).presence, of: participantsOf(one).length * days * 2 };
      }),
    ),
    certificates: together(those.map((one) => shareOf(standingIn(one).length, participantsOf(one).length))),
  };
}

/** All of these workshops have so many people that a few are told as a bound, on the side of many. */
function shareOf(count: number, of: number): ShareOf {
  const told = toldOutside(count, of);
  if (typeof told !== 'string') return { told: count, of, more: false };
  const [, bound] = /^(\d+) or more$/.exec(told) ?? [];
  if (bound === undefined) throw new Error(`The year has no such share: ${told} of ${of}.`);
  return { told: Number(bound), of, more: true };
}

function together(shares: readonly ShareOf[]): ShareOf {
  return shares.reduce((sum, one) => ({ told: sum.told + one.told, of: sum.of + one.of, more: sum.more || one.more }), {
    told: 0,
    of: 0,
    more: false,
  });
}

/** Month by month, what the reports of these workshops tell of its question. */
function monthly(those: readonly RawWorkshop[], outside: (one: RawWorkshop) => Outside) {
  return [1, 3, 6].flatMap((month) => {
    const asking = those.filter((one) => askedIn(one, month).length > 0);
    const lines = asking.map((one) => toldAnswers(one, month, outside(one)));
    const names = Object.keys(lines[0] ?? {});
    const told = names.map((name): [string, Told] => {
      const all = lines.map((line) => ({ of: 0, told: 0, more: true, ...line[name] }));
      return [name, asTold(together(all))];
    });
    return asking.length > 0 ? [{ month, workshops: asking.length, told }] : [];
  });
}

function commitments(held: readonly RawWorkshop[], outside: (one: RawWorkshop) => Outside): string {
  const lines = monthly(held, outside).map(({ month, told }) => {
    const said = new Map(told.map(([name, value]) => [name, inWords(value)]));
    const [kept = '', answered = '', asked = ''] = ['Kept', 'Answered', 'People asked'].map((name) => said.get(name));
    return `${afterMonths(month)}: ${kept} (answered: ${answered}; asked: ${asked})`;
  });
  return lines.join('; ') || none;
}

function funnels(
  table: string,
  before: string,
  those: readonly RawWorkshop[],
  outside: (one: RawWorkshop) => Outside,
): Expected[] {
  return monthly(those, outside).flatMap(({ month, workshops, told }) =>
    [['Workshops', whole(workshops)] as const, ...told].map(([figure, value]) => ({
      ...{ part: 'After the return to work', table, line: `${before}${afterMonths(month)}`, figure, value },
    })),
  );
}

const rounded = (told: Told): string =>
  typeof told === 'string' ? told : told.value.toFixed(told.decimals).replace('-', '−');
const inHundredths = ({ told, of, more }: ShareOf): Told =>
  more ? `${((100 * told) / of).toFixed(1)} or more` : hundredths(told / of);

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
  outside: (one: RawWorkshop) => Outside,
): Expected[] {
  const said = (one: { readonly represents: string | null; readonly agency: string | null }) =>
    (one[kind] ?? '').trim() || 'Did not say';
  const lines = [...new Set(held.flatMap(participantsOf).map(said))];
  return lines.flatMap((line) => {
    const sending = held.filter((one) => participantsOf(one).some((each) => said(each) === line));
    // Of a line that is covered it is told that somebody is in it.
    const told = sending.map((one) => {
      const covered = outside(one)[kind]?.includes(line) ?? true;
      const count = participantsOf(one).filter((each) => said(each) === line).length;
      return { told: covered ? 1 : count, of: 0, more: covered };
    });
    const figures: [string, Told][] = [
      ['Places taken', asTold(together(told))],
      ['Workshops', whole(sending.length)],
    ];
    return figures.map(([figure, value]) => ({ part: 'Where people come from', table, line, figure, value }));
  });
}
