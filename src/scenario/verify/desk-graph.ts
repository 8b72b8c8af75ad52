import { type Case, type Choice, dimensions, type FormValues, type Id } from '../case';
import { decide, drawsOf } from '../decide';
import { offersTo } from '../offers';
import { scoredChoice } from '../score';
import type { Input, State } from '../state';
import { type Combinations, combinationsOf, openForms } from './forms';
import type { Projection } from './project';

/** One situation of one role inside a round. */
export interface DeskNode {
  readonly state: State;
  /** Fewest decisions since the round began, and the edge they came by. */
  readonly depth: number;
  readonly by: DeskEdge | null;
  readonly edges: DeskEdge[];
}

export interface DeskEdge {
  readonly from: DeskNode;
  readonly to: DeskNode;
  readonly choice: Choice;
  readonly given: FormValues;
  /** Points per principle, in the order of `dimensions`. */
  readonly points: readonly number[];
  /** How the chances of the choice fell, if it has any. */
  readonly draws: Readonly<Record<Id, boolean>> | null;
}

/** All that one role can do in one round, and the ends that can be told apart afterwards. */
export interface DeskGraph {
  readonly role: Id;
  readonly nodes: readonly DeskNode[];
  readonly outcomes: readonly Outcome[];
  readonly transitions: number;
  readonly complete: boolean;
}

/** An end of a role's round: the nearest node of its class, the range of points, how many ways, how many decisions at most. */
export interface Outcome {
  readonly node: DeskNode;
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly ways: number;
  readonly longest: number;
}

export interface Explorer {
  readonly case: Case;
  readonly projection: Projection;
  readonly combinations: ReadonlyMap<Id, Combinations>;
}

export function combinationsOfCase(case_: Case): ReadonlyMap<Id, Combinations> {
  return new Map(
    case_.scenes.flatMap((scene) => scene.choices.map((choice) => [choice.id, combinationsOf(case_, choice)])),
  );
}

/** Explores everything a role can do from the start of a round, breadth first, so that each path found is a shortest one. */
export function deskGraph(explorer: Explorer, state: State, role: Id): DeskGraph {
  const { projection } = explorer;
  const root: DeskNode = { state, depth: 0, by: null, edges: [] };
  const byKey = new Map([[projection.desk(state, role), root]]);
  const nodes = [root];
  let transitions = 0;
  let complete = true;
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (!node) break;
    for (const choice of offersTo(explorer.case, node.state, role)) {
      const combinations = explorer.combinations.get(choice.id) ?? { given: [{}], complete: true, moving: [] };
      const reached = new Map<string, { key: string; next: State }>();
      complete &&= combinations.complete;
      for (const { given, values } of openForms(choice, combinations, { case: explorer.case, state: node.state, role }))
        for (const draws of drawsPossible(choice)) {
          // Fields that only score lead to the same situation: it is worked out once for all their values.
          const way = JSON.stringify([combinations.moving.map((name) => values[name]), draws]);
          let move = reached.get(way);
          if (!move) {
            const after = decide(explorer.case, node.state, role, choice, values, (chance) => draws?.[chance] ?? false);
            move = { next: after, key: projection.desk(after, role) };
            reached.set(way, move);
          }
          const { next, key } = move;
          const known = byKey.get(key);
          const points = pointsOf(explorer.case, node.state, role, choice, values, draws, next);
          const to: DeskNode = known ?? { state: next, depth: node.depth + 1, by: null, edges: [] };
          const edge: DeskEdge = { from: node, to, choice, given, points, draws };
          if (!known) {
            (to as { by: DeskEdge | null }).by = edge;
            byKey.set(key, to);
            nodes.push(to);
          }
          node.edges.push(edge);
          transitions += 1;
        }
    }
  }
  return { role, nodes, outcomes: outcomesOf(projection, nodes, role), transitions, complete };
}

