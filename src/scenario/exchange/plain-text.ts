import type { Content, Inline } from '../../prose';
import type { Case } from '../case';

/** A text of a case as plain words for another program: paragraphs with a blank line between them, facts as sentences. */
export function plainContent(case_: Case, content: readonly Content[]): string {
  return content
    .map((block) => blockText(case_, block))
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(case_: Case, block: Content): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(case_, block.children);
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${String(block.start + index)})` : '•'} ${plainContent(case_, item)}`)
        .join('\n');
    case 'table':
      return [block.head, ...block.rows]
        .map((row) => row.map((cell) => inlineText(case_, cell)).join(' – '))
        .join('\n');
    case 'quote':
      return plainContent(case_, block.children);
    case 'figure':
      return block.alt;
    case 'field':
      return block.label;
    default:
      return '';
  }
}

function inlineText(case_: Case, nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      // A fact that is named without words of its own carries its id.
      if (node.type === 'fact') return node.text === node.id ? factSentence(case_, node.id) : node.text;
      if (node.type === 'break') return '\n';
      if (node.type === 'footnote') return ` (${inlineText(case_, node.children)})`;
      return 'text' in node ? node.text : inlineText(case_, node.children);
    })
    .join('');
}

function factSentence(case_: Case, id: string): string {
  return case_.facts.find((fact) => fact.id === id)?.text ?? id;
}
