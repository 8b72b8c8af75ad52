import type { Case, Check, Id, WalkStep } from '../case';
import { offersTo } from '../offers';
import { holds } from '../sight';
import { closingSteps } from '../stand-ins';
import type { Input, State } from '../state';
import { start, step } from '../step';
import { newRange, rangeAt } from '../packed/stage';
import type { Exploration } from './exploration';
import { playRecorded } from './recorded';
import { type Node, walkTo } from './way';
import { sayCondition } from './observe';
import { type Fault, walkOf, type Walk } from './walk';

/** The author's own checks, against everything that was explored. */
export function runChecks(case_: Case, explored: Exploration): Fault[] {
  return case_.checks.flatMap((check) => runCheck(case_, explored, check));
}

function runCheck(case_: Case, explored: Exploration, check: Check): Fault[] {
  const fault = (code: string, message: string, walk: Walk | null): Fault[] => [
    { code, ...check.place, message, walk },
  ];
  const { layout } = explored;
  const walk = (node: Node): Walk => {
    const { inputs, nodes } = walkTo(node);
    return walkOf(case_, inputs, nodes);
  };
  switch (check.check) {
    case 'can-reach': {
      const clock = ({ stage, index }: Node): number => stage.word(index, layout.clock);
      const reached = endsWith(explored, check.ending).some(
        (node) => check.before === null || clock(node) < check.before,
      );
      return reached
        ? []
        : fault(
            'cannot-reach',
            `No course of the case reaches "${check.ending}"${check.before === null ? '' : ' in that time'}.`,
            null,
          );
    }
    case 'must-pass': {
      const words = check.choices.flatMap((choice) => layout.find(`x ${choice}`) ?? []);
      const bypass = gate(explored, check.before).find(
        ({ stage, index }) => !words.some((word) => stage.word(index, word) > 0),
      );
      return bypass
        ? fault('must-pass-bypassed', `One can get there without ${check.choices.join(' or ')}.`, walk(bypass))
        : [];
    }
    case 'bound': {
      const range = newRange(case_.roles.length);
      let longest: { most: number; node: Node } | null = null;
      for (const node of endsWith(explored, null)) {
        node.stage.readRange(node.index, range);
        const most = Math.max(...range.subarray(rangeAt.longest));
        if (most > (longest?.most ?? check.decisions)) longest = { most, node };
      }
      return longest
        ? fault(
            'too-many-decisions',
            `A role can have ${String(longest.most)} decisions; the case promises at most ${String(check.decisions)}.`,
            walk(longest.node),
          )
        : [];
    }
    case 'never':
      return check.by === 'system' ? systemNever(case_, check) : [];
    case 'walk': {
      const { fault: broken, walk: way } = playRecorded(case_, check);
      return broken === null ? [] : fault('walk-fails', `The walk "${check.id}" ${broken}`, way);
    }
    case 'breach':
    case 'waiver':
    case 'expected':
      return [];
  }
}

/** The first states of a phase, or the ends with an ending. */
function gate(explored: Exploration, before: { readonly phase: Id } | { readonly ending: Id }): readonly Node[] {
  if ('ending' in before) return endsWith(explored, before.ending);
  const { layout } = explored;
  const phase = explored.case.phases.findIndex(({ id }) => id === before.phase);
  return explored.layers.flatMap((stage) =>
    nodesOf(stage).filter(
      ({ index }) => stage.word(index, layout.phase) === phase && stage.word(index, layout.round) === 1,
    ),
  );
}

/** The ends with this ending; with any ending if it is null. */
function endsWith(explored: Exploration, ending: Id | null): readonly Node[] {
  const number = explored.case.endings.findIndex(({ id }) => id === ending) + 1;
  return explored.endings.flatMap((stage) =>
    nodesOf(stage).filter(({ index }) => ending === null || stage.word(index, explored.layout.ended) === number),
  );
}

function nodesOf(stage: Node['stage']): Node[] {
  return Array.from({ length: stage.count }, (_, index) => ({ stage, index }));
}

/** What binds the system and the stand-ins is looked for where nobody else decides: with all injects, and with none. */
function systemNever(case_: Case, check: Extract<Check, { check: 'never' }>): Fault[] {
  for (const { state, inputs } of leftAlone(case_))
    if (holds(check.if, { case: case_, state, role: null })) {
      const message = `With nobody but stand-ins this happens, and the case says never: ${sayCondition(check.if)}.`;
      return [{ code: 'never-violated', ...check.place, message, walk: { seed: 'walk-0', inputs } }];
    }
  return [];
}

