import fc from 'fast-check';
import type { MarkedAttempt } from '../../src/assessment';
import { type Raw, figuresOf } from '../../src/reports/figures';
import { programmeOf } from '../../src/reports/programme';
import { programmeReport } from '../../src/reports/programme-report';
import { presenceOf } from '../../src/reports/presence';
import { type Gave, gaveOf } from '../../src/reports/sums';
import { bounded } from '../../src/reports/suppression';
import { workshopReport } from '../../src/reports/workshop-report';
import { wordsIn } from '../../src/words';
import { addedUp } from './added-up';

const t = wordsIn('en');
const workshop = { title: 'Workshop', venue: 'Nadi', startsOn: '2027-11-15', endsOn: '2027-11-16' };

/** The report of a workshop as anybody may have it. */
function reportOf(raw: Raw) {
  return workshopReport({
    ...{ workshop, figures: figuresOf(raw), after: { evaluation: [] }, sight: 'outside', t, publication: '1' },
    pooledOf: ({ sums }) => ({ workshops: 1, sums }),
    objectiveOf: (id) => ({ number: '1.1', text: id }),
  });
}

/** The page of the programme, all of whose workshops ended in these years. */
function pageOf(all: readonly Raw[]) {
  const gave = all.map((raw, at): [number, Gave] => [2027 + (at % 2), gaveOf(figuresOf(raw))]);
  const indicators = ['people', 'represents', 'attendance', 'certificates', 'gain', 'commitments'] as const;
  return programmeReport(
    programmeOf(addedUp(gave)),
    indicators.map((measure) => ({ id: measure, title: measure, measure })),
    { t, day: '2028-12-31' },
  );
}

/** A workshop of so many people as whole numbers have it. */
interface Numbers {
  readonly people: number;
  readonly present: readonly number[];
  readonly newcomers: number;
  readonly certificates: number;
  readonly represents: readonly number[];
  readonly outcomes: readonly number[];
  readonly pairs: number;
  readonly right: number;
}

const halves = ['2027-11-15-am', '2027-11-15-pm', '2027-11-16-am', '2027-11-16-pm'];
const names = ['Fiji', 'Nauru', 'Samoa', 'Tonga', 'Tuvalu', null];
const said = ['kept', 'changed', 'not yet', 'declined', null, undefined] as const;

function rawOf({ people, present, newcomers, certificates, represents, outcomes, pairs, right }: Numbers): Raw {
  const within = (count: number) => Math.min(people, Math.max(0, count));
  const all = Array.from({ length: people }, (_, at) => at);
  const chosen = <Value>(values: readonly Value[], weights: readonly number[], at: number) =>
    values[Math.abs(weights[at % weights.length] ?? 0) % values.length] as Value;
  return {
    participants: all.map((at) => ({ represents: chosen(names, represents, at), agency: chosen(names, outcomes, at) })),
    newcomers: within(newcomers),
    halfDays: halves,
    marks: halves.flatMap((halfDay, half) =>
      all.map((at) => ({
        halfDay,
        mark: at < within(present[half] ?? 0) ? ('present' as const) : ('absent' as const),
      })),
    ),
    tests: all.slice(0, within(pairs)).flatMap((at) => [test(at, 'pre', 0), test(at, 'post', at < right ? 1 : 0)]),
    outcomes: [],
    certificates: within(certificates),
    followups: ([1, 3] as const).flatMap((month) =>
      all.flatMap((at) => {
        const outcome = chosen(said, outcomes, at * month);
        return outcome === undefined ? [] : [{ month, outcome }];
      }),
    ),
  };
}

function test(at: number, form: 'pre' | 'post', mark: number): MarkedAttempt {
  const item = { id: form, version: form, form, type: 'single' as const, objective: 'one', stem: form, options: [] };
  return { who: String(at), form, items: [{ item, mark, chosen: [] }] } as unknown as MarkedAttempt;
}

/** Near the ends, where few are missing or there. */
const near = (people: number) => fc.oneof(fc.nat(people), fc.integer({ min: people - 4, max: people }), fc.nat(4));

const numbers: fc.Arbitrary<Numbers> = fc.integer({ min: 1, max: 26 }).chain((people) =>
  fc.record({
    people: fc.constant(people),
    present: fc.array(near(people), { minLength: 4, maxLength: 4 }),
    newcomers: near(people),
    certificates: near(people),
    represents: fc.array(fc.nat(5), { minLength: 6, maxLength: 26 }),
    outcomes: fc.array(fc.nat(5), { minLength: 6, maxLength: 26 }),
    pairs: near(people),
    right: near(people),
  }),
);

