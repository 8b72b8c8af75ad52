import type { Case } from '../case';
import { Barrier } from '../packed/barrier';
import { Packing } from '../packed/packing';
import { Layout, type Words } from '../packed/words';
import { Desks } from './desks';
import { horizonOf } from './lists';
import { liveness } from './live';
import { Moments } from './moments';
import { liveNormaliser, normaliser, type Normalise } from '../packed/normal';

/** Everything of a case that is compiled once to be played on packed worlds. */
export class Engine {
  readonly layout: Layout;
  readonly packing: Packing;
  readonly barrier: Barrier;
  readonly moments: Moments;
  readonly desks: Desks;
  private readonly normals = new Map<number, Normalise>();

  constructor(readonly case_: Case) {
    const live = liveness(case_);
    this.layout = new Layout(case_, live);
    this.packing = new Packing(this.layout.widths(horizonOf(case_)));
    this.barrier = new Barrier(this.layout);
    this.moments = new Moments(this.layout, live);
    this.desks = new Desks(this.layout, this.packing, this.moments, this.barrier.held);
  }

  isLastRound(words: Words): boolean {
    return (words[this.layout.round] ?? 0) >= (this.case_.phases[words[this.layout.phase] ?? 0]?.rounds ?? 1);
  }

  /** The normal form of a world at the start of a round. */
  normal(words: Words): void {
    const phase = words[this.layout.phase] ?? 0;
    const known = this.normals.get(phase) ?? normaliser(this.layout, this.moments.at(phase), this.moments.horizon);
    this.normals.set(phase, known);
    known(words);
  }

  /** Makes a world ready for the desks of a round to be laid over it: into a row in which nobody has had a turn. */
  opener(phase: number, last: boolean): (words: Words, row: Int32Array) => void {
    const { layout, packing } = this;
    const moment = this.moments.at(phase + (last ? 0.5 : 0));
    const normal = liveNormaliser(layout, moment, this.moments.horizon);
    const dead = new Set(moment.dead);
    const live = packing.byCell(packing.all.filter((word) => !dead.has(word)));
    return (words, row) => {
      const clock = words[layout.clock] ?? 0;
      const began = words[layout.began] ?? 0;
      normal(words);
      words[layout.clock] = clock;
      words[layout.began] = began;
      layout.openRound(words, last);
      packing.pack(words, live, row);
    };
  }
}
