import type { Content, Inline } from '../prose';
import type { Block } from './curriculum';

/**
 * A block's own words, one line for each paragraph, point and row, without the blocks inside it: what two versions of
 * a text are compared by. A figure is its text alternative.
 */
export function plainBlock({ title, activity, body }: Block): string {
  const { grouping, materials, outcome } = activity ?? {};
  const own = body.flatMap((part) => (part.type === 'block' ? [] : linesOf(part)));
  return [title, grouping, materials, outcome, ...own].filter((line) => line !== undefined && line !== '').join('\n');
}

/** The words of a text, one line for each paragraph, point and row. */
export function plainContent(content: readonly Content[]): string {
  return content.flatMap(linesOf).join('\n');
}

function linesOf(content: Content): string[] {
  switch (content.type) {
    case 'paragraph':
    case 'heading':
      return [inlineWords(content.children)];
    case 'list':
      return content.items.map((item) => `– ${item.flatMap(linesOf).join('\n')}`);
    case 'quote':
      return content.children.flatMap(linesOf);
    case 'table': {
      const rows = [content.head, ...content.rows].map((row) => row.map(inlineWords).join(' | '));
      return content.caption === undefined ? rows : [content.caption, ...rows];
    }
    case 'figure':
      return [content.alt, ...(content.caption === undefined ? [] : [content.caption])];
    case 'field':
      return [`${content.label}: ${'_'.repeat(12)}`];
    case 'rule':
      return [];
  }
}

function inlineWords(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'break') return ' ';
      if (node.type === 'footnote') return ` (${inlineWords(node.children)})`;
      // A reference by its target's own name, and a mark of a source, have no words of their own.
      return 'text' in node ? node.text : inlineWords(node.children);
    })
    .join('');
}
