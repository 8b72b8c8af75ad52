import { isBand } from '../band';
import { type Case, type Condition, type Dimension, dimensions, type Id, type Place } from '../case';
import { runChecks } from './checks';
import { personFaults } from './persons';
import type { Exploration } from './exploration';
import { explore } from './explore';
import { type Progress, sayCondition, Watcher } from './observe';
import { newRange, rangeAt } from '../packed/stage';
import { type Node, walkTo } from './way';
import { applyWaivers, type Waived } from './waivers';
import { type Fault, type Walk, walkOf } from './walk';

/** What is known of a case after exploring every course of it. */
export interface Verified {
  readonly id: Id;
  /** Every course was explored. Without it, no absence of findings means anything. */
  readonly proven: boolean;
  readonly states: number;
  readonly transitions: number;
  readonly endings: readonly VerifiedEnding[];
  readonly findings: readonly Fault[];
  /** What the author lets stand. */
  readonly waived: readonly Waived[];
}

export interface VerifiedEnding {
  readonly id: Id;
  /** Exact range over all courses to this ending. */
  readonly score: Readonly<Record<Dimension, { readonly min: number; readonly max: number }>>;
  /** Different courses that end here (in the canonical order of roles). */
  readonly walks: number;
  /** A nearest course. */
  readonly walk: Walk | null;
}

/** More states than this are not explored; the answer is then "not proven". */
export const stateCap = 5_000_000;

/** Explores a compiled case exactly. The findings of compiling are not repeated here. `progress` is told how far it has come. */
export function verify(case_: Case, cap = stateCap, progress: Progress = () => undefined): Verified {
  const watcher = new Watcher(case_, progress);
  const explored = explore(case_, cap, watcher);
  for (const condition of explored.held) watcher.note(condition);
  const endings = endingsOf(case_, explored);
  const { findings, waived } = applyWaivers(case_, [
    ...watcher.found,
    ...(explored.complete
      ? [
          ...unreached(case_, watcher),
          ...endingFaults(case_, endings),
          ...runChecks(case_, explored),
          ...personFaults(case_),
        ]
      : [notProven(explored)]),
  ]);
  return {
    id: case_.id,
    proven: explored.complete,
    states: explored.states,
    transitions: explored.transitions,
    endings,
    waived,
    findings: [...findings].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
  };
}

function notProven(explored: Exploration): Fault {
  return {
    code: 'not-proven',
    file: 'exercise.md',
    line: 1,
    message: `After ${String(explored.states)} states the case was not explored to its end, so nothing is proven. Fewer choices that matter later, shorter lists in forms or fewer injects per phase make it smaller.`,
    walk: null,
  };
}

/** The endings in the declared order, also those to which no course leads. */
export function endingsOf(case_: Case, explored: Exploration): VerifiedEnding[] {
  return case_.endings.map((ending) => endingOf(case_, ending.id, explored));
}

function endingOf(case_: Case, id: Id, explored: Exploration): VerifiedEnding {
  const number = case_.endings.findIndex((ending) => ending.id === id) + 1;
  const least = dimensions.map(() => Infinity);
  const most = dimensions.map(() => -Infinity);
  const range = newRange(case_.roles.length);
  let walks = 0;
  let nearest: Node | null = null;
  for (const stage of explored.endings)
    for (let index = 0; index < stage.count; index += 1) {
      if (stage.word(index, explored.layout.ended) !== number) continue;
      stage.readRange(index, range);
      walks += stage.waysTo(index);
      for (const each of dimensions.keys()) {
        least[each] = Math.min(least[each] ?? 0, range[rangeAt.least + each] ?? 0);
        most[each] = Math.max(most[each] ?? 0, range[rangeAt.most + each] ?? 0);
      }
      if (nearest === null || stage.cost(index) < nearest.stage.cost(nearest.index)) nearest = { stage, index };
    }
  const score = Object.fromEntries(
    dimensions.map((dimension, each) => [
      dimension,
      nearest ? { min: least[each], max: most[each] } : { min: 0, max: 0 },
    ]),
  ) as VerifiedEnding['score'];
  const way = nearest && walkTo(nearest);
  return { id, score, walks, walk: way && walkOf(case_, way.inputs, way.nodes) };
}

function endingFaults(case_: Case, endings: readonly VerifiedEnding[]): Fault[] {
  return case_.endings.flatMap((ending) => {
    const { walks, walk } = endings.find(({ id }) => id === ending.id) ?? { walks: 0, walk: null };
    if (walks !== 1) return [];
    const message = `Only one single course leads to the ending "${ending.id}". An ending deserves more than one way.`;
    return [{ code: 'ending-single-walk', ...ending.place, message, walk }];
  });
}

/** What no course of the case ever reaches. Of nested things only the outermost is named. */
function unreached(case_: Case, watcher: Watcher): Fault[] {
  const faults: Fault[] = [];
  const add = (code: string, place: Place, message: string): void => {
    faults.push({ code, file: place.file, line: place.line, message, walk: null });
  };
  const impossible = (condition: Condition | null, place: Place, what: string): void => {
    if (condition !== null && !watcher.isHeld(condition) && !isAlways(condition))
      add(
        'condition-impossible',
        place,
        `${what} needs "${sayCondition(condition)}", which never holds there. Change the condition, or let something make it true.`,
      );
  };
  for (const scene of case_.scenes) {
    if (!watcher.scenes.has(scene.id)) {
      add(
        'scene-unreachable',
        scene.place,
        `No course of the case comes to the scene "${scene.id}". Lead to it by "then:", open a phase with it, or remove it.`,
      );
      continue;
    }
    for (const block of scene.body) impossible(block.when, scene.place, `A text of the scene "${scene.id}"`);
    for (const choice of scene.choices) {
      if (!watcher.choices.has(choice.id)) {
        if (choice.if) impossible(choice.if, choice.place, `The choice "${choice.id}"`);
        if (!choice.if || watcher.isHeld(choice.if))
          add(
            'choice-unreachable',
            choice.place,
            `"${choice.id}" is never offered.${choice.form?.request ? ` The request "${choice.form.request}" never waits for an answer here.` : ''}`,
          );
        continue;
      }
      for (const each of choice.effects)
        // What only counts a score line into its band is said of the line.
        if (each.do !== 'adds' || !isBand(each.counter))
          impossible(each.when, choice.place, `An effect of "${choice.id}"`);
      for (const rule of choice.scores) impossible(rule.when, rule.place, `A score line of "${choice.id}"`);
      for (const then of choice.then) impossible(then.when, choice.place, `A "then" line of "${choice.id}"`);
      for (const block of choice.feedback) impossible(block.when, choice.place, `The feedback of "${choice.id}"`);
    }
  }
  for (const inject of case_.injects)
    if (!watcher.injects.has(inject.id))
      add('inject-unreachable', inject.place, `"${inject.id}" never fires in any course of the case.`);
    else
      for (const each of [...inject.effects, ...inject.scores])
        impossible(each.when, inject.place, `A line of the inject "${inject.id}"`);
  for (const ending of case_.endings)
    if (!watcher.endings.has(ending.id))
      add(
        'ending-unreachable',
        ending.place,
        `No course of the case comes to the ending "${ending.id}".${ending.if ? ` It needs "${sayCondition(ending.if)}" and that no earlier ending holds.` : ' Earlier endings take every course.'}`,
      );
  return faults;
}

function isAlways(condition: Condition): boolean {
  return condition.is === 'all' && condition.of.length === 0;
}
