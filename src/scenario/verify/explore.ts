import { type Case, dimensions, type Id } from '../case';
import type { Barrier } from '../packed/barrier';
import { pack } from '../packed/pack';
import type { Packing } from '../packed/packing';
import { newRange, rangeAt, Stage } from '../packed/stage';
import type { Layout, Words } from '../packed/words';
import type { Input } from '../state';
import { start } from '../step';
import type { Desks } from './desks';
import { Engine } from './engine';
import { endingEdge, type Exploration, nearestFirst, type Observer, PointsTable } from './exploration';
import type { Moments } from './moments';
import type { Step } from './way';

/**
 * Explores every course of a case, round by round, in the canonical order of roles; exact, because desks do not see each
 * other. `hasEdges` keeps where each node leads, for the way back from the endings; an engine of this case that has only
 * been played on spares making another.
 */
export function explore(
  case_: Case,
  cap: number,
  observer: Observer,
  hasEdges = false,
  engine = new Engine(case_),
): Exploration {
  return new Exploring(case_, cap, observer, hasEdges, engine).run();
}

const unwatched = (): null => null;

/** After so many nodes the observer hears how far it has come. */
const stride = 1 << 16;

class Exploring {
  private readonly layout: Layout;
  private readonly packing: Packing;
  private readonly barrier: Barrier;
  private readonly moments: Moments;
  private readonly desks: Desks;
  private readonly layers: Stage<Step>[] = [];
  private readonly stages: Stage<Step>[] = [];
  private readonly endings: Stage<Step>[] = [];
  private readonly points = new PointsTable();
  private readonly now: Words;
  private readonly row: Int32Array;
  private readonly range;
  private states = 0;
  private transitions = 0;
  private complete = true;

  constructor(
    private readonly case_: Case,
    private readonly cap: number,
    private readonly observer: Observer,
    private readonly hasEdges: boolean,
    private readonly engine: Engine,
  ) {
    this.layout = this.engine.layout;
    this.packing = this.engine.packing;
    this.barrier = this.engine.barrier;
    this.moments = this.engine.moments;
    this.desks = this.engine.desks;
    this.now = new Int32Array(this.layout.size);
    this.row = new Int32Array(this.packing.size);
    this.range = newRange(case_.roles.length);
  }

