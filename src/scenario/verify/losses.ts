import { type Case, dimensions, type FormValues, type Id, type Scores } from '../case';
import { lookup } from '../lookup';
import type { DeskMachine } from '../packed/desk-graph';
import type { Outcome } from '../packed/desk-outcome';
import { pack } from '../packed/pack';
import { RowPatch } from '../packed/row-patch';
import type { Words } from '../packed/words';
import { seededDraw } from '../decide';
import { noScores, scored } from '../score';
import type { Input, State } from '../state';
import { start, step, whyNotFired } from '../step';
import { type Attainable, type Best, bestOf } from './attainable';
import { Layer } from './layer';

/** What one input took from the best that could still be had, for every principle apart; never below 0. */
export interface Loss {
  /** By the decision itself, had its chances fallen as well as they could. */
  readonly decision: Scores;
  /** By how the chances fell. */
  readonly chance: Scores;
  /** By an inject that came in, or did not. */
  readonly inject: Scores;
}

export interface Losses {
  /** The best that could be had when the run began. */
  readonly best: Scores;
  /** One for each input; an input that is refused loses nothing. */
  readonly losses: readonly Loss[];
}

type Values = readonly number[];

const none: Values = dimensions.map(() => 0);
const nothing: Loss = { decision: noScores, chance: noScores, inject: noScores };

/**
 * The loss of every input of a log: what was obtained is the best at the beginning without the sum of all losses, as far as
 * the log goes. Undefined if `from` belongs to another version of the case.
 */
export function losses(case_: Case, from: Attainable, seed: string, inputs: readonly Input[]): Losses | undefined {
  const best = bestOf(case_, from);
  if (!best) return undefined;
  let state = start(case_, seed);
  let round = new Round(case_, best, state);
  let value = round.value();
  const begun = value;
  const found = inputs.map((input): Loss => {
    const next = step(case_, state, input);
    if ('refused' in next) return nothing;
    const before = state;
    state = next.accepted;
    const points = pointsOf(case_, before, input, state);
    const now = (after: Values): Values => minus(value, plus(points, after));
    if (input.type === 'decide') {
      const { best: luckiest, actual } = round.decide(input.role, input.choice, input.form ?? {}, seed);
      // The luckiest fall may score otherwise than the one that came.
      const decision = minus(value, luckiest);
      const chance = minus(now(actual), decision);
      value = actual;
      return { ...nothing, decision: scoresOf(decision), chance: scoresOf(chance) };
    }
    if (input.type === 'fire-inject') round.fire(case_.aliases[input.inject] ?? input.inject);
    else round = new Round(case_, best, state);
    const after = state.ending === null ? round.value() : none;
    const lost = now(after);
    value = after;
    return { ...nothing, inject: scoresOf(lost) };
  });
  return { best: scoresOf(begun), losses: found };
}

/** One round of a run: how far each role has come in it, and what is the best that can come of it. */
class Round {
  private readonly words: Words;
  private readonly phase: number;
  private readonly last: boolean;
  private readonly desks: {
    readonly role: Id;
    readonly machine: DeskMachine;
    readonly begun: Words;
    outcomes: readonly Turn[];
    now: Words;
  }[];
  private readonly queued = new Set<Id>();

  constructor(
    private readonly case_: Case,
    private readonly best: Best,
    private readonly state: State,
  ) {
    const { engine } = best;
    this.words = pack(engine.layout, state);
    engine.normal(this.words);
    this.phase = this.words[engine.layout.phase] ?? 0;
    this.last = engine.isLastRound(this.words);
    this.desks =
      state.ending === null
        ? case_.roles.map(({ id: role }, index) => {
            const { machine, desk } = engine.desks.begin(this.words, index, this.phase);
            return { role, machine, begun: desk, now: desk, outcomes: this.turns(machine, desk, desk) };
          })
        : [];
  }

  fire(inject: Id): void {
    this.queued.add(inject);
  }

