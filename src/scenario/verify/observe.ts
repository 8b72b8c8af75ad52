import type { Block, Case, Choice, Condition, Id, Place, Scene } from '../case';
import { atomsOf, sayAtom } from '../compile/perspective';
import { factsIn } from '../compile/text';
import { fillForm } from '../form-values';
import { compileCondition } from '../packed/condition';
import { Layout, type Words } from '../packed/words';
import { holds, knownTo, type Sight } from '../sight';
import { standInChoice } from '../stand-ins';
import type { Input } from '../state';
import { decisionsTo, type DeskEdge, type DeskGraph, type DeskNode } from './desk-graph';
import type { Observer } from './explore';
import { liveness } from './live';
import { type Node, walkTo } from './way';
import { type Fault, type Walk, walkOf } from './walk';

/** Gathers what was reached, and every fault that shows in a single situation, with the nearest way to it. */
export class Watcher implements Observer {
  readonly scenes = new Set<Id>();
  readonly choices = new Set<Id>();
  readonly injects = new Set<Id>();
  readonly endings = new Set<Id>();
  /** Conditions that held at least once. */
  private readonly held = new Set<Condition>();
  private readonly faults = new Map<string, Fault>();

  private readonly layout: Layout;
  private readonly nevers;

  constructor(private readonly case_: Case) {
    this.layout = new Layout(case_, liveness(case_));
    this.nevers = case_.checks.flatMap((check) =>
      check.check === 'never' && check.by === 'anyone'
        ? [{ check, holds: compileCondition(check.if, this.layout) }]
        : [],
    );
  }

  get found(): readonly Fault[] {
    return [...this.faults.values()];
  }

  note(condition: Condition): void {
    this.held.add(condition);
  }

  isHeld(condition: Condition): boolean {
    return this.held.has(condition);
  }

  barrier(node: Node, words: Words): void {
    const ending = this.case_.endings[(words[this.layout.ended] ?? 0) - 1];
    if (ending) this.endings.add(ending.id);
    for (const { check, holds } of this.nevers)
      if (holds(words))
        this.fault(
          'never-violated',
          check.place,
          `This happens, and the case says never: ${sayCondition(check.if)}.`,
          () => this.walk(node, null),
        );
  }

  /** Where an inject comes in, each role it is for reads its text. */
  inject(index: number, words: Words, node: Node): void {
    const inject = this.case_.injects[index];
    if (!inject) return;
    this.injects.add(inject.id);
    for (const role of inject.for)
      for (const fact of factsIn(inject.text)) {
        const word = this.layout.find(`k ${role} ${fact}`);
        if (word === undefined || words[word] === 0)
          this.unknown(`The inject "${inject.id}"`, fact, role, inject.place, () => this.walk(node, null));
      }
  }

  desk(graph: DeskGraph, from: Node): void {
    for (const node of graph.nodes) this.situation(node, graph, from);
  }

  private situation(node: DeskNode, graph: DeskGraph, from: Node): void {
    const { role } = graph;
    const scene = this.case_.scenes.find((each) => each.id === node.state.desks[role]?.at);
    if (!scene) return;
    const sight: Sight = { case: this.case_, state: node.state, role };
    const walk = (): Walk => this.walk(from, { node, role });
    this.scenes.add(scene.id);
    this.noteIf(scene.opens, sight);
    for (const rule of scene.standIns) this.noteIf(rule.when, sight);
    if (node.edges.length === 0)
      this.fault(
        'dead-end',
        scene.place,
        `${role} can get stuck in the scene "${scene.id}": nothing is offered there. Give it a choice without a condition that leads on or waits.`,
        walk,
      );
    else if (!standInChoice(this.case_, node.state, role))
      this.fault(
        'stand-in-stuck',
        scene.standIns.at(-1)?.place ?? scene.place,
        `The stand-in of ${role} can get stuck in the scene "${scene.id}": none of its lines names a choice that is offered there.`,
        walk,
      );
    this.readText(scene.body, sight, scene.place, `The scene "${scene.id}"`, walk);
    for (const edge of node.edges) this.edge(edge, scene, sight, walk);
  }

  private edge(edge: DeskEdge, scene: Scene, sight: Sight, walk: () => Walk): void {
    const { choice } = edge;
    this.choices.add(choice.id);
    this.noteIf(choice.if, sight);
    const filled = fillForm(choice, edge.given, sight);
    const full: Sight = { ...sight, form: 'values' in filled ? filled.values : {}, draws: edge.draws ?? {} };
    for (const each of [...choice.effects, ...choice.scores, ...choice.then]) this.noteIf(each.when, full);
    this.readText(
      choice.feedback,
      { ...sight, state: edge.to.state },
      choice.place,
      `The feedback of "${choice.id}"`,
      walk,
    );
    this.passedOn(choice, scene.role, full, { ...sight, state: edge.to.state }, walk);
  }

  /** Text may name only what the role knows whenever it reads it. */
  private readText(blocks: readonly Block[], sight: Sight, place: Place, what: string, walk: () => Walk): void {
    const role = sight.role ?? '';
    for (const block of blocks) {
      if (!holds(block.when, sight)) continue;
      this.noteIf(block.when, sight);
      for (const fact of factsIn(block.content))
        if (!knownTo(sight, role, fact)) this.unknown(what, fact, role, place, walk);
    }
  }

  private unknown(what: string, fact: Id, role: Id, place: Place, walk: () => Walk): void {
    this.fault(
      'fact-not-known',
      place,
      `${what} names {fact: ${fact}}, which ${role} may not know then. Put "{when: knows ${fact}}" before that paragraph, or let ${role} learn it first.`,
      walk,
      `${what} ${fact}`,
    );
  }

  private passedOn(choice: Choice, role: Id, before: Sight, after: Sight, walk: () => Walk): void {
    for (const effect of choice.effects)
      if (effect.do === 'tells' && holds(effect.when, before) && !knownTo(after, role, effect.fact))
        this.fault(
          'tells-unknown',
          choice.place,
          `"${choice.id}" passes on "${effect.fact}", which ${role} may not know then. Add "- if: knows ${effect.fact}", or let ${role} learn it in the same choice.`,
          walk,
          `${choice.id} ${effect.fact}`,
        );
  }

  private noteIf(condition: Condition | null, sight: Sight): void {
    if (condition !== null && !this.held.has(condition) && holds(condition, sight)) this.held.add(condition);
  }

  /** The first fault of its kind at its place is kept: the exploration comes to the nearest first. */
  private fault(code: string, place: Place, message: string, walk: () => Walk, about = ''): void {
    const key = `${code} ${place.file} ${String(place.line)} ${about}`;
    if (!this.faults.has(key))
      this.faults.set(key, { code, file: place.file, line: place.line, message, walk: walk() });
  }

  private walk(from: Node, at: { node: DeskNode; role: Id } | null): Walk {
    const before = walkTo(from);
    const inputs: Input[] = [...before.inputs, ...(at ? decisionsTo(at.node, at.role) : [])];
    return walkOf(this.case_, inputs, [...before.nodes, ...(at ? [at.node] : [])]);
  }
}

/** A condition in the author's words. */
export function sayCondition(condition: Condition): string {
  switch (condition.is) {
    case 'all':
      return condition.of.map(sayCondition).join(' and ');
    case 'any':
      return `(${condition.of.map(sayCondition).join(' or ')})`;
    case 'not':
      return `not ${sayCondition(condition.of)}`;
    default:
      return atomsOf(condition).map(sayAtom).join('');
  }
}