/** Every way the chances of a choice can fall; `[null]` if it has none. */
function drawsPossible(choice: Choice): readonly (Readonly<Record<Id, boolean>> | null)[] {
  const chances = Object.keys(drawsOf(choice, () => true));
  if (chances.length === 0) return [null];
  let all: Record<Id, boolean>[] = [{}];
  for (const chance of chances)
    all = all.flatMap((each) => [
      { ...each, [chance]: true },
      { ...each, [chance]: false },
    ]);
  return all;
}

function pointsOf(
  case_: Case,
  before: State,
  role: Id,
  choice: Choice,
  values: FormValues,
  draws: Readonly<Record<Id, boolean>> | null,
  after: State,
): readonly number[] {
  const points = dimensions.map(() => 0);
  for (const line of scoredChoice(case_, before, role, choice, values, draws ?? {}, after)) {
    const index = dimensions.indexOf(line.dimension);
    points[index] = (points[index] ?? 0) + line.points;
  }
  return points;
}

interface Range {
  least: number[];
  most: number[];
  ways: number;
  longest: number;
}

/** Ranges are carried forward in an order in which every node comes after all that lead to it. */
function outcomesOf(projection: Projection, nodes: readonly DeskNode[], role: Id): Outcome[] {
  const waitingFor = new Map<DeskNode, number>();
  for (const node of nodes) for (const edge of node.edges) waitingFor.set(edge.to, (waitingFor.get(edge.to) ?? 0) + 1);
  const ranges = new Map<DeskNode, Range>();
  const ready = nodes.filter((node) => !waitingFor.has(node));
  for (const node of ready)
    ranges.set(node, { least: dimensions.map(() => 0), most: dimensions.map(() => 0), ways: 1, longest: 0 });
  for (let node = ready.pop(); node; node = ready.pop()) {
    const range = ranges.get(node);
    if (!range) continue;
    for (const edge of node.edges) {
      join(ranges, edge.to, plus(range, edge.points));
      const left = (waitingFor.get(edge.to) ?? 1) - 1;
      waitingFor.set(edge.to, left);
      if (left === 0) ready.push(edge.to);
    }
  }
  const classes = new Map<string, { node: DeskNode; range: Range }>();
  for (const node of nodes) {
    const range = ranges.get(node);
    if (node.state.desks[role]?.at !== null || !range) continue;
    const key = projection.done(node.state, role);
    const known = classes.get(key);
    if (known) joinRange(known.range, range);
    else classes.set(key, { node, range: { ...range, least: [...range.least], most: [...range.most] } });
  }
  return [...classes.values()].map(({ node, range }) => ({ node, ...range }));
}

function plus(range: Range, points: readonly number[]): Range {
  return {
    least: range.least.map((value, index) => value + (points[index] ?? 0)),
    most: range.most.map((value, index) => value + (points[index] ?? 0)),
    ways: range.ways,
    longest: range.longest + 1,
  };
}

function join<K>(ranges: Map<K, Range>, key: K, range: Range): void {
  const known = ranges.get(key);
  if (known) joinRange(known, range);
  else ranges.set(key, range);
}

function joinRange(into: Range, range: Range): void {
  for (const index of dimensions.keys()) {
    into.least[index] = Math.min(into.least[index] ?? 0, range.least[index] ?? 0);
    into.most[index] = Math.max(into.most[index] ?? 0, range.most[index] ?? 0);
  }
  into.ways += range.ways;
  into.longest = Math.max(into.longest, range.longest);
}

/** The decisions that lead from the start of the round to a node. */
export function decisionsTo(node: DeskNode, role: Id): Input[] {
  const inputs: Input[] = [];
  for (let edge = node.by; edge; edge = edge.from.by)
    inputs.unshift({
      type: 'decide',
      role,
      scene: edge.from.state.desks[role]?.at ?? '',
      choice: edge.choice.id,
      ...(Object.keys(edge.given).length > 0 ? { form: edge.given } : {}),
    });
  return inputs;
}
