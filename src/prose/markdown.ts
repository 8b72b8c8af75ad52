import MarkdownIt from 'markdown-it';
import { readAttributes } from './attributes';

type InlineState = InstanceType<InstanceType<typeof MarkdownIt>['inline']['State']>;

/** A paragraph longer than this is shown as it was typed: no author writes one, and some patterns cost its square. */
export const longestParagraph = 10_000;

/**
 * Markdown as this programme writes it. Links are not judged here: `parse.ts` keeps the safe ones. `[words]{name=value}`
 * becomes a `span` token pair with its attributes in `meta`, `[^label]` a `footnote_mark`.
 */
export function markdown(): InstanceType<typeof MarkdownIt> {
  const reader = new MarkdownIt({ html: false, linkify: false, typographer: true, maxNesting: 24 });
  reader.disable(['replacements', 'code', 'reference', 'lheading', 'strikethrough']);
  reader.normalizeLink = (address) => address;
  reader.validateLink = () => true;
  reader.inline.ruler.before('link', 'span', span);
  reader.inline.ruler.before('span', 'footnote_mark', footnoteMark);
  reader.core.ruler.before('inline', 'long-paragraphs', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'inline' && token.content.length > longestParagraph) token.type = 'typed';
    }
  });
  return reader;
}

const mark = /\[\^([A-Za-z0-9-]{1,32})\](?!:)/y;

/** `[^label]`: leads to a footnote. */
function footnoteMark(state: InlineState, silent: boolean): boolean {
  mark.lastIndex = state.pos;
  const found = mark.exec(state.src);
  if (!found || mark.lastIndex > state.posMax) return false;
  if (!silent) state.push('footnote_mark', '', 0).content = found[1] ?? '';
  state.pos += found[0].length;
  return true;
}

function span(state: InlineState, silent: boolean): boolean {
  const start = state.pos;
  if (state.src.charCodeAt(start) !== 0x5b) return false;
  const labelEnd = state.md.helpers.parseLinkLabel(state, start, false);
  if (labelEnd < 0 || state.src.charCodeAt(labelEnd + 1) !== 0x7b) return false;
  const close = state.src.indexOf('}', labelEnd + 2);
  if (close < 0 || close >= state.posMax) return false;
  const attributes = readAttributes(state.src.slice(labelEnd + 2, close));
  if (!attributes || attributes.id !== undefined || attributes.values.size === 0) return false;
  if (!silent) {
    const max = state.posMax;
    state.pos = start + 1;
    state.posMax = labelEnd;
    state.push('span_open', 'span', 1).meta = { values: attributes.values };
    state.md.inline.tokenize(state);
    state.push('span_close', 'span', -1);
    state.posMax = max;
  }
  state.pos = close + 1;
  return true;
}
