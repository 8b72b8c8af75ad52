import { checkProse } from '../check-prose';
import { admit, type Compilation } from '../compile';
import type { Block, Compiled, CompiledEdition, Glossary } from '../curriculum';
import { editionOf } from '../editions';
import { report, type Gather } from '../gather';
import { allBlocks, blocksOf } from '../modules';
import { meant } from '../nearest';
import { plainBlock, plainContent } from '../plain';
import type { SourceFile } from '../source';
import { applyTo, applyToModule } from './apply';
import { stampOf, type CompiledOverlay, type FoundStale } from './overlay';
import { readOwn, readPatches, type Reading, type Standing } from './parse';
import { readOverlay, type OverlaySource } from './read';
import { agendaWith, titlesIn, whyUnpatched } from './titles';

/** Every block of the programme's text by id, whoever reads it. */
export function standingIn({ preface = [], modules }: Compilation): Map<string, Standing> {
  const blocks = [
    ...allBlocks(preface).map((block): Standing => ({ block, module: 'preface', number: 0 })),
    ...modules.flatMap(({ module }) =>
      blocksOf(module).map((block): Standing => ({ block, module: module.id, number: module.number })),
    ),
  ];
  return new Map(blocks.map((each) => [each.block.id, each]));
}

/** All that an overlay may patch: every block, and the titles of modules and sections. */
export function patchableIn(base: Compilation): Map<string, Standing> {
  return new Map([...standingIn(base), ...titlesIn(base)]);
}

/** The overlays that stand in these files, by name, each with its files. */
export function overlayFolders(files: readonly SourceFile[]): Map<string, SourceFile[]> {
  const folders = new Map<string, SourceFile[]>();
  for (const file of files) {
    const name = /^overlays\/([^/]+)\/[^/]+$/.exec(file.path)?.[1];
    if (name !== undefined) folders.set(name, [...(folders.get(name) ?? []), file]);
  }
  return folders;
}

/**
 * Compiles and checks every overlay on the programme's text as it stands. Findings go to the compilation's own.
 * Answers nothing where the programme's text itself could not be compiled.
 */
export function compileOverlays(base: Compilation, files: readonly SourceFile[]): CompiledOverlay[] {
  const { compiled } = base;
  if (!compiled) return [];
  const standing = patchableIn(base);
  return [...overlayFolders(files)].flatMap(([name, own]) => {
    // Ids of the programme are taken; what one overlay adds does not stand in another's way.
    const gather: Gather = { findings: [], places: new Map(base.gather.places), references: [] };
    const readable = own.flatMap((file) => (file.path.endsWith('.md') ? (admit(gather, file) ?? []) : [file]));
    const source = readOverlay(gather, name, readable, compiled.handbook.language);
    const made = source && compileOne(gather, base, compiled, source, standing);
    base.gather.findings.push(...gather.findings.filter(({ file }) => file.startsWith('overlays/')));
    return made ?? [];
  });
}

function compileOne(
  gather: Gather,
  base: Compilation,
  compiled: Compiled,
  source: OverlaySource,
  standing: ReadonlyMap<string, Standing>,
): CompiledOverlay {
  const { overlay } = source;
  const readings = readPatches(gather, source, standing, (id) => whyUnpatched(id, compiled));
  const own = readOwn(gather, source);
  const patches = new Map<string, Reading[]>();
  for (const each of readings) patches.set(each.patch.block, [...(patches.get(each.patch.block) ?? []), each]);
  const glossary = glossaryOf(compiled, source);
  const preface = [...applyTo(base.preface ?? [], patches), ...own];
  const modules = base.modules.map(({ module }) => applyToModule(module, patches));
  const { id, title, subtitle, language, version, note } = compiled.handbook;
  const cover = { id, title, subtitle, language, version, note };
  const book = (edition: 'handbook' | 'guide'): CompiledEdition => ({
    ...editionOf(edition, cover, preface, modules, glossary),
    overlay,
  });
  const [handbook, guide] = [book('handbook'), book('guide')];
  reportStale(gather, overlay.owner, readings);
  checkReferences(gather, base.gather, readings, { handbook, guide });
  for (const { patch, stale } of readings) {
    if (patch.kind === 'replace' && !stale) gather.places.set(patch.block, { file: patch.file, line: patch.line });
  }
  // Only what stands in the overlay: the rest was checked with the programme's own books.
  const places = new Map([...gather.places].filter(([, { file }]) => file.startsWith('overlays/')));
  checkProse({ ...gather, places }, { ...compiled, handbook, guide });
  const stale = readings.filter((each) => each.stale).map((each) => staleOf(each, source));
  const agenda = agendaWith(compiled.agenda, compiled.handbook.modules, handbook.modules);
  return { overlay, handbook, guide, agenda, glossary, patches: source.patches.length, stale };
}

