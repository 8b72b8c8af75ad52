import { hashOf } from '../../canonical';
import { hashes } from '../blocks';
import type { Block, BodyPart, Module, Section } from '../curriculum';
import { overviewHash, planOf } from '../modules';
import type { Reading } from './parse';
import { titleOf } from './titles';

/** Blocks with the patches that still fit them. A stale patch changes nothing: its block is marked. */
export function applyTo(blocks: readonly Block[], patches: ReadonlyMap<string, readonly Reading[]>): Block[] {
  return blocks.flatMap((block) => {
    const own = patches.get(block.id) ?? [];
    const fitting = own.filter(({ stale }) => !stale);
    if (fitting.some(({ patch }) => patch.kind === 'hide')) return [];
    const replaced = fitting.find(({ patch }) => patch.kind === 'replace');
    const inside = partsOf(block, patches, replaced);
    const into = fitting.filter(({ patch }) => patch.kind === 'add-into').flatMap((each) => each.blocks);
    const after = fitting.filter(({ patch }) => patch.kind === 'add-after').flatMap((each) => each.blocks);
    const local = fitting.length < own.length ? 'stale' : replaced ? 'replaced' : undefined;
    const title = replaced?.patch.title ?? block.title;
    const changed: Block = {
      ...block,
      ...(title === undefined ? {} : { title }),
      ...(local ? { local } : {}),
      body: [...inside, ...into.map((each): BodyPart => ({ type: 'block', block: each }))],
    };
    const { kind, activity, body } = changed;
    return [replaced ? { ...changed, textHash: hashes(kind, { title, activity }, body).textHash } : changed, ...after];
  });
}

/** The words in place of a block's own stand where its first own words stood; the blocks inside it stay in their order. */
function partsOf(block: Block, patches: ReadonlyMap<string, readonly Reading[]>, replaced?: Reading): BodyPart[] {
  const first = block.body.findIndex((part) => part.type !== 'block');
  const words = replaced && replaced.words.length > 0 ? replaced.words : undefined;
  const parts = block.body.flatMap((part, index): readonly BodyPart[] => {
    if (part.type === 'block') return applyTo([part.block], patches).map((each) => ({ type: 'block', block: each }));
    if (!words) return [part];
    return index === first ? words : [];
  });
  return words && first < 0 ? [...words, ...parts] : parts;
}

export function applyToModule(module: Module, patches: ReadonlyMap<string, readonly Reading[]>): Module {
  const opening = applyTo(module.opening, patches);
  const sections = module.sections.map((section): Section => {
    const title = titleOf(section.id, patches);
    const blocks = applyTo(section.blocks, patches);
    return title === undefined ? { ...section, blocks } : { ...section, title, blocks, textHash: hashOf({ title }) };
  });
  const titled: Module = { ...module, title: titleOf(module.id, patches) ?? module.title };
  const textHash = titled.title === module.title ? module.textHash : overviewHash(titled);
  return { ...titled, textHash, opening, sections, plan: planOf(opening, sections) };
}
