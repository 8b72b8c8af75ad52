import { type Case, type Condition, dimensions, type Id } from '../case';
import { Barrier } from '../packed/barrier';
import { Moment } from '../packed/moment';
import { normaliser, type Normalise, readerOf } from '../packed/normal';
import { apply, pack, type Patch, patchOf } from '../packed/pack';
import { WordTable } from '../packed/word-table';
import { Packing } from '../packed/packing';
import { newRange, Stage } from '../packed/stage';
import { Layout, type Words } from '../packed/words';
import type { Input } from '../state';
import { barrierInput, isLastRound, start } from '../step';
import { combinationsOfCase, type DeskGraph, deskGraph, type Explorer, type Outcome } from './desk-graph';
import { horizonOf, listsOf } from './lists';
import { liveness, readsOf } from './live';
import { projectionOf } from './project';
import { type Node, plainState, type Step } from './way';

/** Told of everything that the exploration finds, the nearest first within each round. */
export interface Observer {
  desk(graph: DeskGraph, from: Node): void;
  /** The start of a round, or the end of the run. */
  barrier(node: Node, words: Words): void;
  /** An inject came in at the barrier after this node and left these words. */
  inject(index: number, words: Words, node: Node): void;
}

export interface Exploration {
  readonly case: Case;
  readonly layout: Layout;
  /** Starts of rounds, in the order of play; each keeps its words. */
  readonly layers: readonly Stage<Step>[];
  /** Everything explored, in the order of play, the layers included; endings are apart. */
  readonly stages: readonly Stage<Step>[];
  readonly endings: readonly Stage<Step>[];
  readonly outcomes: readonly { readonly outcome: Outcome }[];
  /** Points of the barriers, which the edges into a layer or an ending name by index. */
  readonly points: readonly (readonly number[])[];
  /** Conditions of injects, breaches and endings that held at least once. */
  readonly held: ReadonlySet<Condition>;
  readonly states: number;
  readonly transitions: number;
  /** False if the cap was reached or a form has too many combinations: then nothing is proven. */
  readonly complete: boolean;
}

/** An edge into an ending is told from one into the next round by its sign. */
export const endingEdge = (index: number): number => -1 - index;

/** Explores every course of a case, round by round, in the canonical order of roles; exact, because desks do not see each other. */
export function explore(case_: Case, cap: number, observer: Observer): Exploration {
  return new Exploring(case_, cap, observer).run();
}

/** The possibilities of one role in one phase: what it reads of a world, and the graph for each world as it reads it. */
interface Reader {
  readonly read: Normalise;
  readonly worlds: WordTable;
  readonly graphs: number[];
}

class Exploring {
  private readonly explorer: Explorer;
  private readonly live;
  private readonly horizon: number;
  private readonly layout: Layout;
  private readonly packing: Packing;
  private readonly barrier: Barrier;
  private readonly normal = new Map<number, Normalise>();
  private readonly moments = new Map<number, Moment>();
  private readonly readers = new Map<string, Reader>();
  /** By graph: the index of its first outcome, and of the one after its last. */
  private readonly spans: { readonly from: number; readonly to: number }[] = [];
  private readonly outcomes: { readonly outcome: Outcome; readonly patch: Patch }[] = [];
  private readonly layers: Stage<Step>[] = [];
  private readonly stages: Stage<Step>[] = [];
  private readonly endings: Stage<Step>[] = [];
  private readonly points: number[][] = [];
  private readonly pointsKnown = new Map<string, number>();
  private readonly now: Words;
  private readonly range;
  private readonly made;
  private states = 0;
  private transitions = 0;
  private complete = true;

  constructor(
    private readonly case_: Case,
    private readonly cap: number,
    private readonly observer: Observer,
  ) {
    this.explorer = { case: case_, projection: projectionOf(case_), combinations: combinationsOfCase(case_) };
    this.live = liveness(case_);
    this.horizon = horizonOf(case_);
    this.layout = new Layout(case_, this.live);
    this.packing = new Packing(this.layout.widths(this.horizon));
    this.barrier = new Barrier(this.layout);
    this.now = new Int32Array(this.layout.size);
    this.range = newRange(dimensions.length, case_.roles.length);
    this.made = newRange(dimensions.length, case_.roles.length);
  }