  run(): Exploration {
    let layer = this.stage(null, { is: 'start' });
    const first = pack(this.layout, start(this.case_, 'verify'));
    this.moments.packer(0, this.packing)(first, this.row);
    layer.addRow(this.row, this.range, 1, 0, -1, 0);
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
      outcomes: this.desks.outcomes,
      points: this.points.all,
      held: this.barrier.held,
      states: this.states + this.desks.states,
      transitions: this.transitions + this.desks.transitions,
      complete: this.complete && this.desks.complete,
    };
  }

  private nextLayer(layer: Stage<Step>): Stage<Step> {
    // All worlds of a layer stand in the same round.
    const at = layer.word(0, this.layout.phase);
    const phase = this.case_.phases[at];
    const last = layer.word(0, this.layout.round) >= (phase?.rounds ?? 1);
    this.observer.progress?.(this.states, at);
    let stage = this.begin(layer, at, last);
    for (const index of this.case_.roles.keys()) stage = this.turn(stage, index, at);
    for (const inject of this.case_.injects)
      if (inject.mayFire.includes(phase?.id ?? '')) stage = this.mayFire(stage, inject.id);
    return this.passAll(stage, last, { type: last ? 'end-phase' : 'end-round' });
  }

  /** Shows the ends of runs to the observer, the nearest first. */
  private tell(ended: Stage<Step>): void {
    for (const index of nearestFirst(ended)) {
      ended.read(index, this.now);
      this.observer.barrier({ stage: ended, index }, this.now);
    }
  }

  /**
   * Shows every node of a layer to the observer, the nearest first; says for each role what it can do in this round, and
   * forgets what only the roles' own possibilities depend on.
   */
  private begin(layer: Stage<Step>, phase: number, last: boolean): Stage<Step> {
    const { layout, now, case_, range, row } = this;
    const stage = this.stage(layer, { is: 'begin' });
    const to = new Int32Array(layer.count);
    const pack = this.engine.opener(phase, last);
    const roles = case_.roles.map(({ id }) => id);
    const graphs = new Int32Array(roles.length);
    let index = 0;
    const watches = roles.map((role) => () => this.observer.desk(role, { stage: layer, index }));
    for (index of nearestFirst(layer)) {
      layer.read(index, now);
      this.observer.barrier({ stage: layer, index }, now);
      layer.readRow(index, row);
      for (let each = 0; each < roles.length; each += 1)
        graphs[each] = this.desks.graphOf(row, each, phase, last, watches[each] ?? unwatched);
      layer.readRange(index, range);
      pack(now, row);
      // The word of the place says from here on what the role can do.
      for (let each = 0; each < graphs.length; each += 1)
        this.packing.put(row, layout.places[each] ?? 0, (graphs[each] ?? 0) + 1);
      to[index] = stage.addRow(row, range, layer.waysTo(index), layer.cost(index), index, 0);
    }
    if (layer.next)
      for (const each of to) {
        layer.next.leaveNext();
        layer.next.add(each, 0);
      }
    layer.forget(true);
    return this.keep(stage);
  }

  private turn(before: Stage<Step>, role: number, phase: number): Stage<Step> {
    const { layout, range, row, case_, packing, desks } = this;
    const place = layout.places[role] ?? 0;
    const isLast = role === case_.roles.length - 1;
    const stage = this.stage(before, { is: 'role', role: case_.roles[role]?.id ?? '', outcomes: desks.outcomes });
    const base = new Int32Array(packing.size);
    const made = newRange(case_.roles.length);
    const longest = rangeAt.longest + role;
    for (let index = 0; index < before.count && this.complete; index += 1) {
      before.readRow(index, base);
      before.readRange(index, range);
      before.next?.leaveNext();
      const ways = before.waysTo(index);
      const cost = before.cost(index);
      const graph = packing.word(base, 0, place) - 1;
      packing.put(base, place, 0);
      const end = desks.end(graph);
      for (let each = desks.first(graph); each < end; each += 1) {
        const taken = desks.outcomes[each];
        if (!taken) break;
        for (let cell = 0; cell < row.length; cell += 1) row[cell] = base[cell] ?? 0;
        desks.patches[each]?.apply(row);
        if (isLast) packing.put(row, layout.clock, 0);
        for (let at = 0; at < made.length; at += 1) made[at] = range[at] ?? 0;
        const { least, most } = taken;
        for (let at = 0; at < dimensions.length; at += 1) {
          made[at] = (made[at] ?? 0) + (least[at] ?? 0);
          made[rangeAt.most + at] = (made[rangeAt.most + at] ?? 0) + (most[at] ?? 0);
        }
        made[longest] = (made[longest] ?? 0) + taken.longest;
        const to = stage.addRow(row, made, ways * taken.ways, cost + taken.node.depth, index, each);
        before.next?.add(to, each);
        this.transitions += 1;
      }
      if ((index & (stride - 1)) === stride - 1) this.observer.progress?.(this.states + stage.count, phase);
      if (this.states + stage.count > this.cap) this.complete = false;
    }
    before.forget(false);
    return this.keep(stage);
  }

  private mayFire(before: Stage<Step>, inject: Id): Stage<Step> {
    const { layout, row, range, packing } = this;
    const stage = this.stage(before, { is: 'inject', inject });
    const queued = layout.word(`queued ${inject}`);
    const fired = layout.find(`i ${inject}`);
    for (let index = 0; index < before.count && this.complete; index += 1) {
      before.readRow(index, row);
      before.readRange(index, range);
      const ways = before.waysTo(index);
      before.next?.leaveNext();
      const unfired = stage.addRow(row, range, ways, before.cost(index), index, 0);
      before.next?.add(unfired, 0);
      this.transitions += 1;
      if (fired !== undefined && packing.word(row, 0, fired) === 1) continue;
      packing.put(row, queued, 1);
      const to = stage.addRow(row, range, ways, before.cost(index) + 1, index, 1);
      before.next?.add(to, 1);
      this.transitions += 1;
      if (this.states + stage.count > this.cap) this.complete = false;
    }
    before.forget(false);
    return this.keep(stage);
  }

  private passAll(before: Stage<Step>, last: boolean, input: Input): Stage<Step> {
    const { layout, now, range, row, packing, moments } = this;
    const next = this.stage(before, { is: 'barrier', input });
    const ended = this.stage(before, { is: 'barrier', input });
    this.endings.push(ended);
    for (let index = 0; index < before.count; index += 1) {
      before.read(index, now);
      before.readRange(index, range);
      before.next?.leaveNext();
      const passed = this.barrier.pass(now, last);
      const { list, count } = passed.arrivals;
      for (let each = 0; each < count; each += 1) this.observer.inject(list[each] ?? 0, now, { stage: before, index });
      for (let at = 0; at < dimensions.length; at += 1) {
        range[at] = (range[at] ?? 0) + (passed.points[at] ?? 0);
        range[rangeAt.most + at] = (range[rangeAt.most + at] ?? 0) + (passed.points[at] ?? 0);
      }
      const ends = passed.ending >= 0;
      moments.packer(ends ? this.case_.phases.length : (now[layout.phase] ?? 0), packing)(now, row);
      const to = (ends ? ended : next).addRow(row, range, before.waysTo(index), before.cost(index) + 1, index, 0);
      before.next?.add(ends ? endingEdge(to) : to, this.points.indexOf(passed.points));
      this.transitions += 1;
    }
    before.forget(false);
    return next;
  }

  private stage(before: Stage<Step> | null, step: Step): Stage<Step> {
    return new Stage(before, step, this.packing, this.case_.roles.length, this.hasEdges);
  }

  private keep(stage: Stage<Step>): Stage<Step> {
    this.stages.push(stage);
    this.states += stage.count;
    return stage;
  }
}
