import type { Case, Id } from '../case';
import { decide } from '../decide';
import { fillForm } from '../form-values';
import type { Stage } from '../packed/stage';
import type { Input, State } from '../state';
import { start, step } from '../step';
import { decisionsTo, type DeskEdge, type DeskNode, type Outcome } from './desk-graph';

/** How the nodes of a stage came about from those before. */
export type Step =
  | { readonly is: 'start' }
  | { readonly is: 'begin' }
  | { readonly is: 'role'; readonly role: Id; readonly outcomes: readonly { readonly outcome: Outcome }[] }
  | { readonly is: 'inject'; readonly inject: Id }
  | { readonly is: 'barrier'; readonly input: Input };

/** A node of the exploration: a packed world, to which a nearest way is known. */
export interface Node {
  readonly stage: Stage<Step>;
  readonly index: number;
}

type Turn = { readonly role: Id; readonly end: DeskNode } | { readonly input: Input };

/** The turns from the start of the round (or of the run, if `whole`) to a node, on its nearest way. */
function turnsTo(node: Node, whole: boolean): { readonly turns: Turn[]; readonly from: Node } {
  const turns: Turn[] = [];
  let { stage, index } = node;
  for (;;) {
    const { step: how, before } = stage;
    if (before === null || (!whole && how.is === 'begin')) break;
    if (how.is === 'role') {
      const taken = how.outcomes[stage.how(index)];
      if (taken) turns.push({ role: how.role, end: taken.outcome.node });
    } else if (how.is === 'inject' && stage.how(index) === 1)
      turns.push({ input: { type: 'fire-inject', inject: how.inject } });
    else if (how.is === 'barrier') turns.push({ input: how.input });
    index = stage.parent(index);
    stage = before;
  }
  if (stage.step.is === 'begin' && stage.before) {
    index = stage.parent(index);
    stage = stage.before;
  }
  return { turns: turns.reverse(), from: { stage, index } };
}

/** The inputs of the nearest way to a node, replayable through `step`; and the ends of the roles' rounds on it. */
export function walkTo(node: Node): { inputs: Input[]; nodes: DeskNode[] } {
  const { turns } = turnsTo(node, true);
  return {
    inputs: turns.flatMap((turn) => ('role' in turn ? decisionsTo(turn.end, turn.role) : [turn.input])),
    nodes: turns.flatMap((turn) => ('role' in turn ? [turn.end] : [])),
  };
}

const plain = new WeakMap<Stage<Step>, Map<number, State>>();

/** The plain state of a node at the start of a round, or at the end: what playing its nearest way leads to. */
export function plainState(case_: Case, node: Node): State {
  const states = plain.get(node.stage) ?? new Map<number, State>();
  plain.set(node.stage, states);
  const known = states.get(node.index);
  if (known) return known;
  const state = replayed(case_, node);
  states.set(node.index, state);
  return state;
}

function replayed(case_: Case, node: Node): State {
  if (node.stage.before === null) return start(case_, 'verify');
  const { turns, from } = turnsTo(node, false);
  let state = plainState(case_, from);
  for (const turn of turns)
    if ('role' in turn) for (const edge of edgesTo(turn.end)) state = taken(case_, state, turn.role, edge);
    else {
      const next = step(case_, state, turn.input);
      if ('refused' in next) throw new Error(`A way that was explored cannot be played: ${next.refused}.`);
      state = next.accepted;
    }
  return state;
}

function edgesTo(end: DeskNode): DeskEdge[] {
  const edges: DeskEdge[] = [];
  for (let edge = end.by; edge; edge = edge.from.by) edges.unshift(edge);
  return edges;
}

/** Chances fall as they did when the way was explored, whatever the seed says. */
function taken(case_: Case, state: State, role: Id, { choice, given, draws }: DeskEdge): State {
  const filled = fillForm(choice, given, { case: case_, state, role });
  const values = 'values' in filled ? filled.values : {};
  return decide(case_, state, role, choice, values, (chance) => draws?.[chance] ?? false);
}
