import { type Month, months } from '../followup';
import type { Figures, FollowupFigures } from './figures';
import { presenceOf } from './presence';
import { type Bounded, type Shown, bounded, suppress, summed } from './suppression';

/**
 * The counts of one workshop as anybody may have them. The report that may be passed on is written from them, and so are
 * the sums of the programme, from nothing else: what is hidden here is in no sum, and no sum can give it away.
 */
export interface Told {
  readonly people: Bounded;
  /** Those who had not taken part in a workshop before. */
  readonly newcomers: Bounded;
  readonly represents: Shown;
  readonly agencies: Shown;
  readonly halfDays: readonly Bounded[];
  /** Presences, among people times half days. */
  readonly presence: Bounded;
  readonly certificates: Bounded;
  readonly followups: readonly ToldFollowup[];
}

/** What becomes of a question, in the order in which tables have it. */
export const outcomes = ['kept', 'changed', 'notYet', 'declined', 'silent'] as const;
export const funnel = ['asked', 'answered', ...outcomes] as const;

/** One month's question: `asked` is among the participants, all others are among those asked. */
export type ToldFollowup = { readonly month: Month } & Readonly<Record<(typeof funnel)[number], Bounded>>;

export function toldOf(figures: Figures): Told {
  const { people } = figures;
  const told = (count: number) => bounded(count, people);
  return {
    people: told(people),
    newcomers: told(figures.newcomers),
    represents: suppress(figures.represents),
    agencies: suppress(figures.agencies),
    halfDays: figures.halfDays.map(({ present }) => told(present)),
    presence: presenceOf(
      people,
      figures.halfDays.map(({ present }) => present),
    ),
    certificates: told(figures.certificates),
    followups: months.flatMap((month) => {
      const line = figures.followups.find((one) => one.month === month);
      return line ? [toldFollowup(line, people)] : [];
    }),
  };
}

/** Everybody is in one line, whoever was not asked, too: the lines are hidden together, so that none can be worked out. */
function toldFollowup(line: FollowupFigures, people: number): ToldFollowup {
  const shown = suppress([
    ...outcomes.map((name) => ({ name, people: line[name] })),
    { name: 'notAsked', people: people - line.asked },
  ]);
  const countOf = (name: string) => {
    if (shown.withheld) return undefined;
    const found = shown.lines.find((one) => one.name === name);
    return found ? found.people : 0;
  };
  const together = (...names: readonly string[]): Bounded => {
    const counts = names.map(countOf);
    const open = counts.filter((count) => count === undefined).length;
    return summed(
      counts.reduce<number>((total, count) => total + (count ?? 0), 0),
      people,
      open,
    );
  };
  const notAsked = countOf('notAsked');
  return {
    month: line.month,
    asked: notAsked === undefined ? together(...outcomes) : { kind: 'exactly', count: people - notAsked, of: people },
    answered: together('kept', 'changed', 'notYet'),
    ...{ kept: together('kept'), changed: together('changed'), notYet: together('notYet') },
    ...{ declined: together('declined'), silent: together('silent') },
  };
}
