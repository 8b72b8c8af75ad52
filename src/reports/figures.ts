import {
  type Choice,
  type Estimate,
  type ItemSums,
  type MarkedAttempt,
  type MarkedItem,
  type Pair,
  alphaOf,
  choicesOf,
  gainOf,
  meanOf,
  sumsOfItem,
} from '../assessment';
import { type FollowupAnswer, type Month, months } from '../followup';
import type { Share } from './suppression';

/** What a workshop's figures are worked out from: rows without names. Nobody in it is more than a number. */
export interface Raw {
  readonly participants: readonly { readonly represents: string | null; readonly agency: string | null }[];
  /** How many of them take part for the first time. */
  readonly newcomers: number;
  readonly halfDays: readonly string[];
  /** The marks of participants only. */
  readonly marks: readonly { readonly halfDay: string; readonly mark: 'present' | 'absent' | 'excused' }[];
  readonly tests: readonly MarkedAttempt[];
  readonly outcomes: readonly {
    readonly title: string;
    readonly ending: string;
    readonly endingTitle: string;
    readonly breaches: number;
  }[];
  readonly certificates: number;
  /** What participants were asked after the workshop; no outcome where nobody answered. */
  readonly followups: readonly { readonly month: Month; readonly outcome: FollowupAnswer['outcome'] | null }[];
}

export interface ObjectiveGain {
  readonly objective: string;
  readonly before: Estimate | undefined;
  readonly after: Estimate | undefined;
  readonly gain: Estimate | undefined;
}

export interface ItemFigures {
  readonly item: MarkedItem['item'];
  readonly sums: ItemSums;
  readonly choices: readonly Choice[];
}

/** One month's question: everybody who was asked is in one of the other five. Nobody's silence is guessed at. */
export interface FollowupFigures {
  readonly month: Month;
  readonly asked: number;
  readonly kept: number;
  readonly changed: number;
  readonly notYet: number;
  readonly declined: number;
  readonly silent: number;
}

export interface Figures {
  readonly people: number;
  readonly newcomers: number;
  readonly represents: readonly Share[];
  readonly agencies: readonly Share[];
  readonly halfDays: readonly {
    readonly half: string;
    readonly present: number;
    readonly absent: number;
    readonly excused: number;
    readonly unmarked: number;
  }[];
  readonly certificates: number;
  readonly sent: { readonly pre: number; readonly post: number };
  /** Of those who sent both forms, each as shares of the whole test. */
  readonly pairs: readonly Pair[];
  readonly objectives: readonly ObjectiveGain[];
  readonly alpha: { readonly pre: Estimate | undefined; readonly post: Estimate | undefined };
  readonly items: readonly ItemFigures[];
  readonly cases: readonly {
    readonly title: string;
    readonly endings: readonly Share[];
    readonly breaches: Estimate | undefined;
    readonly runsWithoutBreach: number;
    readonly runs: number;
  }[];
  /** Of those months in which somebody was asked. */
  readonly followups: readonly FollowupFigures[];
}

export function figuresOf(raw: Raw): Figures {
  const { participants, marks, tests } = raw;
  const people = participants.length;
  const formed = (form: 'pre' | 'post') => tests.filter((test) => test.form === form);
  const [before, after] = [formed('pre'), formed('post')];
  const both = before.flatMap((one) => {
    const other = after.find(({ who }) => who === one.who);
    return other ? [{ before: one.items, after: other.items }] : [];
  });
  return {
    people,
    newcomers: raw.newcomers,
    represents: sharesOf(participants.map((one) => one.represents)),
    agencies: sharesOf(participants.map((one) => one.agency)),
    halfDays: raw.halfDays.map((half) => {
      const count = (mark: string) => marks.filter((one) => one.halfDay === half && one.mark === mark).length;
      const [present, absent, excused] = [count('present'), count('absent'), count('excused')];
      return { half, present, absent, excused, unmarked: people - present - absent - excused };
    }),
    certificates: raw.certificates,
    sent: { pre: before.length, post: after.length },
    pairs: both.map((one) => ({ before: shareOf(one.before), after: shareOf(one.after) })),
    objectives: objectivesOf(both),
    alpha: { pre: alphaOf(matrixOf(before)), post: alphaOf(matrixOf(after)) },
    items: [...itemsIn(before), ...itemsIn(after)],
    cases: casesOf(raw.outcomes),
    followups: followupsOf(raw.followups),
  };
}

