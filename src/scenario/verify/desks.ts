import type { Condition } from '../case';
import { DeskMachine } from '../packed/desk-graph';
import type { DeskGraph, DeskWatch } from '../packed/desk-node';
import type { Outcome } from '../packed/desk-outcome';
import { Moment } from '../packed/moment';
import { type Normalise, readerOf, unreadBy } from '../packed/normal';
import type { Packing } from '../packed/packing';
import { RowPatch } from '../packed/row-patch';
import { RowTable } from '../packed/row-table';
import type { Layout, Words } from '../packed/words';
import { listsOf } from './lists';
import { readsOf } from './live';
import type { Moments } from './moments';

/** The possibilities of one role in one phase: what it reads of a world, and the graph for each world as it reads it. */
interface Reader {
  readonly machine: DeskMachine;
  readonly read: Normalise;
  /** Whether the clock itself is read, and not only how long ago the phase began. */
  readonly clock: boolean;
  /** The bits of a row that are read. Rows that differ in them may still be read alike. */
  readonly bits: Int32Array;
  readonly rows: RowTable;
  readonly rowGraphs: number[];
  readonly worlds: RowTable;
  readonly worldGraphs: number[];
}

/** Explores the roles' rounds apart from each other: worlds that give a role the same possibilities share one graph. */
export class Desks {
  readonly outcomes: Outcome[] = [];
  readonly patches: RowPatch[] = [];
  states = 0;
  transitions = 0;
  complete = true;
  /** By role and phase, as indexes. */
  private readonly readers: Reader[][];
  /** By graph: the index of its first outcome, and of the one after its last. */
  private readonly firsts: number[] = [];
  private readonly ends: number[] = [];
  private readonly now: Words;
  private readonly row: Int32Array;

  constructor(
    private readonly layout: Layout,
    private readonly packing: Packing,
    private readonly moments: Moments,
    private readonly held: Set<Condition>,
  ) {
    this.readers = layout.case_.roles.map(() => []);
    this.now = new Int32Array(layout.size);
    this.row = new Int32Array(packing.size);
  }

  /** The graph of a role in the world of this row; explored where no world before gave it the same possibilities. */
  graphOf(row: Int32Array, role: number, phase: number, last: boolean, watch: () => DeskWatch | null): number {
    const { layout, packing } = this;
    const reader = this.readerOf(role, phase);
    const key = this.row;
    for (let cell = 0; cell < key.length; cell += 1) key[cell] = (row[cell] ?? 0) & (reader.bits[cell] ?? 0);
    if (!reader.clock) {
      packing.put(key, layout.clock, packing.word(row, 0, layout.clock) - packing.word(row, 0, layout.began));
      packing.put(key, layout.began, 0);
    }
    const index = reader.rows.indexOf(key);
    const known = reader.rowGraphs[index];
    if (known !== undefined) return known;
    packing.unpack(row, 0, this.now);
    reader.read(this.now);
    const world = reader.worlds.indexOf(this.now);
    const graph = reader.worldGraphs[world] ?? this.explored(reader, phase, last, watch());
    reader.worldGraphs[world] = graph;
    reader.rowGraphs[index] = graph;
    return graph;
  }

  first(graph: number): number {
    return this.firsts[graph] ?? 0;
  }

  end(graph: number): number {
    return this.ends[graph] ?? 0;
  }

  /** The machine of a role in a phase, and the desk with which it begins in this world. */
  begin(words: Words, role: number, phase: number): { readonly machine: DeskMachine; readonly desk: Words } {
    const { machine, read } = this.readerOf(role, phase);
    this.now.set(words);
    read(this.now);
    return { machine, desk: machine.begin(this.now) };
  }

  private explored(reader: Reader, phase: number, last: boolean, watch: DeskWatch | null): number {
    const { machine } = reader;
    const done = this.moments.at(phase + (last ? 0.5 : 0));
    const graph: DeskGraph = machine.graph(machine.begin(this.now), last, done, watch);
    this.firsts.push(this.outcomes.length);
    for (const outcome of graph.outcomes) {
      this.outcomes.push(outcome);
      this.patches.push(new RowPatch(this.layout, this.packing, outcome.patch));
    }
    this.ends.push(this.outcomes.length);
    this.states += graph.nodes.length;
    this.transitions += graph.transitions;
    this.complete &&= graph.complete;
    return this.firsts.length - 1;
  }

  private readerOf(at: number, phase: number): Reader {
    const { layout, packing } = this;
    const known = this.readers[at]?.[phase];
    if (known) return known;
    const role = layout.case_.roles[at]?.id ?? '';
    const { case_ } = layout;
    const reads = readsOf(case_, this.moments.live, role, case_.phases[phase]?.id ?? '');
    const moment = new Moment(layout, listsOf(case_, reads, 0));
    const unread = new Set(unreadBy(layout, moment, role));
    const made: Reader = {
      machine: new DeskMachine(layout, role, phase, this.moments.at(phase), this.held),
      read: readerOf(layout, moment, role, this.moments.horizon),
      clock: moment.clock,
      bits: packing.bitsOf(Array.from({ length: layout.size }, (_, word) => word).filter((word) => !unread.has(word))),
      rows: new RowTable(packing.size),
      rowGraphs: [],
      worlds: new RowTable(layout.size),
      worldGraphs: [],
    };
    const readers = this.readers[at];
    if (readers) readers[phase] = made;
    return made;
  }
}
