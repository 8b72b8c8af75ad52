import { readPlainly } from '../scenario/plain-reading';
import {
  askedIn,
  cells,
  hidden,
  mean,
  newcomersIn,
  participantsOf,
  plain,
  standingIn,
  toldOutside,
  whole,
} from './counting';
import type { Expected, Told } from './lines';
import type { RawRun, RawWorkshop } from './raw';
import { recountGains, recountItems } from './recount-tests';

/** Which lines of a breakdown anybody may not see, as the year's own story has it; undefined: not even the names. */
export type Covered = readonly string[] | undefined;

export interface Outside {
  readonly represents: Covered;
  readonly agency: Covered;
  /** How runs ended, by the title of the table. */
  readonly endings: Readonly<Record<string, Covered>>;
  /** The presences of all half days, as the year's own story has them told. */
  readonly presence: Share;
  /** What became of a month's question and is covered; undefined: nothing of it is told. */
  readonly answers: Readonly<Record<number, Covered>>;
}

/** A count of which only a part may be told: what is told, and whether more may be true. */
export interface Share {
  readonly told: number;
  readonly more: boolean;
}

const months = [
  '',
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The days of a workshop as its reports write them. */
export function datesOf({ starts_on: from, ends_on: to }: Pick<RawWorkshop, 'starts_on' | 'ends_on'>): string {
  return `${Number(from.slice(8))} – ${Number(to.slice(8))} ${months[Number(to.slice(5, 7))]} ${to.slice(0, 4)}`;
}

/**
 * Everything that the report of a workshop must say, counted anew from its rows. `outside` says what is covered in the
 * version for anybody; without it, this is the version of those who ran it. `others`: all ended workshops but this one.
 */
export function recountWorkshop(workshop: RawWorkshop, others: readonly RawWorkshop[], outside?: Outside): Expected[] {
  const own = outside === undefined;
  const title = `Report: ${workshop.title}`;
  const fact = (figure: string, value: string): Expected => ({
    part: title,
    table: '',
    line: figure,
    figure: '',
    value,
  });
  return [
    fact('Workshop', workshop.title),
    fact('Place', workshop.venue),
    fact('Dates', datesOf(workshop)),
    fact('Curriculum', `${workshop.version} (${workshop.publication_id.slice(0, 12)})`),
    ...recountPeople(workshop, others, outside),
    ...recountPresence(workshop, outside),
    ...recountGains(workshop, own),
    ...recountItems(workshop, others, own),
    ...recountCases(workshop, outside),
    ...recountOpinions(workshop, own),
    ...recountFollowups(workshop, outside),
  ];
}

/** A sentence of a report that holds a figure. */
export const sentence = (part: string, line: string): Expected => ({ part, table: '', line, figure: '', value: '' });

export const inWords = (told: Told): string => (typeof told === 'string' ? told : String(told.value));

function breakdown(
  said: readonly (string | null)[],
  [part, table, figure]: readonly [string, string, string],
  covered?: { lines: Covered },
): Expected[] {
  const names = said.map((one) => (one ?? '').trim() || 'Did not say');
  if (covered && !covered.lines) return [{ part, table, line: 'Not shown by line', figure, value: hidden }];
  return [...new Set(names)].map((line) => {
    const count = names.filter((name) => name === line).length;
    return { part, table, line, figure, value: covered?.lines?.includes(line) ? hidden : whole(count) };
  });
}

function recountPeople(
  workshop: RawWorkshop,
  others: readonly RawWorkshop[],
  outside: Outside | undefined,
): Expected[] {
  const people = participantsOf(workshop);
  const told = (count: number) => inWords(outside ? toldOutside(count, people.length) : whole(count));
  const newcomers = newcomersIn(workshop, [workshop, ...others]).length;
  const by = (kind: 'represents' | 'agency', table: string) =>
    breakdown(
      people.map((one) => one[kind]),
      ['Participants', table, 'People'],
      outside && { lines: outside[kind] },
    );
  return [
    sentence('Participants', `Participants in all: ${told(people.length)}.`),
    sentence('Participants', `Of them, for the first time in a workshop of the programme: ${told(newcomers)}.`),
    ...by('represents', 'Participants by Member or organisation'),
    ...by('agency', 'Participants by agency'),
  ];
}

/** The half days of a workshop, and how its reports name them. */
function halfDaysOf({ starts_on, ends_on }: RawWorkshop): { half: string; name: string }[] {
  const days: string[] = [];
  for (let at = Date.parse(starts_on); at <= Date.parse(ends_on); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days.flatMap((day) =>
    (['am', 'pm'] as const).map((end) => {
      const [weekday, , ,] = new Date(`${day}T00:00:00Z`).toUTCString().split(/[ ,]+/);
      const month = months[Number(day.slice(5, 7))] ?? '';
      const name = `${weekday} ${Number(day.slice(8))} ${month === 'September' ? 'Sept' : month.slice(0, 3)}`;
      return { half: `${day}-${end}`, name: `${name}, ${end === 'am' ? 'morning' : 'afternoon'}` };
    }),
  );
}

function recountPresence(workshop: RawWorkshop, outside: Outside | undefined): Expected[] {
  const own = outside === undefined;
  const people = participantsOf(workshop);
  const standing = standingIn(workshop);
  const told = (count: number) => (own ? whole(count) : toldOutside(count, people.length));
  const marks = { Present: 'present', ...(own && { Absent: 'absent', Excused: 'excused', 'Not recorded': undefined }) };
  const table = 'Who was there, by half day';
  const halves = halfDaysOf(workshop);
  const lines = halves.map(({ half, name }) => ({
    name,
    given: people.map(
      ({ person_id }) => workshop.attendance.find((one) => one.person_id === person_id && one.half_day === half)?.mark,
    ),
  }));
  const cell = (line: string, figure: string, value: Told): Expected => ({
    part: 'Attendance',
    table,
    line,
    figure,
    value,
  });
  return [
    sentence('Attendance', `Certificates that stand: ${inWords(told(standing.length))}.`),
    ...Object.entries(marks).flatMap(([figure, mark]) => {
      const counts = lines.map(({ name, given }) => ({ name, count: given.filter((one) => one === mark).length }));
      const all = counts.reduce((sum, { count }) => sum + count, 0);
      const [least, most] = outside ? [outside.presence.told, all] : [all, all];
      if (least > most) throw new Error(`${workshop.title} tells of more presences than there were.`);
      return [
        ...counts.map(({ name, count }) => cell(name, figure, told(count))),
        cell('All half days together', figure, outside ? asTold(outside.presence) : whole(all)),
      ];
    }),
  ];
}

/** A count as reports write it where a part of it may be covered. */
export function asTold({ told, more }: Share): Told {
  if (!more) return whole(told);
  return told < 5 ? hidden : `${told} or more`;
}

/** What a run of a case came to, read by the second, slow reading of its rules. */
function outcomeOf({ compiled, case_hash, seed, log }: RawRun): { title: string; ending: string; breaches: number } {
  const head = { line: 'run', caseHash: case_hash, seed };
  const lines = [head, ...log.map(({ seq, input }) => ({ line: 'input', seq, input }))];
  const { ending, breaches } = readPlainly(compiled, lines.map((line) => JSON.stringify(line)).join('\n'));
  const said = compiled.endings.find(({ id }) => id === ending)?.title ?? 'no ending';
  return { title: compiled.title, ending: said, breaches: new Set(breaches.map(({ id }) => id)).size };
}

function recountCases(workshop: RawWorkshop, outside: Outside | undefined): Expected[] {
  const own = outside === undefined;
  const runs = workshop.runs.filter(({ ending }) => ending !== null).map(outcomeOf);
  return [...new Set(runs.map(({ title }) => title))].flatMap((title): Expected[] => {
    const mine = runs.filter((run) => run.title === title);
    const careful = mine.filter(({ breaches }) => breaches === 0).length;
    const [n = '', value = '', from = '', to = ''] = cells(mean(mine.map(({ breaches }) => breaches)), plain, own);
    const told = own ? whole(careful) : toldOutside(careful, mine.length);
    const line = { 'Runs (n)': n, 'Breaches in a run': value, From: from, To: to, 'Runs without a breach': told };
    const table = `${title}: how runs ended`;
    const covered = outside && { lines: outside.endings[table] };
    return [
      ...breakdown(
        mine.map(({ ending }) => ending),
        ['The case', table, 'People'],
        covered,
      ),
      ...Object.entries(line).map(([figure, cell]) => ({
        part: 'The case',
        table: 'Breaches by run',
        line: title,
        figure,
        value: cell,
      })),
    ];
  });
}

const questions: Readonly<Record<string, string>> = {
  purpose: 'It was clear what each session was for.',
  work: 'What we did fits my daily work.',
  language: 'I understood the language of the workshop.',
  case: 'The case made me decide as I have to at work.',
  safe: 'I could say what I think.',
  pace: 'There was time enough to think.',
  tools: 'I will use at least one of the tools in the next month.',
  again: 'I would send a colleague to this workshop.',
};

function recountOpinions({ evaluation, answerers, closed }: RawWorkshop, own: boolean): Expected[] {
  if (!closed || answerers < 5) return [];
  return Object.entries(questions).flatMap(([id, line]) => {
    const ratings = evaluation.flatMap(({ question, rating }) => (question === id && rating !== null ? [rating] : []));
    if (ratings.length === 0) return [];
    const [n = '', value = '', from = '', to = ''] = cells(mean(ratings), plain, own);
    return Object.entries({ 'People (n)': n, Mean: value, From: from, To: to }).map(([figure, cell]) => ({
      ...{ part: 'Evaluation', table: 'Means of the ratings', line, figure, value: cell },
    }));
  });
}

/** The lines of which each person who was asked is in one, by the words of the table. */
export const outcomes = {
  Kept: 'kept',
  'Something else': 'changed',
  'Not yet': 'not yet',
  Declined: 'declined',
  'No answer': 'silent',
} as const;
const answers = ['kept', 'changed', 'not yet'];

/** What is told of one month's question: of a line that is covered nothing, and of a sum with such a line the rest. */
export function toldAnswers(workshop: RawWorkshop, month: number, outside: Outside | undefined): Record<string, Share> {
  const asked = askedIn(workshop, month);
  const people = participantsOf(workshop).length;
  const told = outside ? outside.answers[month] : [];
  const isCovered = (outcome: string) => told === undefined || told.includes(outcome);
  const over = (names: readonly string[]): Share => ({
    told: asked.filter((one) => names.includes(one) && !isCovered(one)).length,
    more: names.some(isCovered),
  });
  const all: Share =
    isCovered('not asked') && asked.length < people
      ? over([...Object.values(outcomes)])
      : { told: asked.length, more: false };
  return {
    'People asked': all,
    Answered: over(answers),
    ...Object.fromEntries(Object.entries(outcomes).map(([figure, outcome]) => [figure, over([outcome])])),
  };
}

function recountFollowups(workshop: RawWorkshop, outside: Outside | undefined): Expected[] {
  return [1, 3, 6].flatMap((month) => {
    const asked = askedIn(workshop, month);
    if (asked.length === 0) return [];
    const few = !outside && asked.filter((one) => answers.includes(one)).length < 5;
    return Object.entries(toldAnswers(workshop, month, outside)).map(([figure, share]): Expected => ({
      ...{ part: 'After the return to work', table: 'Commitments, by month after the workshop', figure },
      line: afterMonths(month),
      value: few && ['Kept', 'Something else', 'Not yet'].includes(figure) ? hidden : asTold(share),
    }));
  });
}

export const afterMonths = (month: number) => `After ${month} month${month === 1 ? '' : 's'}`;