  run(): Exploration {
    let layer = this.stage(null, { is: 'start' });
    const first = pack(this.layout, start(this.case_, 'verify'));
    this.normaliser(0)(first);
    layer.add(first, this.range, 0, -1, 0);
    while (layer.count > 0 && this.complete) {
      this.layers.push(layer);
      this.keep(layer);
      layer = this.nextLayer(layer);
      if (this.states > this.cap) this.complete = false;
    }
    for (const ended of this.endings) {
      this.states += ended.count;
      this.tell(ended);
    }
    return {
      case: this.case_,
      layout: this.layout,
      layers: this.layers,
      stages: this.stages,
      endings: this.endings,
      outcomes: this.outcomes,
      points: this.points,
      held: this.barrier.held,
      states: this.states,
      transitions: this.transitions,
      complete: this.complete,
    };
  }

  private nextLayer(layer: Stage<Step>): Stage<Step> {
    const order = this.tell(layer);
    const sample = plainState(this.case_, { stage: layer, index: order[0] ?? 0 });
    const last = isLastRound(this.case_, sample);
    let stage = this.begin(layer, order, last);
    for (const index of this.case_.roles.keys()) stage = this.turn(stage, index);
    for (const inject of this.case_.injects)
      if (inject.mayFire.includes(sample.phase)) stage = this.mayFire(stage, inject.id);
    return this.passAll(stage, last, barrierInput(this.case_, sample));
  }

  /** Shows every node of a layer to the observer, the nearest first. */
  private tell(layer: Stage<Step>): readonly number[] {
    const order = Array.from({ length: layer.count }, (_, index) => index);
    order.sort((a, b) => layer.cost(a) - layer.cost(b));
    for (const index of order) {
      layer.read(index, this.now);
      this.observer.barrier({ stage: layer, index }, this.now);
    }
    return order;
  }

  /** Says for each role what it can do in this round, and forgets what only the roles' own possibilities depend on. */
  private begin(layer: Stage<Step>, order: readonly number[], last: boolean): Stage<Step> {
    const { layout, now, case_ } = this;
    const stage = this.stage(layer, { is: 'begin' });
    const to = new Int32Array(layer.count);
    for (const index of order) {
      const ids = case_.roles.map((role) => this.graphOf(layer, index, role.id));
      layer.read(index, now);
      layer.readRange(index, this.range);
      const clock = now[layout.clock] ?? 0;
      const began = now[layout.began] ?? 0;
      this.normaliser((now[layout.phase] ?? 0) + (last ? 0.5 : 0))(now);
      now[layout.clock] = clock;
      now[layout.began] = began;
      layout.openRound(now, last);
      for (const [role, id] of ids.entries()) now[layout.graphs[role] ?? 0] = id + 1;
      to[index] = stage.add(now, this.range, layer.cost(index), index, 0);
    }
    for (const each of to) {
      layer.next.leaveNext();
      layer.next.add(each, 0);
    }
    return this.keep(stage);
  }

  /** Worlds that give a role the same possibilities share one exploration of its round. */
  private graphOf(layer: Stage<Step>, index: number, role: Id): number {
    const { layout, now } = this;
    layer.read(index, now);
    const phase = this.case_.phases[now[layout.phase] ?? 0]?.id ?? '';
    const reader = this.readerOf(role, phase);
    reader.read(now);
    const known = reader.graphs[reader.worlds.indexOf(now)];
    if (known !== undefined) return known;
    const node = { stage: layer, index };
    const state = plainState(this.case_, node);
    const graph = deskGraph(this.explorer, state, role);
    const from = this.outcomes.length;
    const last = isLastRound(this.case_, state);
    const moment = this.moment(this.case_.phases.findIndex(({ id }) => id === phase) + (last ? 0.5 : 0));
    for (const outcome of graph.outcomes)
      this.outcomes.push({ outcome, patch: patchOf(layout, outcome.node.state, role, last, moment) });
    reader.graphs.push(this.spans.length);
    this.spans.push({ from, to: this.outcomes.length });
    this.states += graph.nodes.length;
    this.transitions += graph.transitions;
    this.complete &&= graph.complete;
    this.observer.desk(graph, node);
    return this.spans.length - 1;
  }

  private readerOf(role: Id, phase: Id): Reader {
    const { case_, layout } = this;
    const name = `${role} ${phase}`;
    const known = this.readers.get(name);
    if (known) return known;
    const moment = new Moment(layout, listsOf(case_, readsOf(case_, this.live, role, phase), 0));
    const made = {
      read: readerOf(layout, moment, role, this.horizon),
      worlds: new WordTable(this.packing),
      graphs: [],
    };
    this.readers.set(name, made);
    return made;
  }

