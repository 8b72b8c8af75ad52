import type { Choice, FormValues, Id, Scene } from '../case';
import type { Outcome } from './desk-outcome';
import type { Words } from './words';

/** One situation of one role inside a round, with a nearest way to it. */
export interface DeskNode {
  readonly depth: number;
  readonly by: DeskEdge | null;
  /** Where the role stands; null if it has finished the round. */
  readonly scene: Scene | null;
}

export interface DeskEdge {
  readonly from: DeskNode;
  readonly choice: Choice;
  readonly given: FormValues;
  /** How the chances of the choice fell, if it has any. */
  readonly draws: Readonly<Record<Id, boolean>> | null;
}

/** All that one role can do in one round, and the ends that can be told apart afterwards. */
export interface DeskGraph {
  readonly nodes: readonly DeskNode[];
  readonly outcomes: readonly Outcome[];
  readonly transitions: number;
  readonly complete: boolean;
}

/** Is told what a role comes to, the nearest first, and what is wrong there. */
export interface DeskWatch {
  scene(scene: Scene): void;
  choice(choice: Choice): void;
  fault(kind: DeskFault, at: { scene: Scene; choice: Choice | null; fact: Id | null }, node: DeskNode): void;
}

export type DeskFault = 'dead-end' | 'stand-in-stuck' | 'unknown-in-scene' | 'unknown-in-feedback' | 'tells-unknown';

/** A desk after one decision with its chances fallen in one way, and what that scored. */
export interface Followed {
  readonly falls: DeskEdge['draws'];
  readonly words: Words;
  readonly points: readonly number[];
}