/** The same workshop, with something else behind what may be hidden. */
const otherwise = fc.record({
  present: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }),
  newcomers: fc.integer({ min: -3, max: 3 }),
  certificates: fc.integer({ min: -3, max: 3 }),
  right: fc.integer({ min: -2, max: 2 }),
  turn: fc.nat(3),
});

describe('what the programme adds up', () => {
  it('is the same page for any two courses of a year whose workshops report the same to anybody', () => {
    const [workshops, changed] = [{ of: 0 }, { of: 0 }];
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, otherwise), { minLength: 1, maxLength: 4 }), (drawn) => {
        const pairs = drawn.map(([one, other]) => {
          const turned = <Value>(values: readonly Value[]) => [
            ...values.slice(other.turn),
            ...values.slice(0, other.turn),
          ];
          // One thing after the other, so that one figure that is told does not keep the rest as they are.
          const steps: ((now: Numbers) => Numbers)[] = [
            ...halves.map((_, half) => (now: Numbers) => ({
              ...now,
              present: now.present.map((count, at) => count + (at === half ? (other.present[at] ?? 0) : 0)),
            })),
            (now) => ({ ...now, present: turned(now.present) }),
            (now) => ({ ...now, newcomers: now.newcomers + other.newcomers }),
            (now) => ({ ...now, certificates: now.certificates + other.certificates }),
            (now) => ({ ...now, represents: turned(now.represents) }),
            (now) => ({ ...now, outcomes: turned(now.outcomes) }),
            (now) => ({ ...now, right: now.right + other.right }),
          ];
          const told = JSON.stringify(reportOf(rawOf(one)));
          const last = steps.reduce((now, step) => {
            const next = step(now);
            return JSON.stringify(reportOf(rawOf(next))) === told ? next : now;
          }, one);
          return [rawOf(one), rawOf(last)] as const;
        });
        workshops.of += pairs.length;
        changed.of += pairs.filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other)).length;
        expect(pageOf(pairs.map(([, other]) => other))).toEqual(pageOf(pairs.map(([one]) => one)));
      }),
      { numRuns: 80 },
    );
    // Most of them had something hidden that could be otherwise: the rule was put to the test.
    expect(changed.of).toBeGreaterThan(workshops.of / 2);
  });

  it('does not say how many were absent from the one half day that a report hides', () => {
    const all = { newcomers: 24, certificates: 24, represents: [0], outcomes: [0], pairs: 0, right: 0, people: 24 };
    const a = rawOf({ ...all, present: [24, 24, 24, 18] });
    const pages = [20, 21, 22, 23].map((hidden) => pageOf([a, rawOf({ ...all, present: [24, 24, 24, hidden] })]));
    for (const page of pages) expect(page).toEqual(pages[0]);
    expect(JSON.stringify(pages[0])).toContain('94.8 or more');
  });

  it('tells all half days together so that no hidden one can be worked out, even by who tries every course', () => {
    for (const people of [5, 8, 10, 12, 24])
      for (const days of people === 10 || people === 12 ? [1, 2, 3] : [1, 2]) {
        const same = new Map<string, number[][]>();
        const told = (course: readonly number[]) =>
          JSON.stringify([course.map((count) => bounded(count, people)), presenceOf(people, course)]);
        for (const course of courses(people, days)) same.set(told(course), [...(same.get(told(course)) ?? []), course]);
        for (const alike of same.values())
          for (let half = 0; half < days; half += 1) {
            const [first = 0] = alike[0]?.slice(half) ?? [];
            if (bounded(first, people).kind === 'exactly') continue;
            expect(new Set(alike.map((course) => course[half])).size).toBeGreaterThan(2);
          }
      }
  });

  it('tells all half days together exactly where it can, and else as a bound near it', () => {
    expect(presenceOf(24, [24, 24, 24, 18])).toEqual({ kind: 'exactly', count: 90, of: 96 });
    expect(presenceOf(24, [24, 24, 24, 23])).toEqual({ kind: 'at least', count: 92, of: 96 });
    expect(presenceOf(24, [24, 21, 22, 21])).toEqual({ kind: 'exactly', count: 88, of: 96 });
    expect(presenceOf(24, [24, 24, 18, 23])).toEqual({ kind: 'at least', count: 86, of: 96 });
    expect(presenceOf(4, [4, 4, 4, 4])).toEqual({ kind: 'hidden' });
  });
});

function courses(people: number, days: number): number[][] {
  if (days === 0) return [[]];
  return courses(people, days - 1).flatMap((rest) =>
    Array.from({ length: people + 1 }, (_, count) => [count, ...rest]),
  );
}
