import { directionOf } from './language';
import type { Content, Inline } from './prose';

/** What the drawer of HTML must be told: where references lead, and the words that stand around text. */
export interface Drawing {
  /** `<h2>` … of a heading inside a block at its first level. */
  readonly headingLevel: number;
  /**
   * Where a reference leads and what it is called when the author gave no words. Undefined: its words alone are shown;
   * without `href`, its words or its name.
   */
  reference(target: string): { readonly href?: string; readonly words: string; readonly kind: string } | undefined;
  /** The name of a table without caption, and what a place to write is, in the page’s language. */
  readonly tableWords: string;
  readonly fieldWords: string;
  /** Draws a run of plain text, where it is not a heading, a link or a reference. Without it, text is only escaped. */
  readonly text?: ((text: string) => string) | undefined;
  /** Keeps the words of a footnote for the foot of a section, and answers with its number. Without it, they stand here. */
  readonly footnote?: ((wordsHtml: string) => number) | undefined;
}

/** For text without references or tables of its own: a test's question, a message, a name's note. */
export const plainDrawing: Drawing = {
  headingLevel: 3,
  reference: () => undefined,
  tableWords: '',
  fieldWords: '',
};

/** HTML in which everything that an author wrote is escaped. Figures are the safe subset that `svg.ts` wrote anew. */
export function contentHtml(content: readonly Content[], drawing: Drawing): string {
  return content.map((each) => oneHtml(each, drawing)).join('\n');
}

export function inlineHtml(nodes: readonly Inline[], drawing: Drawing): string {
  return nodes.map((node) => wordHtml(node, drawing)).join('');
}

/** Text for HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function oneHtml(each: Content, drawing: Drawing): string {
  switch (each.type) {
    case 'paragraph':
      return `<p>${inlineHtml(each.children, drawing)}</p>`;
    case 'heading': {
      const tag = `h${Math.min(6, drawing.headingLevel + each.level - 1)}`;
      const id = each.id === '' ? '' : ` id="${escapeHtml(each.id)}"`;
      return `<${tag}${id}>${inlineHtml(each.children, plainly(drawing))}</${tag}>`;
    }
    case 'list': {
      const items = each.items.map((item) => `<li>${itemHtml(item, drawing)}</li>`).join('\n');
      if (!each.ordered) return `<ul>\n${items}\n</ul>`;
      return `<ol${each.start === 1 ? '' : ` start="${each.start}"`}>\n${items}\n</ol>`;
    }
    case 'table':
      return tableHtml(each, drawing);
    case 'quote':
      return `<blockquote>\n${contentHtml(each.children, drawing)}\n</blockquote>`;
    case 'figure':
      return figureHtml(each);
    case 'field':
      return fieldHtml(each, drawing);
    case 'rule':
      return '<hr>';
  }
}

/** A list item of one paragraph needs none around it. */
function itemHtml(item: readonly Content[], drawing: Drawing): string {
  const [first, ...rest] = item;
  if (first?.type !== 'paragraph' || rest.some((each) => each.type !== 'list')) return contentHtml(item, drawing);
  const head = inlineHtml(first.children, drawing);
  return rest.length === 0 ? head : `${head}\n${contentHtml(rest, drawing)}`;
}

