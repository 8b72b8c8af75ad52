import { Moment } from '../packed/moment';
import { liveNormaliser } from '../packed/normal';
import type { Packing } from '../packed/packing';
import type { Layout, Words } from '../packed/words';
import { horizonOf, listsOf } from './lists';
import type { Live } from './live';

/** What is still read at each moment of a case, and the normal forms of worlds then; made when first asked for. */
export class Moments {
  private readonly made = new Map<number, Moment>();
  private readonly packers = new Map<number, (words: Words, row: Int32Array) => void>();
  readonly horizon: number;

  constructor(
    readonly layout: Layout,
    readonly live: Live,
  ) {
    this.horizon = horizonOf(layout.case_);
  }

  /** `at` is the index of a phase, or half a phase later the barrier that ends it. */
  at(at: number): Moment {
    const known = this.made.get(at) ?? new Moment(this.layout, listsOf(this.layout.case_, this.live, at));
    this.made.set(at, known);
    return known;
  }

  /** Puts a world into its normal form and into a row. */
  packer(at: number, packing: Packing): (words: Words, row: Int32Array) => void {
    const known = this.packers.get(at);
    if (known) return known;
    const moment = this.at(at);
    const normal = liveNormaliser(this.layout, moment, this.horizon);
    const dead = new Set(moment.dead);
    const live = packing.byCell(packing.all.filter((word) => !dead.has(word)));
    const made = (words: Words, row: Int32Array): void => {
      normal(words);
      packing.pack(words, live, row);
    };
    this.packers.set(at, made);
    return made;
  }
}
