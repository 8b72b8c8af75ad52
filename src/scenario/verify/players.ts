import { hashOf } from '../../canonical';
import type { Case, Choice, FormValues, Id } from '../case';
import { offersTo } from '../offers';
import { linesOf } from '../person-line';
import { score, type ScoreLine } from '../score';
import { barrierInput, start, step, whyNotFired } from '../step';
import type { Input, State } from '../state';
import { type Combinations, combinationsOf, openForms } from './forms';
import type { Walk } from './walk';

/** A whole run that seeded players have played, and what it came to. */
export interface PlayedWalk {
  readonly walk: Walk;
  readonly end: State;
  readonly scores: readonly ScoreLine[];
}

/** More inputs than any case that ends takes. */
const longest = 2000;

/**
 * Seeded players: the same seed and the same number give the same runs, on every machine. `steered` players take what
 * was taken least so far, so that a few runs come by every choice; the others take anything that is offered with equal
 * chance. Each inject fires in about every third phase in which it may.
 */
export class Players {
  private readonly used = new Map<string, number>();
  private readonly forms = new Map<Id, Combinations>();
  private played = 0;

  constructor(
    private readonly case_: Case,
    private readonly seed: string,
    private readonly steered: boolean,
  ) {}

  /** Plays one more run to its end. Draws of the case fall as in a recorded walk. */
  play(): PlayedWalk {
    const { case_ } = this;
    const dice = diceOf(`${this.seed} ${String(this.played)}`);
    this.played += 1;
    const runSeed = this.steered ? 'walk-0' : `${this.seed}-${String(this.played)}`;
    let state = start(case_, runSeed);
    const inputs: Input[] = [];
    const take = (input: Input): boolean => {
      const next = step(case_, state, input);
      if ('refused' in next) return false;
      inputs.push(input);
      state = next.accepted;
      return true;
    };
    while (state.ending === null && inputs.length < longest) {
      for (const { id } of case_.roles)
        while (state.desks[id]?.at !== null && inputs.length < longest) {
          const input = this.decide(state, id, dice);
          if (!input || !take(input)) break;
        }
      for (const { id } of case_.injects)
        if (whyNotFired(case_, state, id) === null && dice(3) === 0) take({ type: 'fire-inject', inject: id });
      if (!take(barrierInput(case_, state))) break;
    }
    const walk = { seed: runSeed, inputs };
    return {
      walk,
      end: state,
      scores: score(
        case_,
        runSeed,
        inputs.map((input, index) => ({ seq: index + 1, input })),
      ),
    };
  }

  private decide(state: State, role: Id, dice: Dice): Input | undefined {
    const scene = state.desks[role]?.at;
    const offers = offersTo(this.case_, state, role);
    const choice = this.pick(offers, ({ id }) => id, dice);
    if (!choice || scene === null || scene === undefined) return undefined;
    const forms = openForms(choice, this.combinations(choice), { case: this.case_, state, role });
    const form = this.pick(forms, ({ given }) => `${choice.id} ${JSON.stringify(given)}`, dice)?.given ?? {};
    const given: { form?: FormValues } = Object.keys(form).length > 0 ? { form } : {};
    return { type: 'decide', role, scene, choice: choice.id, ...given };
  }

  private pick<T>(list: readonly T[], name: (each: T) => string, dice: Dice): T | undefined {
    const uses = (each: T): number => this.used.get(name(each)) ?? 0;
    const least = Math.min(...list.map(uses));
    const open = this.steered ? list.filter((each) => uses(each) === least) : list;
    const taken = open[dice(open.length)];
    if (taken !== undefined && this.steered) this.used.set(name(taken), uses(taken) + 1);
    return taken;
  }

  private combinations(choice: Choice): Combinations {
    const known = this.forms.get(choice.id) ?? combinationsOf(this.case_, choice);
    this.forms.set(choice.id, known);
    return known;
  }
}

type Dice = (sides: number) => number;

/** The numbers follow from the seed alone. */
function diceOf(seed: string): Dice {
  let state = parseInt(hashOf(seed).slice(0, 8), 16);
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return sides > 0 ? ((mixed ^ (mixed >>> 14)) >>> 0) % sides : 0;
  };
}

/**
 * Few runs that together take every choice, earn every score line and live every entry that steered players come by
 * within `tries` runs:
 * recorded in `checks.md` they notice what is changed by mistake.
 */
export function coveringWalks(case_: Case, tries: number): PlayedWalk[] {
  const players = new Players(case_, 'cover', true);
  const all = Array.from({ length: tries }, () => players.play()).filter(({ end }) => end.ending !== null);
  const covers = all.map(
    ({ walk, scores, end }) =>
      new Set([
        ...walk.inputs.flatMap((input) => (input.type === 'decide' ? [`choice ${input.choice}`] : [])),
        ...scores.map(({ owner, rule }) => `rule ${owner} ${rule}`),
        ...end.world.fired.map((id) => `inject ${id}`),
        ...linesOf(
          case_,
          walk.seed,
          walk.inputs.map((input) => ({ input })),
        ).map(({ entry }) => `entry ${entry.id}`),
      ]),
  );
  const open = new Set(covers.flatMap((each) => [...each]));
  const chosen: PlayedWalk[] = [];
  while (open.size > 0) {
    const gains = covers.map((each) => [...each].filter((item) => open.has(item)).length);
    const best = gains.indexOf(Math.max(...gains));
    const walk = all[best];
    if (!walk) break;
    chosen.push(walk);
    for (const item of covers[best] ?? []) open.delete(item);
  }
  return chosen;
}
