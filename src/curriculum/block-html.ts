import { contentHtml, directionOf, escapeHtml, type Drawing } from '../prose';
import type { Words } from '../words';
import { guideKinds, type Block, type CompiledEdition, type Section } from './curriculum';
import { pageFootnotes, type PageFootnotes } from './footnotes-html';
import { labelOf, localWords, nameOf } from './naming';
import type { TermMarks } from './terms';

/** One page of a book while it is drawn: whose words, which book, and which module's page this is. */
export interface Leaf {
  readonly t: Words;
  readonly book: Pick<CompiledEdition, 'edition' | 'language' | 'targets' | 'overlay'>;
  readonly module: string;
  /** Finds the glossary's terms in the text; on a page without, text is drawn as it is. */
  readonly terms?: TermMarks;
  readonly footnotes?: PageFootnotes;
}

/** Not where a term is defined, a source named, or a form to be filled in. */
const withTerms = new Set<string>([...guideKinds, 'text', 'handbook', 'activity', 'key-points', 'reflection', 'safety']);

const guideOnly = new Set<string>([...guideKinds, 'guide-note']);

/** Sections with their headings and blocks, as one article in the language of the book. */
export function articleHtml(bare: Leaf, opening: readonly Block[], sections: readonly Section[]): string {
  const footnotes = pageFootnotes();
  const leaf: Leaf = { ...bare, footnotes };
  const { language } = leaf.book;
  leaf.terms?.begin();
  const first = [blocksHtml(opening, leaf), footnotes.endSection(leaf.t)];
  const parts = sections.map((section) => {
    leaf.terms?.begin();
    return (
      `<h2 class="numbered" id="${section.id}"><span class="number">${section.number}</span> ` +
      `${escapeHtml(section.title)}${minutesHtml(section.minutes, leaf.t)}</h2>\n${blocksHtml(section.blocks, leaf)}${footnotes.endSection(leaf.t)}`
    );
  });
  const whole = [...first, ...parts].filter((part) => part !== '').join('\n');
  return `<article class="book" lang="${escapeHtml(language)}" dir="${directionOf(language)}">\n${whole}\n</article>`;
}

/** Marks where a block of the page ends, for what a reader has there of their own; never sent. */
function endOf(id: string): string {
  return `<!--end:${id}-->`;
}

/** Cuts a drawn page at those marks: HTML at even places, at odd ones the id of the block that ended there. */
export function cutAtBlocks(html: string): string[] {
  return html.split(/<!--end:([\w-]+)-->/);
}

/** Blocks in a row. A heading among them takes the blocks after it one level down. */
function blocksHtml(blocks: readonly Block[], leaf: Leaf): string {
  let level = 3;
  return blocks
    .map((block) => {
      if (block.kind !== 'heading') return `${blockHtml(block, leaf, level)}${endOf(block.id)}`;
      level = 4;
      return `<h3 id="${block.id}">${escapeHtml(block.title ?? '')}</h3>`;
    })
    .join('\n');
}

/** `level` is that of the block's own title. */
function blockHtml(block: Block, leaf: Leaf, level: number): string {
  const names = `block block-${block.kind}${guideOnly.has(block.kind) ? ' guide' : ''}`;
  const local = localHtml(block, leaf);
  if (block.kind === 'text') return `<section class="${names}" id="${block.id}">\n${local}${bodyHtml(block, leaf, level)}\n</section>`;
  if (block.kind === 'heading') return heading(level, block.id, block.title ?? '');
  const titled = block.title !== undefined && block.kind !== 'figure';
  const named = titled ? ` role="group" aria-labelledby="${block.id}-t"` : '';
  const title = titled ? `${heading(level, `${block.id}-t`, block.title ?? '')}\n` : '';
  return (
    `<section class="${names}" id="${block.id}"${named}>\n<p class="block-word">${wordHtml(block, leaf.t)}</p>\n` +
    `<div class="block-body">\n${local}${title}${factsHtml(block, leaf.t)}${bodyHtml(block, leaf, titled ? level + 1 : level)}\n</div>\n</section>`
  );
}

/** Says whose words these are, where they are not the programme's. */
function localHtml(block: Block, { book, t }: Leaf): string {
  const words = localWords(block, book.overlay, t);
  return words === undefined ? '' : `<p class="local-mark" lang="${t.language}">${escapeHtml(words)}</p>\n`;
}

function heading(level: number, id: string, words: string): string {
  const tag = `h${Math.min(level, 6)}`;
  return `<${tag} id="${id}">${escapeHtml(words)}</${tag}>`;
}

function wordHtml({ kind, number, activity }: Block, t: Words): string {
  const word = escapeHtml(labelOf(kind, number, t)) + minutesHtml(activity?.minutes, t);
  // Every handout is a piece of an exercise: its people, states and events are invented.
  return kind === 'handout' ? `${word} <strong class="exercise-word">${escapeHtml(t('page.exercise'))}</strong>` : word;
}

function minutesHtml(minutes: number | undefined, t: Words): string {
  if (minutes === undefined) return '';
  return ` <span class="minutes">${escapeHtml(t('reading.minutes', { count: minutes }))}</span>`;
}

function factsHtml({ activity }: Block, t: Words): string {
  if (!activity) return '';
  const { minutes, minimum, grouping, materials, outcome } = activity;
  const least = minimum === undefined || minimum === minutes ? undefined : t('book.minutes', { count: minimum });
  const facts: [string, string | undefined][] = [
    ['book.planMinimum', least],
    ['book.grouping', grouping],
    ['book.materials', materials],
    ['book.outcome', outcome],
  ];
  const rows = facts.map(([key, value]) =>
    value === undefined ? '' : `<div><dt>${escapeHtml(t(key))}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return rows.some((row) => row !== '') ? `<dl class="fields">${rows.join('')}</dl>\n` : '';
}

function bodyHtml(block: Block, leaf: Leaf, level: number): string {
  const drawing = withTerms.has(block.kind) ? { ...drawingOf(leaf, level), text: leaf.terms?.html } : drawingOf(leaf, level);
  return block.body
    .map((part) => (part.type === 'block' ? blockHtml(part.block, leaf, level) : contentHtml([part], drawing)))
    .join('\n');
}

export function drawingOf(leaf: Leaf, headingLevel: number): Drawing {
  const { t } = leaf;
  return {
    headingLevel,
    reference: (id) => {
      const target = Object.hasOwn(leaf.book.targets, id) ? leaf.book.targets[id] : undefined;
      if (!target) return undefined;
      const words = target.kind === 'source' ? t('book.kind.source') : nameOf(target, t);
      const lead = { words, kind: target.kind };
      return target.absent ? lead : { ...lead, href: addressOf(leaf, target) };
    },
    tableWords: t('reading.table'),
    fieldWords: t('reading.field'),
    footnote: leaf.footnotes?.take,
  };
}

/** Relative to the page that is read, so that one drawing serves every workshop that pins the publication. */
function addressOf(leaf: Leaf, { id, kind, module, edition }: Leaf['book']['targets'][string]): string {
  const anchor = kind === 'module' ? '' : `#${id}`;
  if (edition !== leaf.book.edition) return `../${edition}/${module}${anchor}`;
  return module === leaf.module && anchor !== '' ? anchor : `${module}${anchor}`;
}
