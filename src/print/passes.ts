import type { Node, Strip } from './strip';

/** A block as it was set: its strips, what the galley still held after it, and the page numbers that it prints. */
interface Told<Rest> {
  readonly strips: readonly Strip[];
  readonly rest: Rest;
  readonly asked: ReadonlyMap<string, number | undefined>;
}

/**
 * What the passes over one book have in common. A book is laid out until the page numbers it prints are true; a block
 * that prints the same numbers as in an earlier pass, or none, is not set again. Blocks and sections come in the same
 * order in each pass, and are known by it.
 */
export class Passes<Rest> {
  private readonly told: Told<Rest>[] = [];
  private readonly nodes: Node[] = [];
  private block = 0;
  private section = 0;
  private asked = new Map<string, number | undefined>();
  private page: (id: string) => number | undefined = () => undefined;

  /** Begins a pass in which ids stand on the pages that `page` tells. Answers with what is to be asked instead of it. */
  begin(page: (id: string) => number | undefined): (id: string) => number | undefined {
    this.block = 0;
    this.section = 0;
    this.page = page;
    return (id) => {
      const number = page(id);
      this.asked.set(id, number);
      return number;
    };
  }

  /** The node of the next section: the same one in every pass, so that blocks of several passes hang under it. */
  sectionUnder(parent: Node): Node {
    const at = this.section++;
    const known = this.nodes[at];
    return known?.parent === parent ? known : (this.nodes[at] = { tag: 'Sect', parent });
  }

  /** The next block as an earlier pass has set it, if it would be set so again; else as `set` sets it now. */
  next(set: () => { readonly strips: readonly Strip[]; readonly rest: Rest }): Pick<Told<Rest>, 'strips' | 'rest'> {
    const at = this.block++;
    const known = this.told[at];
    if (known && [...known.asked].every(([id, number]) => this.page(id) === number)) return known;
    this.asked = new Map();
    const fresh = { ...set(), asked: this.asked };
    this.told[at] = fresh;
    return fresh;
  }
}