function tableHtml(table: Extract<Content, { type: 'table' }>, drawing: Drawing): string {
  const cell = (tag: string, scope: string, nodes: readonly Inline[], column: number) => {
    const align = table.align[column] ?? 'start';
    const name = align === 'start' ? '' : ` class="align-${align}"`;
    return `<${tag}${scope}${name}>${inlineHtml(nodes, drawing)}</${tag}>`;
  };
  const caption = table.caption === undefined ? '' : `<caption>${escapeHtml(table.caption)}</caption>`;
  const head = table.head
    .map((nodes, column) => (nodes.length > 0 ? cell('th', ' scope="col"', nodes, column) : '<td></td>'))
    .join('');
  const rows = table.rows
    .map((row) => {
      const cells = row.map((nodes, column) =>
        column === 0 && nodes.length > 0 ? cell('th', ' scope="row"', nodes, column) : cell('td', '', nodes, column),
      );
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  const name = escapeHtml(table.caption ?? drawing.tableWords);
  const region = name === '' ? '' : ` role="group" aria-label="${name}" tabindex="0"`;
  return (
    `<div class="table-wrap"${region}><table>${caption}<thead><tr>${head}</tr></thead>\n` +
    `<tbody>\n${rows}\n</tbody></table></div>`
  );
}

function figureHtml(figure: Extract<Content, { type: 'figure' }>): string {
  const svg = figure.svg.replace('<svg', `<svg role="img" aria-label="${escapeHtml(figure.alt)}" focusable="false"`);
  const caption = figure.caption === undefined ? '' : `<figcaption>${escapeHtml(figure.caption)}</figcaption>`;
  return `<figure class="drawing">${svg}${caption}</figure>`;
}

function fieldHtml(field: Extract<Content, { type: 'field' }>, drawing: Drawing): string {
  const line = '<span class="field-line" aria-hidden="true"></span>'.repeat(field.lines);
  const said =
    drawing.fieldWords === '' ? '' : ` <span class="visually-hidden">${escapeHtml(drawing.fieldWords)}</span>`;
  return `<div class="field"><span class="field-label">${escapeHtml(field.label)}</span>${said}${line}</div>`;
}

function sourceMark(href: string, words: string): string {
  return `<sup><a class="reference reference-source" href="${escapeHtml(href)}">${escapeHtml(words)}</a></sup>`;
}

function footnoteMark(number: number): string {
  return `<sup><a class="footnote-mark" id="footnote-${number}-mark" href="#footnote-${number}" role="doc-noteref">${number}</a></sup>`;
}

/** Inside a heading, a link or another language nothing is added to the words. */
function plainly(drawing: Drawing): Drawing {
  return { ...drawing, text: undefined };
}

function wordHtml(node: Inline, drawing: Drawing): string {
  switch (node.type) {
    case 'text':
      return drawing.text?.(node.text) ?? escapeHtml(node.text);
    case 'strong':
      return `<strong>${inlineHtml(node.children, drawing)}</strong>`;
    case 'em':
      return `<em>${inlineHtml(node.children, drawing)}</em>`;
    case 'code':
      return `<code>${escapeHtml(node.text)}</code>`;
    case 'link':
      return `<a href="${escapeHtml(node.href)}">${inlineHtml(node.children, plainly(drawing))}</a>`;
    case 'reference': {
      const lead = drawing.reference(node.target);
      const words =
        node.children.length > 0 ? inlineHtml(node.children, plainly(drawing)) : escapeHtml(lead?.words ?? '');
      if (!lead) return words;
      const { href, kind } = lead;
      // A fact's source stands beside it as a small mark: the sentence goes on.
      if (kind === 'source' && node.children.length === 0)
        return href === undefined ? '' : sourceMark(href, lead.words);
      if (href === undefined) return words;
      return `<a class="reference reference-${escapeHtml(kind)}" href="${escapeHtml(href)}">${words}</a>`;
    }
    case 'foreign':
      return `<span lang="${escapeHtml(node.lang)}" dir="${directionOf(node.lang)}">${inlineHtml(node.children, plainly(drawing))}</span>`;
    case 'footnote': {
      const words = inlineHtml(node.children, { ...plainly(drawing), footnote: undefined });
      const number = drawing.footnote?.(words);
      return number === undefined ? ` (${words})` : footnoteMark(number);
    }
    case 'fact':
      return `<span class="fact" data-fact="${escapeHtml(node.id)}">${escapeHtml(node.text)}</span>`;
    case 'break':
      return '<br>';
  }
}
