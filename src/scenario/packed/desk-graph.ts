import { type Condition, dimensions, type FormValues, type Id } from '../case';
import type { Passing } from './desk-acts';
import { compileScene, type DeskChoice, type DeskScene } from './desk-choice';
import type { FormWay } from './desk-forms';
import { DeskEdges } from './desk-edges';
import type { DeskEdge, DeskFault, DeskGraph, DeskNode, DeskWatch, Followed } from './desk-node';
import { Outcomes } from './desk-outcome';
import { phasesOf } from '../verify/scene-phases';
import { DeskWords } from './desk-words';
import type { Moment } from './moment';
import { RowTable } from './row-table';
import type { Layout, Words } from './words';

/** One role in one phase, compiled: explores all that the role can do from the start of a round, or from inside it. */
export class DeskMachine {
  readonly desk: DeskWords;
  private readonly scenes: ReadonlyMap<Id, DeskScene>;
  private readonly sceneAt: (DeskScene | null | undefined)[] = [];
  private readonly table: RowTable;
  private readonly now: Words;
  private readonly after: Words;
  private readonly points = new Int32Array(dimensions.length);
  private readonly least = new Int32Array(dimensions.length);
  private readonly most = new Int32Array(dimensions.length);
  private readonly broken: Passing[] = [];
  private readonly edges = new DeskEdges();
  private readonly sum = new Int32Array(dimensions.length);
  private readonly outcomes: Outcomes;

  constructor(
    readonly layout: Layout,
    readonly role: Id,
    phase: number,
    /** What is read in this phase or later. */
    alive: Moment,
    held: Set<Condition>,
  ) {
    this.desk = new DeskWords(layout, role, alive);
    this.outcomes = new Outcomes(this.desk);
    const { case_ } = layout;
    const scenes = case_.scenes.filter((scene) => scene.role === role && phasesOf(case_, scene).includes(phase));
    this.scenes = new Map(scenes.map((scene) => [scene.id, compileScene(scene, this.desk, held)]));
    this.table = new RowTable(this.desk.size);
    this.now = new Int32Array(this.desk.size);
    this.after = new Int32Array(this.desk.size);
  }

  /** The words of a desk before its first decision, from a world as this role reads it. */
  begin(world: Words): Words {
    const words = new Int32Array(this.desk.size);
    words.set(world);
    return words;
  }

