import type { Id } from '../case';
import type { DeskNode } from '../packed/desk-node';
import type { Outcome } from '../packed/desk-outcome';
import type { Stage } from '../packed/stage';
import type { Input } from '../state';

/** How the nodes of a stage came about from those before. */
export type Step =
  | { readonly is: 'start' }
  | { readonly is: 'begin' }
  | { readonly is: 'role'; readonly role: Id; readonly outcomes: readonly Outcome[] }
  | { readonly is: 'inject'; readonly inject: Id }
  | { readonly is: 'barrier'; readonly input: Input };

/** A node of the exploration: a packed world, to which a nearest way is known. */
export interface Node {
  readonly stage: Stage<Step>;
  readonly index: number;
}

type Turn = { readonly role: Id; readonly end: DeskNode } | { readonly input: Input };

/** The turns from the start of the run to a node, on its nearest way. */
function turnsTo(node: Node): readonly Turn[] {
  const turns: Turn[] = [];
  let { stage, index } = node;
  for (;;) {
    const { step: how, before } = stage;
    if (before === null) break;
    if (how.is === 'role') {
      const taken = how.outcomes[stage.how(index)];
      if (taken) turns.push({ role: how.role, end: taken.node });
    } else if (how.is === 'inject' && stage.how(index) === 1)
      turns.push({ input: { type: 'fire-inject', inject: how.inject } });
    else if (how.is === 'barrier') turns.push({ input: how.input });
    index = stage.parent(index);
    stage = before;
  }
  return turns.reverse();
}

/** The inputs of the nearest way to a node, replayable through `step`; and the ends of the roles' rounds on it. */
export function walkTo(node: Node): { inputs: Input[]; nodes: DeskNode[] } {
  const turns = turnsTo(node);
  return {
    inputs: turns.flatMap((turn) => ('role' in turn ? decisionsTo(turn.end, turn.role) : [turn.input])),
    nodes: turns.flatMap((turn) => ('role' in turn ? [turn.end] : [])),
  };
}

/** The decisions that lead from the start of the round to a node of a role's desk. */
export function decisionsTo(node: DeskNode, role: Id): Input[] {
  const inputs: Input[] = [];
  for (let edge = node.by; edge; edge = edge.from.by)
    inputs.unshift({
      type: 'decide',
      role,
      scene: edge.from.scene?.id ?? '',
      choice: edge.choice.id,
      ...(Object.keys(edge.given).length > 0 ? { form: edge.given } : {}),
    });
  return inputs;
}
