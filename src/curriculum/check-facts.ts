import type { Content, Inline } from '../prose';
import type { Block, CompiledEdition } from './curriculum';
import { report, type Gather } from './gather';
import { blocksOf } from './modules';
import { plainContent } from './plain';

/** What somebody will ask about: a year of our time (cases play in 2031), a share, a count of states or of very many. */
const figure = /\b(?:19\d\d|20[0-2]\d)\b|\d ?(?:%|per cent\b)|\b\d[\d,.]*(?: [a-z]+)? (?:states|countries|members|parties|million|thousand)\b/u;

/** Where invented or worked figures stand: pieces of exercises, and what is drawn. */
const invented = new Set<string>(['activity', 'handout', 'tool', 'figure', 'source', 'reflection']);

/** A text that participants read and that gives a figure of the real world also says where it comes from. */
export function checkFacts(gather: Gather, handbook: CompiledEdition): void {
  for (const block of handbook.modules.flatMap(blocksOf)) {
    if (invented.has(block.kind)) continue;
    const own = block.body.flatMap((part) => (part.type === 'block' ? [] : [part]));
    const found = figure.exec(plainContent(own));
    const place = gather.places.get(block.id);
    if (!found || !place || isSourced(block, own, handbook)) continue;
    const message =
      `This text gives a figure ("${found[0]}") and no source. Mark the words, [192 states]{source=id of a source block}, or link ` +
      'to where it stands.';
    report(gather, 'fact-without-source', place, message);
  }
}

function isSourced(block: Block, own: readonly Content[], { targets }: CompiledEdition): boolean {
  if (block.body.some((part) => part.type === 'block' && part.block.kind === 'source')) return true;
  return own.flatMap(inlinesOf).some((node) => node.type === 'link' || (node.type === 'reference' && targets[node.target]?.kind === 'source'));
}

function inlinesOf(content: Content): Inline[] {
  switch (content.type) {
    case 'paragraph':
    case 'heading':
      return content.children.flatMap(deep);
    case 'list':
      return content.items.flatMap((item) => item.flatMap(inlinesOf));
    case 'quote':
      return content.children.flatMap(inlinesOf);
    case 'table':
      return [...content.head, ...content.rows.flat()].flatMap((cell) => cell.flatMap(deep));
    default:
      return [];
  }
}

function deep(node: Inline): Inline[] {
  return 'children' in node ? [node, ...node.children.flatMap(deep)] : [node];
}
