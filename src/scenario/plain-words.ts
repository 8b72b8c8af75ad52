import type { Content, Inline } from '../prose';

/** The words of a text, one by one, without marks. A script that does not part its words counts by its sentences. */
export function plainWords(content: readonly Content[]): string[] {
  return content
    .flatMap(ofBlock)
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}

function ofBlock(block: Content): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.children.map(ofInline);
    case 'list':
      return block.items.flatMap((item) => item.flatMap(ofBlock));
    case 'quote':
      return block.children.flatMap(ofBlock);
    case 'table':
      return [...block.head, ...block.rows.flat()].flatMap((cell) => cell.map(ofInline));
    default:
      return [];
  }
}

function ofInline(node: Inline): string {
  if ('children' in node) return node.children.map(ofInline).join('');
  return 'text' in node && typeof node.text === 'string' ? node.text : '';
}