  private turn(before: Stage<Step>, role: number): Stage<Step> {
    const { layout, now, range, made, case_ } = this;
    const id = case_.roles[role]?.id ?? '';
    const graph = layout.graphs[role] ?? 0;
    const isLast = role === case_.roles.length - 1;
    const stage = this.stage(before, { is: 'role', role: id, outcomes: this.outcomes });
    const base = new Int32Array(layout.size);
    for (let index = 0; index < before.count && this.complete; index += 1) {
      before.read(index, base);
      before.readRange(index, range);
      before.next.leaveNext();
      const cost = before.cost(index);
      const span = this.spans[(base[graph] ?? 0) - 1];
      base[graph] = 0;
      for (let each = span?.from ?? 0; each < (span?.to ?? 0); each += 1) {
        const taken = this.outcomes[each];
        if (!taken) break;
        const { outcome, patch } = taken;
        now.set(base);
        apply(layout, now, patch);
        if (isLast) now[layout.clock] = 0;
        for (let at = 0; at < dimensions.length; at += 1) {
          made.least[at] = (range.least[at] ?? 0) + (outcome.least[at] ?? 0);
          made.most[at] = (range.most[at] ?? 0) + (outcome.most[at] ?? 0);
        }
        made.longest.set(range.longest);
        made.longest[role] = (range.longest[role] ?? 0) + outcome.longest;
        made.ways = range.ways * outcome.ways;
        before.next.add(stage.add(now, made, cost + outcome.node.depth, index, each), each);
        this.transitions += 1;
      }
      if (this.states + stage.count > this.cap) this.complete = false;
    }
    before.forget();
    return this.keep(stage);
  }

  private mayFire(before: Stage<Step>, inject: Id): Stage<Step> {
    const { layout, now, range } = this;
    const stage = this.stage(before, { is: 'inject', inject });
    const queued = layout.word(`queued ${inject}`);
    const fired = layout.find(`i ${inject}`);
    for (let index = 0; index < before.count; index += 1) {
      before.read(index, now);
      before.readRange(index, range);
      before.next.leaveNext();
      before.next.add(stage.add(now, range, before.cost(index), index, 0), 0);
      this.transitions += 1;
      if (fired !== undefined && now[fired] === 1) continue;
      now[queued] = 1;
      before.next.add(stage.add(now, range, before.cost(index) + 1, index, 1), 1);
      this.transitions += 1;
    }
    before.forget();
    return this.keep(stage);
  }

  private passAll(before: Stage<Step>, last: boolean, input: Input): Stage<Step> {
    const { layout, now, range } = this;
    const next = this.stage(before, { is: 'barrier', input });
    const ended = this.stage(before, { is: 'barrier', input });
    this.endings.push(ended);
    for (let index = 0; index < before.count; index += 1) {
      before.read(index, now);
      before.readRange(index, range);
      before.next.leaveNext();
      const passed = this.barrier.pass(now, last);
      for (const each of passed.arrived) this.observer.inject(each, now, { stage: before, index });
      for (let at = 0; at < dimensions.length; at += 1) {
        range.least[at] = (range.least[at] ?? 0) + (passed.points[at] ?? 0);
        range.most[at] = (range.most[at] ?? 0) + (passed.points[at] ?? 0);
      }
      const ends = passed.ending >= 0;
      this.normaliser(ends ? this.case_.phases.length : (now[layout.phase] ?? 0))(now);
      const to = (ends ? ended : next).add(now, range, before.cost(index) + 1, index, 0);
      before.next.add(ends ? endingEdge(to) : to, this.pointsOf(passed.points));
      this.transitions += 1;
    }
    before.forget();
    return next;
  }

  private pointsOf(points: Int32Array): number {
    const key = points.join();
    const known = this.pointsKnown.get(key);
    if (known !== undefined) return known;
    this.pointsKnown.set(key, this.points.length);
    this.points.push([...points]);
    return this.points.length - 1;
  }

  private normaliser(threshold: number): Normalise {
    const known = this.normal.get(threshold) ?? normaliser(this.layout, this.moment(threshold), this.horizon);
    this.normal.set(threshold, known);
    return known;
  }

  private moment(threshold: number): Moment {
    const known = this.moments.get(threshold) ?? new Moment(this.layout, listsOf(this.case_, this.live, threshold));
    this.moments.set(threshold, known);
    return known;
  }

  private stage(before: Stage<Step> | null, step: Step): Stage<Step> {
    return new Stage(before, step, this.packing, dimensions.length, this.case_.roles.length);
  }

  private keep(stage: Stage<Step>): Stage<Step> {
    this.stages.push(stage);
    this.states += stage.count;
    return stage;
  }
}