function followupsOf(followups: Raw['followups']): FollowupFigures[] {
  return months.flatMap((month) => {
    const asked = followups.filter((one) => one.month === month);
    const count = (outcome: FollowupAnswer['outcome'] | null) => asked.filter((one) => one.outcome === outcome).length;
    const line = {
      ...{ month, asked: asked.length, kept: count('kept'), changed: count('changed') },
      ...{ notYet: count('not yet'), declined: count('declined'), silent: count(null) },
    };
    return asked.length > 0 ? [line] : [];
  });
}

/** How many said the same, the most first, equal ones by name; what was not said is the line without a name. */
export function sharesOf(said: readonly (string | null)[]): Share[] {
  const counts = new Map<string, number>();
  for (const one of said) {
    const name = one?.trim() ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, people: count }))
    .sort((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function shareOf(items: readonly MarkedItem[]): number {
  return items.length === 0 ? 0 : sum(items.map(({ mark }) => mark)) / items.length;
}

type Both = readonly { readonly before: readonly MarkedItem[]; readonly after: readonly MarkedItem[] }[];

/** Objective by objective, where both forms ask for it; only who sent both counts. */
function objectivesOf(both: Both): ObjectiveGain[] {
  const [first] = both;
  if (!first) return [];
  const asked = (items: readonly MarkedItem[]) => new Set(items.map(({ item }) => item.objective));
  const later = asked(first.after);
  return [...asked(first.before)]
    .filter((objective) => later.has(objective))
    .map((objective) => {
      const of = (items: readonly MarkedItem[]) => shareOf(items.filter(({ item }) => item.objective === objective));
      const pairs = both.map((one) => ({ before: of(one.before), after: of(one.after) }));
      return {
        objective,
        before: meanOf(pairs.map((pair) => pair.before)),
        after: meanOf(pairs.map((pair) => pair.after)),
        gain: gainOf(pairs),
      };
    });
}

function matrixOf(tests: readonly MarkedAttempt[]): number[][] {
  return tests.map(({ items }) => items.map(({ mark }) => mark));
}

function itemsIn(tests: readonly MarkedAttempt[]): ItemFigures[] {
  const items = tests[0]?.items.map(({ item }) => item) ?? [];
  return items.map((item, at) => {
    const answers = tests.map(({ items: given }) => {
      const total = sum(given.map(({ mark }) => mark));
      const own = given[at]?.mark ?? 0;
      const rest = given.length < 2 ? 0 : (total - own) / (given.length - 1);
      return { mark: own, rest, total, chosen: given[at]?.chosen ?? [] };
    });
    const options = item.options.map(({ id }) => id);
    const chooses = item.type === 'single' || item.type === 'multiple' || item.type === 'true-false';
    return { item, sums: sumsOfItem(answers), choices: chooses ? choicesOf(options, answers) : [] };
  });
}

function casesOf(outcomes: Raw['outcomes']): Figures['cases'] {
  return [...new Set(outcomes.map(({ title }) => title))].map((title) => {
    const runs = outcomes.filter((one) => one.title === title);
    return {
      title,
      endings: sharesOf(runs.map(({ endingTitle }) => endingTitle)),
      breaches: meanOf(runs.map(({ breaches }) => breaches)),
      runsWithoutBreach: runs.filter(({ breaches }) => breaches === 0).length,
      runs: runs.length,
    };
  });
}