  /** Follows a decision; answers with the values before its points, for the luckiest fall and for the one that came. */
  decide(role: Id, choice: Id, given: FormValues, seed: string): { readonly best: Values; readonly actual: Values } {
    const desk = this.desks.find((each) => each.role === role);
    const id = lookup(this.case_).choices.has(choice) ? choice : (this.case_.aliases[choice] ?? choice);
    const ways = desk?.machine.follow(desk.now, id, given) ?? [];
    const draw = seededDraw(seed, role, id);
    let luckiest: Values | undefined;
    let came: { words: Words; outcomes: readonly Turn[] } | undefined;
    for (const { falls, words, points } of ways) {
      if (!desk) break;
      const turns = this.turns(desk.machine, desk.begun, words);
      desk.outcomes = turns;
      const value = plus(points, this.value());
      luckiest = luckiest ? luckiest.map((each, at) => Math.max(each, value[at] ?? 0)) : value;
      if (isFall(this.case_, id, falls, draw)) came = { words, outcomes: turns };
    }
    if (desk && came) {
      desk.now = came.words;
      desk.outcomes = came.outcomes;
    }
    return { best: luckiest ?? none, actual: this.value() };
  }

  /** The best that can still be had from here on. */
  value(): Values {
    const { engine } = this.best;
    const { layout, packing } = engine;
    let layer = new Layer(packing.size);
    const row = new Int32Array(packing.size);
    engine.opener(this.phase, this.last)(this.words.slice(), row);
    layer.add(row, none);
    for (const [index, { outcomes }] of this.desks.entries()) {
      const isLast = index === this.desks.length - 1;
      layer = layer.grown((add, base, gained) => {
        for (const { outcome, patch } of outcomes) {
          row.set(base);
          patch.apply(row);
          if (isLast) packing.put(row, layout.clock, 0);
          add(row, plus(gained, outcome.most));
        }
      });
    }
    for (const { id } of this.case_.injects) {
      const isQueued = this.queued.has(id);
      if (!isQueued && whyNotFired(this.case_, this.state, id) !== null) continue;
      layer = layer.grown((add, base, gained) => {
        row.set(base);
        if (!isQueued) add(row, gained);
        packing.put(row, layout.word(`queued ${id}`), 1);
        add(row, gained);
      });
    }
    return this.passed(layer);
  }

  private passed(layer: Layer): Values {
    const { engine } = this.best;
    const words = new Int32Array(engine.layout.size);
    const most = dimensions.map(() => -Infinity);
    layer.each((row, gained) => {
      engine.packing.unpack(row, 0, words);
      const { ending, points } = engine.barrier.pass(words, this.last);
      if (ending < 0) engine.normal(words);
      const later = ending < 0 ? this.best.of(words) : none;
      for (const each of none.keys()) {
        const value = (gained[each] ?? 0) + (points[each] ?? 0) + (later?.[each] ?? -Infinity);
        if (value > (most[each] ?? 0)) most[each] = value;
      }
    });
    return most;
  }

  private turns(machine: DeskMachine, begun: Words, now: Words): readonly Turn[] {
    const { engine } = this.best;
    const done = engine.moments.at(this.phase + (this.last ? 0.5 : 0));
    const { outcomes } = machine.graph(begun, this.last, done, null, now);
    return outcomes.map((outcome) => ({ outcome, patch: new RowPatch(engine.layout, engine.packing, outcome.patch) }));
  }
}

interface Turn {
  readonly outcome: Outcome;
  readonly patch: RowPatch;
}

function isFall(
  case_: Case,
  id: Id,
  falls: Readonly<Record<Id, boolean>> | null,
  draw: ReturnType<typeof seededDraw>,
): boolean {
  if (falls === null) return true;
  const effects = lookup(case_).choices.get(id)?.effects ?? [];
  return effects.every(
    (effect) => effect.do !== 'draws' || draw(effect.chance, effect.wins, effect.of) === falls[effect.chance],
  );
}

function pointsOf(case_: Case, before: State, input: Input, after: State): Values {
  const lines = scored(case_, before, input, after);
  return dimensions.map((dimension) =>
    lines.reduce((sum, line) => sum + (line.dimension === dimension ? line.points : 0), 0),
  );
}

function plus(a: Values, b: Values): Values {
  return a.map((value, index) => value + (b[index] ?? 0));
}

function minus(a: Values, b: Values): Values {
  return a.map((value, index) => value - (b[index] ?? 0));
}

function scoresOf(values: Values): Scores {
  return Object.fromEntries(dimensions.map((dimension, index) => [dimension, values[index] ?? 0])) as Scores;
}
