import type { Case, Choice, Condition, Id, Place, Scene } from '../case';
import { atomsOf, sayAtom } from '../compile/perspective';
import { factsIn } from '../compile/text';
import { atLeast, compileCondition } from '../packed/condition';
import type { DeskFault, DeskNode, DeskWatch } from '../packed/desk-node';
import { Layout, type Words } from '../packed/words';
import type { Input } from '../state';
import type { Observer } from './exploration';
import { liveness } from './live';
import { decisionsTo, type Node, walkTo } from './way';
import { type Fault, type Walk, walkOf } from './walk';

/** Hears how many states are known by now, and in which phase the exploration is, by its index. */
export type Progress = (states: number, phase: number) => void;

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
  /** By inject, the facts that its text names and the roles that read it. */
  private readonly named;

  constructor(
    private readonly case_: Case,
    readonly progress: Progress = () => undefined,
  ) {
    this.layout = new Layout(case_, liveness(case_));
    this.nevers = case_.checks.flatMap((check) =>
      check.check === 'never' && check.by === 'anyone'
        ? [{ check, holds: compileCondition(check.if, this.layout) }]
        : [],
    );
    this.named = case_.injects.map((inject) => ({
      inject,
      facts: inject.for.flatMap((role) =>
        factsIn(inject.text).map((fact) => ({ fact, role, known: atLeast(this.layout.find(`k ${role} ${fact}`), 1) })),
      ),
    }));
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
    const named = this.named[index];
    if (!named) return;
    const { inject, facts } = named;
    this.injects.add(inject.id);
    for (const { fact, role, known } of facts)
      if (!known(words))
        this.unknown(`The inject "${inject.id}"`, fact, role, inject.place, () => this.walk(node, null));
  }

  desk(role: Id, from: Node): DeskWatch {
    return {
      scene: (scene) => this.scenes.add(scene.id),
      choice: (choice) => this.choices.add(choice.id),
      fault: (kind, { scene, choice, fact }, node) => {
        const walk = (): Walk => this.walk(from, { node, role });
        this.deskFault(kind, role, scene, choice, fact ?? '', walk);
      },
    };
  }

  private deskFault(kind: DeskFault, role: Id, scene: Scene, choice: Choice | null, fact: Id, walk: () => Walk): void {
    switch (kind) {
      case 'dead-end':
        this.fault(
          'dead-end',
          scene.place,
          `${role} can get stuck in the scene "${scene.id}": nothing is offered there. Give it a choice without a condition that leads on or waits.`,
          walk,
        );
        break;
      case 'stand-in-stuck':
        this.fault(
          'stand-in-stuck',
          scene.standIns.at(-1)?.place ?? scene.place,
          `The stand-in of ${role} can get stuck in the scene "${scene.id}": none of its lines names a choice that is offered there.`,
          walk,
        );
        break;
      case 'unknown-in-scene':
        this.unknown(`The scene "${scene.id}"`, fact, role, scene.place, walk);
        break;
      case 'unknown-in-feedback':
        if (choice) this.unknown(`The feedback of "${choice.id}"`, fact, role, choice.place, walk);
        break;
      case 'tells-unknown':
        if (!choice) break;
        this.fault(
          'tells-unknown',
          choice.place,
          `"${choice.id}" passes on "${fact}", which ${role} may not know then. Add "- if: knows ${fact}", or let ${role} learn it in the same choice.`,
          walk,
          `${choice.id} ${fact}`,
        );
        break;
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
