import type { Block as PrintBlock, Fact, Tone } from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import type { Block, BlockKind, CompiledEdition } from './curriculum';
import { labelOf, localWords, nameOf } from './naming';

export interface Reader {
  readonly t: Words;
  readonly compiled: CompiledEdition;
  /** Counts the footnotes of a module, or of a piece. */
  readonly footnotes?: { count: number };
}

/** Which kinds of block stand in a box, and how. The others are plain text in the column. */
const tones: Partial<Record<BlockKind, Tone>> = {
  activity: 'task',
  'key-points': 'key',
  reflection: 'key',
  safety: 'care',
  handout: 'form',
  tool: 'form',
  definition: 'quiet',
  source: 'source',
  facilitator: 'note',
  say: 'speech',
  ask: 'speech',
  do: 'note',
  'watch-for': 'note',
  debrief: 'note',
  'model-answer': 'answer',
  'local-note': 'quiet',
  'guide-note': 'note',
};

/** Plain words as prose. */
export function words(text: string): Inline[] {
  return [{ type: 'text', text }];
}

/** Blocks of a curriculum as blocks of a book. */
export function printBlocks(blocks: readonly Block[], reader: Reader): PrintBlock[] {
  return blocks.map((block) => printBlock(block, reader));
}

function printBlock(block: Block, reader: Reader): PrintBlock {
  const tone = tones[block.kind];
  if (!tone) return { type: 'prose', id: block.id, content: proseOf(block, reader) };
  const facts = factsOf(block, reader.t);
  return {
    type: 'box',
    id: block.id,
    tone,
    word: labelOf(block.kind, block.number, reader.t),
    ...(block.title === undefined ? {} : { title: words(block.title) }),
    ...(facts.length > 0 ? { facts } : {}),
    // Every handout is a piece of the exercises: people, states and events in it are invented.
    ...(block.kind === 'handout' ? { exercise: true } : {}),
    children: childrenOf(block, reader),
  };
}

function factsOf(block: Block, t: Words): Fact[] {
  const plan = block.activity;
  if (!plan) return [];
  const time =
    plan.minimum === undefined
      ? t('book.minutes', { count: plan.minutes })
      : t('book.minutesAtLeast', { count: plan.minutes, least: plan.minimum });
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['book.time', time],
    ['book.grouping', plan.grouping],
    ['book.materials', plan.materials],
    ['book.outcome', plan.outcome],
  ];
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ label: t(key), value: words(value) }]));
}

/** Text that stands outside any box: a heading, a run of text, a figure with its number. */
function proseOf(block: Block, reader: Reader): Content[] {
  const content = block.body.flatMap((part) => (part.type === 'block' ? [] : [named(part, reader)]));
  const heading: Content[] =
    block.title === undefined || block.kind === 'figure'
      ? []
      : [{ type: 'heading', level: 1, id: '', children: words(block.title) }];
  if (block.kind !== 'figure') return [...heading, ...markOf(block, reader), ...content];
  const label = labelOf('figure', block.number, reader.t);
  return content.map((each) =>
    each.type === 'figure' ? { ...each, caption: [`${label}.`, each.caption ?? block.title ?? ''].join(' ').trim() } : each,
  );
}

/** Says whose words these are, where they are not the programme's. A heading is marked by the text below it. */
function markOf(block: Block, { t, compiled }: Reader): Content[] {
  const mark = block.kind === 'heading' ? undefined : localWords(block, compiled.overlay, t);
  return mark === undefined ? [] : [{ type: 'paragraph', children: [{ type: 'em', children: words(mark) }] }];
}

/** What stands inside a box: runs of its own text, and the boxes between them. */
function childrenOf(block: Block, reader: Reader): PrintBlock[] {
  const children: PrintBlock[] = [];
  let run: Content[] = [...markOf(block, reader)];
  const flush = () => {
    if (run.length > 0) children.push({ type: 'prose', content: run });
    run = [];
  };
  for (const part of block.body) {
    if (part.type === 'block') {
      flush();
      children.push(printBlock(part.block, reader));
    } else {
      run.push(named(part, reader));
    }
  }
  flush();
  return children;
}

function named(content: Content, reader: Reader): Content {
  const inline = (nodes: readonly Inline[]): Inline[] => nodes.map((node) => nameIn(node, reader));
  switch (content.type) {
    case 'paragraph':
    case 'heading':
      return { ...content, children: inline(content.children) };
    case 'list':
      return { ...content, items: content.items.map((item) => item.map((each) => named(each, reader))) };
    case 'quote':
      return { ...content, children: content.children.map((each) => named(each, reader)) };
    case 'table':
      return { ...content, head: content.head.map(inline), rows: content.rows.map((row) => row.map(inline)) };
    default:
      return content;
  }
}

function nameIn(node: Inline, reader: Reader): Inline {
  if (node.type === 'text' || node.type === 'code' || node.type === 'fact' || node.type === 'break') return node;
  if (node.type === 'footnote') {
    const { footnotes } = reader;
    const children = node.children.map((each) => nameIn(each, reader));
    return { ...node, children, ...(footnotes ? { number: ++footnotes.count } : {}) };
  }
  if (node.type !== 'reference') return { ...node, children: node.children.map((each) => nameIn(each, reader)) };
  const mark = reader.compiled.targets[node.target]?.kind === 'source';
  if (mark || node.children.length > 0) return { ...node, children: node.children.map((each) => nameIn(each, reader)) };
  const target = reader.compiled.targets[node.target];
  return { ...node, children: words(target ? nameOf(target, reader.t) : '') };
}