function glossaryOf({ glossary, handbook }: Compiled, { terms }: OverlaySource): Glossary {
  const order = new Intl.Collator(handbook.language).compare;
  return { terms: [...glossary.terms, ...terms].sort((a, b) => order(a.term, b.term)) };
}

function reportStale(gather: Gather, owner: string, readings: readonly Reading[]): void {
  for (const { patch, stale } of readings) {
    if (!stale) continue;
    const place = { file: patch.file, line: patch.line };
    if (patch.against === undefined) {
      const message = `This patch on "${patch.block}" does not say which text it was made against. Run titian overlay stamp.`;
      report(gather, 'overlay-unstamped', place, message);
    } else {
      const message = `"${patch.block}" has changed since ${owner} wrote this patch. See both texts with titian overlay status. Mend it, then run titian overlay stamp for this block.`;
      report(gather, 'overlay-stale', place, message);
    }
  }
}

function staleOf({ patch, block, module, words, blocks }: Reading, { kept }: OverlaySource): FoundStale {
  const was = patch.against === undefined ? undefined : kept.get(patch.against);
  const added = allBlocks(blocks).map(plainBlock);
  return {
    block: patch.block,
    kind: patch.kind,
    audience: block.audience,
    module,
    ...(was === undefined ? {} : { was }),
    now: plainBlock(block),
    local: [patch.title ?? '', plainContent(words), ...added].filter((each) => each !== '').join('\n'),
    file: patch.file,
    line: patch.line,
  };
}

/** What the overlay's words refer to must be there for their readers; what it hides, nobody may refer to. */
function checkReferences(
  gather: Gather,
  base: Gather,
  readings: readonly Reading[],
  { handbook, guide }: { readonly handbook: CompiledEdition; readonly guide: CompiledEdition },
): void {
  for (const { target, from, ...place } of gather.references) {
    if (!Object.hasOwn(guide.targets, target)) {
      const message = `The reference to "${target.slice(0, 80)}" leads nowhere.${meant(target, Object.keys(guide.targets))}`;
      report(gather, 'reference-broken', place, message);
    } else if (from !== 'guide' && !Object.hasOwn(handbook.targets, target)) {
      const message = `Participants read these words, but "${target}" is only in the Guide.`;
      report(gather, 'reference-to-guide', place, message);
    }
  }
  const named = new Set([handbook, guide].flatMap((book) => referencesIn([book.preface, book.modules])));
  for (const { patch, block, stale } of readings) {
    if (patch.kind !== 'hide' || stale) continue;
    const missed = allBlocks([block]).find(({ id }) => named.has(id));
    if (!missed) continue;
    const at = base.references.find(({ target }) => target === missed.id);
    const where = at ? ` (${at.file}, line ${at.line})` : '';
    const message = `"${missed.id}" is hidden, but other words refer to it${where}. Replace it, or hide those words too.`;
    report(gather, 'reference-broken', { file: patch.file, line: patch.line }, message);
  }
}

/** Every id that a text refers to, wherever in it. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'reference' && 'target' in value ? [String(value.target)] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

/** The stamps that patches on these blocks need now, with the words behind each. */
export function stampsFor(blocks: readonly Block[]): Map<string, { stamp: string; words: string }> {
  return new Map(blocks.map((block) => [block.id, { stamp: stampOf(block), words: plainBlock(block) }]));
}
