import {
  type Counted,
  alpha,
  bothOf,
  cells,
  correlation,
  hundredths,
  mean,
  participantsOf,
  plain,
  rightness,
  testsOf,
  whole,
} from './counting';
import type { Expected, Told } from './lines';
import type { RawItem, RawWorkshop } from './raw';

type Rows = (line: string, cells: Readonly<Record<string, Told>>) => Expected[];

const rowsOf =
  (part: string, table: string): Rows =>
  (line, told) =>
    Object.entries(told).map(([figure, value]) => ({ part, table, line, figure, value }));

const interval = ([n, value, from, to]: readonly Told[], names: readonly [string, string]) => ({
  [names[0]]: n ?? '',
  [names[1]]: value ?? '',
  From: from ?? '',
  To: to ?? '',
});

/** Gains of the whole test and of each objective that both forms ask for, and the reliability of both forms. */
export function recountGains(workshop: RawWorkshop, own: boolean): Expected[] {
  const both = bothOf(workshop);
  const rows = rowsOf('Gains', 'Gain from the test before to the test after, in hundredths');
  const line = (name: string, asked: (item: RawItem) => boolean) => {
    const share = (form: 'pre' | 'post', marks: readonly number[]) => {
      const own = workshop.items
        .filter((item) => item.form === form)
        .map((item, at) => [asked(item), marks[at] ?? 0] as const);
      const counted = own.filter(([isAsked]) => isAsked);
      return counted.reduce((sum, [, mark]) => sum + mark, 0) / counted.length;
    };
    const before = both.map((one) => share('pre', one.before.marks));
    const after = both.map((one) => share('post', one.after.marks));
    const gain = mean(after.map((one, at) => one - (before[at] ?? 0)));
    const told = (values: readonly number[]) => cells(mean(values), hundredths, own)[1] ?? '';
    const names = ['People (n)', 'Gain'] as const;
    return rows(name, { Before: told(before), After: told(after), ...interval(cells(gain, hundredths, own), names) });
  };
  const asks = (form: string, objective: string) =>
    workshop.items.some((item) => item.form === form && item.objective === objective);
  const objectives = [...workshop.objectives].filter(([id]) => asks('pre', id) && asks('post', id));
  const forms = (
    [
      ['pre', 'Test before the workshop'],
      ['post', 'Test after the workshop'],
    ] as const
  ).flatMap(([form, name]) => {
    const counted = alpha(testsOf(workshop, form).map(({ marks }) => marks));
    const told = interval(cells(counted, plain, own), ['People (n)', 'Alpha']);
    return rowsOf('Gains', 'Reliability of each test (Cronbach’s alpha)')(name, told);
  });
  return [
    ...line('The whole test', () => true),
    ...objectives.flatMap(([id, name]) => line(name, (item) => item.objective === id)),
    ...forms,
  ];
}

/** One question in one workshop: what everybody scored in it, in the rest of the test, and chose. */
interface Answers {
  readonly marks: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
  readonly tests: ReturnType<typeof testsOf>;
  readonly at: number;
}

function answersTo(workshop: RawWorkshop, item: RawItem): Answers {
  const tests = testsOf(workshop, item.form);
  const items = workshop.items.filter(({ form }) => form === item.form);
  const at = items.findIndex(({ id, version }) => id === item.id && version === item.version);
  if (at < 0) return { marks: [], pairs: [], tests: [], at };
  const marks = tests.map((test) => test.marks[at] ?? 0);
  return {
    marks,
    pairs: tests.map(({ total }, who) => [marks[who] ?? 0, (total - (marks[who] ?? 0)) / (items.length - 1)] as const),
    tests,
    at,
  };
}

/** What is said of each question: here, and over every workshop that may be added up. */
export function recountItems(workshop: RawWorkshop, others: readonly RawWorkshop[], own: boolean): Expected[] {
  const items = (['pre', 'post'] as const).flatMap((form) => workshop.items.filter((item) => item.form === form));
  return items.flatMap((item, place) => {
    const here = answersTo(workshop, item);
    const added = others
      .filter((one) => participantsOf(one).length >= 5)
      .map((one) => answersTo(one, item))
      .filter(({ marks }) => marks.length >= 5);
    const all = own || here.marks.length >= 5 ? [...added, here] : added;
    const name = `${place + 1}. ${item.form === 'pre' ? 'Before' : 'After'}: ${item.stem}`;
    const pooled = rightness(all.flatMap(({ marks }) => marks));
    const goes = correlation(all.flatMap(({ pairs }) => pairs));
    const part = 'Questions of the tests';
    const [n, right] = cells(rightness(here.marks), hundredths, own);
    const [, ...discrimination] = cells(goes, plain, own);
    return [
      ...rowsOf(part, 'How many had it right, in hundredths')(name, {
        'People (n)': n ?? '',
        'Right, here': right ?? '',
        ...interval(cells(pooled, hundredths, own), ['People, all workshops (n)', 'Right, all workshops']),
      }),
      ...rowsOf(part, 'How each question goes with the rest of its test')(name, {
        Workshops: whole(all.length),
        ...interval(
          [cells(pooled, plain, own)[0] ?? '', ...discrimination],
          ['People, all workshops (n)', 'Discrimination'],
        ),
        'What can be said': verdict(pooled, goes),
      }),
      ...(own ? choices(item, place, here, all) : []),
    ];
  });
}

function verdict({ n, value = 0 }: Counted, { value: goes = 0 }: Counted): string {
  if (n < 30) return 'too few people';
  if (value > 0.95) return 'nearly everybody knows it';
  if (value < 0.2) return 'hardly anybody knows it';
  return goes < 0.15 ? 'does not go with the rest: look at it' : 'works';
}

/** How often each option was chosen here, by the best and the weakest 27 in a hundred, and in all workshops. */
function choices(item: RawItem, place: number, here: Answers, all: readonly Answers[]): Expected[] {
  if (item.type === 'order' || item.type === 'evaluate') return [];
  const ranked = here.tests
    .map((test, at) => ({ ...test, came: at }))
    .sort((one, other) => other.total - one.total || one.came - other.came);
  const few = Math.round(ranked.length * 0.27);
  return item.options.flatMap(({ id, content }) => {
    const among = ({ at }: Answers, tests: Answers['tests']) =>
      whole(tests.filter(({ chosen }) => chosen[at]?.includes(id)).length);
    const everywhere = all.reduce(
      (sum, one) => sum + one.tests.filter(({ chosen }) => chosen[one.at]?.includes(id)).length,
      0,
    );
    return rowsOf('Questions of the tests', 'What was chosen')(`${place + 1}${id} ${wordsIn(content).join('')}`, {
      'Chosen, here': among(here, here.tests),
      'By the upper 27%': among(here, ranked.slice(0, few)),
      'By the lower 27%': among(here, ranked.slice(ranked.length - few)),
      'Chosen, all workshops': whole(everywhere),
    });
  });
}

/** Every word that stands in a piece of the curriculum, in order. */
function wordsIn(content: unknown): string[] {
  if (Array.isArray(content)) return content.flatMap(wordsIn);
  if (typeof content !== 'object' || content === null) return [];
  const { text, children } = content as { text?: unknown; children?: unknown };
  return [...(typeof text === 'string' ? [text] : []), ...wordsIn(children)];
}
