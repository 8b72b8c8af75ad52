import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../../src/scenario/case';
import { dimensions } from '../../src/scenario/case';
import { decide, seededDraw } from '../../src/scenario/decide';
import { offersTo } from '../../src/scenario/offers';
import { normaliser } from '../../src/scenario/packed/normal';
import { pack } from '../../src/scenario/packed/pack';
import { RowPatch } from '../../src/scenario/packed/row-patch';
import { scored } from '../../src/scenario/score';
import type { Input, State } from '../../src/scenario/state';
import { barrierInput, start, step, whyNotFired } from '../../src/scenario/step';
import { Engine } from '../../src/scenario/verify/engine';
import { combinationsOf, openForms } from '../../src/scenario/verify/forms';

/**
 * Plays one course as the numbers say on both engines at once, and expects of them the same offers and points at every
 * decision and the same world, ending and points at every barrier. Answers with the number of barriers.
 */
export function playOnBoth(case_: Case, numbers: readonly number[], engine = new Engine(case_)): number {
  const both = new BothEngines(case_, engine);
  let next = 0;
  const dice = (sides: number): number => {
    next += 1;
    return (numbers[next % numbers.length] ?? 0) % Math.max(1, sides);
  };
  let barriers = 0;
  let state = start(case_, `seed-${String(dice(100))}`);
  while (state.ending === null) {
    const played = both.desksPlayed(state, dice);
    let { done } = played;
    for (const { id } of case_.injects)
      if (whyNotFired(case_, done, id) === null && dice(2) === 0)
        done = { ...done, queued: [...done.queued, id].sort() };
    const passed = step(case_, done, barrierInput(case_, done));
    if ('refused' in passed) throw new Error(passed.refused);
    state = passed.accepted;
    expectSame(both.passed(played.row, done), both.plain(done, state));
    barriers += 1;
  }
  return barriers;
}

/** Asked a hundred thousand times: Jest, which compares at fifty times the cost, is asked only to say what differs. */
export function expectSame(found: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(found, wanted)) expect(found).toEqual(wanted);
}

/** One round played on both engines at once: the same choices, forms and chances. */
class BothEngines {
  constructor(
    private readonly case_: Case,
    private readonly engine: Engine,
  ) {}

  /** Lets every role decide as the dice say until it waits; answers with the plain state and the packed row. */
  desksPlayed(began: State, dice: (sides: number) => number): { done: State; row: Int32Array } {
    const { case_, engine } = this;
    const { layout, packing, moments } = engine;
    const words = pack(layout, began);
    engine.normal(words);
    const phase = words[layout.phase] ?? 0;
    const last = engine.isLastRound(words);
    const row = new Int32Array(packing.size);
    engine.opener(phase, last)(words.slice(), row);
    let done = began;
    for (const [index, { id: role }] of case_.roles.entries()) {
      const { machine, desk } = engine.desks.begin(words, index, phase);
      let now = desk;
      while (done.desks[role]?.at !== null) {
        const offers = offersTo(case_, done, role);
        expectSame(
          machine.offers(now),
          offers.map(({ id }) => id),
        );
        const choice = offers[dice(offers.length)];
        if (!choice) throw new Error('Nothing is offered.');
        const forms = openForms(choice, combinationsOf(case_, choice), { case: case_, state: done, role });
        const form = forms[dice(forms.length)];
        const draw = seededDraw(done.seed, role, choice.id);
        const before = done;
        const input: Input = {
          type: 'decide',
          role,
          scene: done.desks[role]?.at ?? '',
          choice: choice.id,
          form: form?.given ?? {},
        };
        done = decide(case_, done, role, choice, form?.values ?? {}, draw);
        const fallen = machine
          .follow(now, choice.id, form?.given ?? {})
          .find(({ falls }) => falls === null || falls['luck'] === draw('luck', 1, 2));
        if (!fallen) throw new Error('The packed engine does not take the choice.');
        now = fallen.words;
        expectSame(fallen.points, pointsOf(case_, before, input, done));
      }
      const ends = machine.graph(desk, last, moments.at(phase + (last ? 0.5 : 0)), null, now).outcomes;
      expectSame(ends.length, 1);
      for (const { patch } of ends) new RowPatch(layout, packing, patch).apply(row);
    }
    return { done, row };
  }

  /** The next round as the packed engine sees it, from a row over which all desks are laid. */
  passed(row: Int32Array, done: State): { words: number[]; ending: string | null; points: readonly number[] } {
    const { layout, packing, barrier } = this.engine;
    const words = new Int32Array(layout.size);
    packing.unpack(row, 0, words);
    words[layout.clock] = 0;
    for (const inject of done.queued) words[layout.word(`queued ${inject}`)] = 1;
    const { ending, points } = barrier.pass(words, this.engine.isLastRound(words));
    const id = this.case_.endings[ending]?.id ?? null;
    return { words: this.normal(words, id), ending: id, points: [...points] };
  }

  plain(before: State, after: State): { words: number[]; ending: string | null; points: readonly number[] } {
    const words = this.normal(pack(this.engine.layout, after), after.ending);
    return {
      words,
      ending: after.ending,
      points: pointsOf(this.case_, before, barrierInput(this.case_, before), after),
    };
  }

  private normal(words: Int32Array, ending: string | null): number[] {
    const { layout, moments } = this.engine;
    const at = ending === null ? (words[layout.phase] ?? 0) : this.case_.phases.length;
    normaliser(layout, moments.at(at), moments.horizon)(words);
    return [...words];
  }
}

function pointsOf(case_: Case, before: State, input: Input, after: State): number[] {
  const lines = scored(case_, before, input, after);
  return dimensions.map((dimension) =>
    lines.reduce((sum, line) => sum + (line.dimension === dimension ? line.points : 0), 0),
  );
}
