import { escapeHtml } from '../prose';
import type { FigureTable } from './report';

/** A table of figures as HTML: it scrolls by itself, is reached by keyboard, and is named by its caption, whose id is `id`. */
export function tableHtml({ caption, head, rows, words }: FigureTable, id: string): string {
  const figures = words ? '' : ' class="numbers"';
  const heads = head.map((cell, at) => `<th scope="col"${at > 0 ? figures : ''}>${escapeHtml(cell)}</th>`).join('');
  const lines = rows.map(([name = '', ...cells]) => {
    const told = cells.map((cell) => `<td${figures}>${escapeHtml(cell)}</td>`).join('');
    return `<tr><th scope="row"><bdi>${escapeHtml(name)}</bdi></th>${told}</tr>`;
  });
  const table = `<table><caption id="${id}">${escapeHtml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
  return `<div class="table" tabindex="0" role="group" aria-labelledby="${id}">${table}</div>`;
}
