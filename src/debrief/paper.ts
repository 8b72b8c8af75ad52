import type { Block } from '../print';
import type { Content, Inline } from '../prose';

export function prose(id: string, content: readonly Content[], together = false): Block {
  return { type: 'prose', id: `prose-${id}`, content, ...(together ? { together } : {}) };
}

export function heading(text: string): Content {
  return { type: 'heading', level: 1, id: '', children: words(text) };
}

export function list(items: readonly string[]): Content {
  return { type: 'list', ordered: false, start: 1, items: items.map((item) => [paragraph(item)]) };
}

export function paragraph(text: string): Content {
  return { type: 'paragraph', children: words(text) };
}

export function words(text: string): Inline[] {
  return [{ type: 'text', text }];
}