  /**
   * Explores breadth first, so that each way found is a shortest one. It begins where the desk is, which is `begun` or what
   * `follow` has made of it.
   */
  graph(begun: Words, last: boolean, done: Moment, watch: DeskWatch | null, first: Words = begun): DeskGraph {
    const { table, now, edges } = this;
    table.clear();
    table.indexOf(first);
    const nodes: DeskNode[] = [{ depth: 0, by: null, scene: this.sceneOf(first)?.scene ?? null }];
    edges.clear();
    let transitions = 0;
    let complete = true;
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      now.set(table.rows.subarray(index * table.size, (index + 1) * table.size));
      const scene = this.sceneOf(now);
      if (!node || !scene) continue;
      const before = transitions;
      for (const choice of scene.choices) {
        if (!choice.offered(now)) continue;
        complete &&= choice.complete;
        for (const way of choice.ways) {
          if (!canGive(way, now)) continue;
          for (const draw of choice.draws) {
            this.take(choice, way, draw.said);
            const to = table.indexOf(this.after);
            if (to === nodes.length) {
              const by: DeskEdge = {
                from: node,
                choice: choice.choice,
                given: way.forms[0]?.given ?? {},
                draws: draw.falls,
              };
              nodes.push({ depth: node.depth + 1, by, scene: this.sceneOf(this.after)?.scene ?? null });
            }
            if (watch) this.watchMove(choice, scene, node, watch);
            edges.add(index, to, way.forms.length, this.least, this.most);
            transitions += way.forms.length;
          }
        }
      }
      if (watch) this.watchNode(scene, node, transitions === before, watch);
    }
    return {
      nodes,
      outcomes: this.outcomes.of(table, nodes, edges, { last, done, begun }),
      transitions,
      complete,
    };
  }

  /** The choices that are offered where these words stand. */
  offers(words: Words): readonly Id[] {
    const choices = this.sceneOf(words)?.choices ?? [];
    return choices.filter((each) => each.offered(words)).map(({ choice }) => choice.id);
  }

  /** What follows for these words from a choice taken with this form: one result for each way its chances can fall. */
  follow(from: Words, id: Id, given: FormValues): readonly Followed[] {
    const choice = this.sceneOf(from)?.choices.find((each) => each.choice.id === id);
    const way = choice?.wayOf(given);
    if (!choice || !way) return [];
    this.now.set(from);
    return choice.draws.map(({ falls, said }) => {
      this.take(choice, way, said);
      return { falls, words: this.after.slice(), points: [...this.most] };
    });
  }

  private sceneOf(words: Words): DeskScene | null {
    const place = words[this.desk.place] ?? 0;
    const known = this.sceneAt[place];
    if (known !== undefined) return known;
    const [at = ''] = this.layout.textOf(place).split('<');
    const scene = this.scenes.get(at) ?? null;
    if (!scene && at !== '' && at !== '-') throw new Error(`${this.role} cannot stand in "${at}" in this phase.`);
    while (this.sceneAt.length <= place) this.sceneAt.push(undefined);
    this.sceneAt[place] = scene;
    return scene;
  }

  /** From `now` to `after`; the range of points over all forms of the way goes into `least` and `most`. */
  private take(choice: DeskChoice, way: FormWay, draws: Uint8Array): void {
    const { now, after, desk, points, broken } = this;
    const { said } = desk;
    said.form = way.forms[0]?.said ?? said.form;
    said.draws = draws;
    after.set(now);
    points.fill(0);
    broken.length = 0;
    for (const rule of choice.plain)
      if (rule.holds(now)) points[rule.dimension] = (points[rule.dimension] ?? 0) + rule.points;
    if (desk.isTimed) after[desk.spent] = (now[desk.spent] ?? 0) + choice.choice.costs;
    const done = after[desk.spent] ?? 0;
    if (choice.chosen !== undefined) after[choice.chosen] = 1;
    this.pass(way.passings);
    way.send?.(after, done);
    for (let each = 0; each < choice.effects.length; each += 1) {
      const effect = choice.effects[each];
      if (!effect?.holds(now)) continue;
      this.pass(way.effectPassings[each] ?? []);
      effect.act(after, done);
    }
    let moved = false;
    for (const then of choice.thens) {
      if (!then.holds(now) || moved) continue;
      then.move(after);
      moved = true;
    }
    for (const each of broken) {
      if (each.agreed(after)) continue;
      points[each.dimension] = (points[each.dimension] ?? 0) + each.points;
      if (each.breached !== undefined) after[each.breached] = 1;
    }
    this.score(choice, way);
  }

  private pass(passings: readonly Passing[]): void {
    for (const each of passings) if (each.sent(this.after)) this.broken.push(each);
  }

  private score(choice: DeskChoice, way: FormWay): void {
    const { least, most, points, now, sum } = this;
    if (choice.formed.length === 0) {
      least.set(points);
      most.set(points);
      return;
    }
    least.fill(0x7fffffff);
    most.fill(-0x7fffffff);
    for (const form of way.forms) {
      this.desk.said.form = form.said;
      sum.set(points);
      for (const rule of choice.formed)
        if (rule.holds(now)) sum[rule.dimension] = (sum[rule.dimension] ?? 0) + rule.points;
      for (let each = 0; each < dimensions.length; each += 1) {
        const value = sum[each] ?? 0;
        if (value < (least[each] ?? 0)) least[each] = value;
        if (value > (most[each] ?? 0)) most[each] = value;
      }
    }
  }

  private watchNode(scene: DeskScene, node: DeskNode, isStuck: boolean, watch: DeskWatch): void {
    const { now } = this;
    const fault = (kind: DeskFault, fact: Id | null): void => {
      watch.fault(kind, { scene: scene.scene, choice: null, fact }, node);
    };
    watch.scene(scene.scene);
    if (isStuck) fault('dead-end', null);
    else if (!scene.standIns.some((holds) => holds(now))) fault('stand-in-stuck', null);
    for (const text of scene.body)
      if (text.holds(now)) for (const { fact, known } of text.facts) if (!known(now)) fault('unknown-in-scene', fact);
  }

  private watchMove(choice: DeskChoice, scene: DeskScene, node: DeskNode, watch: DeskWatch): void {
    const { now, after } = this;
    const fault = (kind: DeskFault, fact: Id): void => {
      watch.fault(kind, { scene: scene.scene, choice: choice.choice, fact }, node);
    };
    watch.choice(choice.choice);
    for (let index = 0; index < choice.feedback.length; index += 1) {
      const text = choice.feedback[index];
      if (text?.holds(after) !== true) continue;
      for (const { fact, known } of text.facts) if (!known(after)) fault('unknown-in-feedback', fact);
    }
    for (let index = 0; index < choice.effects.length; index += 1) {
      const { tells, holds } = choice.effects[index] ?? {};
      const effect = choice.choice.effects[index];
      if (tells && effect?.do === 'tells' && holds?.(now) === true && !tells(after))
        fault('tells-unknown', effect.fact);
    }
  }
}

function canGive(way: FormWay, words: Words): boolean {
  for (const known of way.needs) if (!known(words)) return false;
  return true;
}
