import type { Block, BodyPart, CompiledEdition, Edition, Glossary, Module, Section, Target } from './curriculum';
import { allBlocks } from './modules';

/** Everything about a book but its text. */
export type Title = Pick<CompiledEdition, 'id' | 'title' | 'subtitle' | 'language' | 'version' | 'note'>;

/**
 * One book made from the whole text. A Handbook is built from nothing but what its readers may see: facilitators'
 * blocks, minimums, session plans and the names of blocks that only the Guide has are never copied into it.
 */
export function editionOf(
  edition: Edition,
  title: Title,
  preface: readonly Block[],
  modules: readonly Module[],
  glossary: Glossary,
): CompiledEdition {
  const own = modules.map((module) => moduleIn(edition, module));
  const ownPreface = blocksIn(edition, preface);
  const targets = new Map<string, Target>();
  const add = (target: Target) => {
    if (!targets.has(target.id)) targets.set(target.id, target);
  };
  for (const term of glossary.terms) add({ id: term.id, kind: 'term', title: term.term, module: 'glossary', edition });
  targetsOf(edition, ownPreface, own).forEach(add);
  if (edition === 'guide') {
    const others = modules.map((module) => moduleIn('handbook', module));
    targetsOf('handbook', blocksIn('handbook', preface), others).forEach(add);
  }
  return { edition, ...title, preface: ownPreface, modules: own, targets: Object.fromEntries(targets) };
}

function moduleIn(edition: Edition, module: Module): Module {
  const text = {
    opening: blocksIn(edition, module.opening),
    sections: module.sections.flatMap((section) => sectionIn(edition, section) ?? []),
  };
  if (edition === 'handbook') return { ...without(module, 'minimum'), ...text, plan: [] };
  return { ...module, ...text };
}

function sectionIn(edition: Edition, section: Section): Section | undefined {
  if (section.audience !== 'both' && section.audience !== edition) return undefined;
  const blocks = blocksIn(edition, section.blocks);
  return edition === 'guide' ? { ...section, blocks } : { ...without(section, 'minutes'), blocks };
}

function without<T extends object, Key extends keyof T>(value: T, key: Key): Omit<T, Key> {
  const copy: Partial<T> & Omit<T, Key> = { ...value };
  Reflect.deleteProperty(copy, key);
  return copy;
}

function blocksIn(edition: Edition, blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => blockIn(edition, block) ?? []);
}

function blockIn(edition: Edition, block: Block): Block | undefined {
  if (block.audience !== 'both' && block.audience !== edition) return undefined;
  const body = block.body.flatMap((part): readonly BodyPart[] => {
    if (part.type !== 'block') return [part];
    const inner = blockIn(edition, part.block);
    return inner ? [{ type: 'block', block: inner }] : [];
  });
  if (!block.activity || edition === 'guide') return { ...block, body };
  return { ...block, activity: without(block.activity, 'minimum'), body };
}

function targetsOf(edition: Edition, preface: readonly Block[], modules: readonly Module[]): Target[] {
  const ofBlocks = (blocks: readonly Block[], module: string) =>
    allBlocks(blocks).map(({ id, kind, title, number }): Target => {
      return { id, kind, ...(title === undefined ? {} : { title }), ...(number === undefined ? {} : { number }), module, edition };
    });
  const ofModule = (module: Module): Target[] => [
    { id: module.id, kind: 'module', title: module.title, number: String(module.number), module: module.id, edition },
    ...module.objectives.map((each): Target => ({ id: each.id, kind: 'objective', title: each.text, module: module.id, edition })),
    ...ofBlocks(module.opening, module.id),
    ...module.sections.flatMap(({ id, title, number, blocks }): Target[] => [
      { id, kind: 'section', title, number, module: module.id, edition },
      ...ofBlocks(blocks, module.id),
    ]),
  ];
  return [...ofBlocks(preface, 'preface'), ...modules.flatMap(ofModule)];
}
