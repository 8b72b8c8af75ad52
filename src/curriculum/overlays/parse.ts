import { readBlocks, type Surroundings } from '../blocks';
import type { Block } from '../curriculum';
import { report, takeProse, type Gather } from '../gather';
import { allBlocks } from '../modules';
import type { Content } from '../../prose';
import { meant } from '../nearest';
import type { OverlaySource } from './read';
import { stampOf, type Patch } from './overlay';

/** A block of the programme's text, with the module it stands in (its id, or `preface`) and that module's number. */
export interface Standing {
  readonly block: Block;
  readonly module: string;
  readonly number: number;
  /** What is no block: of it only the title is patched. */
  readonly of?: 'module' | 'section';
}

/** A patch understood: whether it still fits its block, and what it brings. */
export interface Reading extends Standing {
  readonly patch: Patch;
  readonly stale: boolean;
  /** For `replace`: the words that take the place of the block's own. */
  readonly words: readonly Content[];
  /** For `add-after` and `add-into`: whole blocks. */
  readonly blocks: readonly Block[];
}

const holdNothing = new Set<string>(['say', 'do', 'ask', 'watch-for', 'definition', 'source', 'figure', 'text', 'heading']);

/** Understands every patch against the blocks as they stand now. What is wrong is reported, and its patch left out. */
export function readPatches(
  gather: Gather,
  source: OverlaySource,
  standing: ReadonlyMap<string, Standing>,
  whyNot: (id: string) => string | undefined = () => undefined,
): Reading[] {
  const taken = new Set<string>();
  const count = counter();
  return source.patches.flatMap((patch): Reading[] => {
    const place = { file: patch.file, line: patch.line };
    const found = standing.get(patch.block);
    if (!found) {
      const reason = whyNot(patch.block);
      if (reason !== undefined) {
        report(gather, 'overlay-patch-wrong', place, reason);
        return [];
      }
      const message = `The books have no block "${patch.block.slice(0, 80)}".${meant(patch.block, [...standing.keys()])}`;
      report(gather, 'overlay-block-unknown', place, message);
      return [];
    }
    const wrong = whatIsWrong(patch, found, taken);
    if (wrong !== undefined) {
      report(gather, 'overlay-patch-wrong', place, wrong);
      return [];
    }
    if (patch.kind === 'replace' || patch.kind === 'hide') taken.add(patch.block);
    const { audience } = found.block;
    // What follows a facilitator's note is the facilitator's too, unless it is put somewhere else.
    const at: Surroundings = { gather, file: patch.file, audience, around: [], count: count(found.number) };
    const added = patch.kind === 'add-after' || patch.kind === 'add-into';
    const blocks = added ? readBlocks(patch.children, at).map((block): Block => ({ ...block, local: 'added' })) : [];
    const words = patch.kind === 'replace' ? wordsOf(gather, patch, at) : [];
    if (allBlocks(blocks).some((block) => block.activity)) {
      report(gather, 'overlay-patch-wrong', place, noActivity);
      return [];
    }
    return [{ ...found, patch, stale: patch.against !== stampOf(found.block), words, blocks }];
  });
}

const noActivity = 'An overlay adds no activity: the time of the two days is the agenda’s. Write a tool, a handout or a reflection.';

function whatIsWrong(patch: Patch, { block, of }: Standing, taken: ReadonlySet<string>): string | undefined {
  if (of && (patch.kind !== 'replace' || patch.title === undefined || patch.children.length > 0)) {
    return `"${patch.block}" is a ${of}: only its title is patched, by replace {block=${patch.block} title="…"} with no words in it. What is inside it has ids of its own.`;
  }
  const fences = patch.children.some((child) => child.type !== 'text');
  const ids = patch.children.some((child) => child.type === 'text' && child.id !== undefined);
  const empty = patch.children.length === 0;
  switch (patch.kind) {
    case 'hide':
      if (!empty) return 'A hidden block leaves nothing: a patch of kind hide has no words. To put other words there, use replace.';
      if (allBlocks([block]).some((each) => each.activity)) return 'An activity is not hidden: the time of the two days is the agenda’s.';
      break;
    case 'replace':
      if (block.kind === 'figure') return 'A figure is not replaced: hide it, and add another after it.';
      if (block.kind === 'heading' && (!empty || patch.title === undefined)) return 'A heading is replaced by title="…", and nothing else.';
      if (block.kind === 'text' && patch.title !== undefined) return 'A text has no title. Put words in its place, or add a block after it.';
      if (fences || ids) return 'Only the block’s own words are replaced, without ids and blocks in them: add blocks with add-after or add-into.';
      if (empty && patch.title === undefined) return 'A patch of kind replace holds the words to put in place. To leave the block out, use hide.';
      break;
    default:
      if (empty) return `A patch of kind ${patch.kind} holds the blocks that it adds, each with an id.`;
      if (patch.kind === 'add-into' && holdNothing.has(block.kind)) return `A block of kind ${block.kind} holds no other block: use add-after.`;
      return undefined;
  }
  return taken.has(patch.block) ? 'Another patch replaces or hides this block already: keep one.' : undefined;
}

function wordsOf(gather: Gather, patch: Patch, { audience }: Surroundings): Content[] {
  return patch.children.flatMap((child) =>
    child.type === 'text' ? takeProse(gather, child.text, { file: patch.file, line: child.line }, audience) : [],
  );
}

/** Local tools and figures are counted apart (`6.L1`, in the Guide alone `6.LG1`), so that the programme's numbers stay. */
function counter(): (module: number) => Surroundings['count'] {
  const counts = new Map<string, number>();
  return (module) => (kind, audience) => {
    const mark = audience === 'guide' ? 'LG' : 'L';
    const key = `${module} ${kind} ${mark}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return `${module}.${mark}${counts.get(key) ?? 1}`;
  };
}

/** The blocks that are the overlay's own, for the end of the preface. */
export function readOwn(gather: Gather, source: OverlaySource): Block[] {
  const count = counter()(0);
  return source.own.flatMap(({ raw, file }) =>
    readBlocks([raw], { gather, file, audience: 'both', around: [], count }).map((block): Block => ({ ...block, local: 'added' })),
  );
}