interface Situation {
  readonly state: State;
  readonly inputs: readonly Input[];
}

const alones = new WeakMap<Case, readonly Situation[]>();

/** Every situation between rounds of the two courses in which nobody decides. */
function leftAlone(case_: Case): readonly Situation[] {
  const known = alones.get(case_);
  if (known) return known;
  const found: Situation[] = [];
  for (const alone of [false, true]) {
    let now: Situation = { state: start(case_, 'walk-0'), inputs: [] };
    found.push(now);
    while (now.state.ending === null) {
      const closed = close(case_, now.state, alone);
      if (closed.inputs.length === 0) break;
      now = { state: closed.state, inputs: [...now.inputs, ...closed.inputs] };
      found.push(now);
    }
  }
  alones.set(case_, found);
  return found;
}

/** Hears of an input that was accepted, with the states before and after it. */
type Taken = (before: State, input: Input, after: State) => void;

/** Closes the round; no inputs if it cannot be closed. */
function close(
  case_: Case,
  state: State,
  alone: boolean,
  taken: Taken = () => undefined,
): { state: State; inputs: Input[] } {
  const steps = closingSteps(case_, state, alone);
  if (!steps.some(({ input }) => input.type !== 'decide' && input.type !== 'fire-inject')) return { state, inputs: [] };
  let now = state;
  for (const { input, after } of steps) {
    taken(now, input, after);
    now = after;
  }
  return { state: now, inputs: steps.map(({ input }) => input) };
}

/**
 * Plays a recorded walk; stand-ins do what it does not say, and rounds close by themselves where it goes on later.
 * `alone`: the injects whose time in solo play has come fire when a round closes. `taken` is told of every input.
 */
export function playWalk(
  case_: Case,
  steps: readonly WalkStep[],
  ending: Id | null,
  alone = false,
  taken: Taken = () => undefined,
): { readonly fault: string | null; readonly walk: Walk; readonly state: State } {
  let state = start(case_, 'walk-0');
  const inputs: Input[] = [];
  const result = (fault: string | null): { fault: string | null; walk: Walk; state: State } => ({
    fault,
    walk: { seed: 'walk-0', inputs },
    state,
  });
  const closeRound = (): boolean => {
    const closed = close(case_, state, alone, taken);
    inputs.push(...closed.inputs);
    state = closed.state;
    return closed.inputs.length > 0;
  };
  const take = (input: Input): string | null => {
    const next = step(case_, state, input);
    if ('refused' in next) return next.refused;
    taken(state, input, next.accepted);
    inputs.push(input);
    state = next.accepted;
    return null;
  };
  for (const each of steps) {
    if ('end' in each) {
      if (!closeRound()) return result('cannot close a round.');
    } else if ('fire' in each) {
      const refused = take({ type: 'fire-inject', inject: each.fire });
      if (refused !== null) return result(`cannot fire "${each.fire}" (${refused}).`);
    } else {
      const scene = case_.scenes.find((one) => one.choices.some((choice) => choice.id === each.choose));
      if (!scene) return result(`names "${each.choose}", which does not exist.`);
      const waits = (): boolean => state.desks[scene.role]?.at === null && state.ending === null;
      while (waits() && closeRound());
      if (!offersTo(case_, state, scene.role).some((choice) => choice.id === each.choose))
        return result(
          `breaks at "${each.choose}": it is not offered there (${scene.role} stands at "${state.desks[scene.role]?.at ?? 'nothing'}").`,
        );
      const form = Object.keys(each.form).length > 0 ? { form: each.form } : {};
      const at = state.desks[scene.role]?.at ?? scene.id;
      const refused = take({ type: 'decide', role: scene.role, scene: at, choice: each.choose, ...form });
      if (refused !== null) return result(`breaks at "${each.choose}": its form is not accepted (${refused}).`);
    }
  }
  if (ending === null) return result(null);
  while (state.ending === null && closeRound());
  return result(
    state.ending === ending ? null : `comes to the ending "${state.ending ?? 'none'}", not to "${ending}".`,
  );
}
