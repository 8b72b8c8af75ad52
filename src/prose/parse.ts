import { cleanText } from './characters';
import { reportUnused, takeFootnotes } from './footnotes';
import { readInline, type Reading, type Token } from './inline';
import { markdown } from './markdown';
import type { Align, Content, Problem, ProseCode } from './prose';

/** A text as plain data, what is wrong in it, and what it refers to. */
export interface Parsed {
  readonly content: readonly Content[];
  readonly problems: readonly Problem[];
  /** Every cross reference and source mark, with its line. */
  readonly references: readonly { readonly target: string; readonly line: number }[];
}

const reader = markdown();
export const longestText = 200_000;
const deepest = 8;

/**
 * Reads Markdown into plain data. Never throws, never answers markup: what is not understood stays inert text and is
 * reported. `firstLine` is the line of the file on which the text begins.
 */
export function parseProse(source: string, firstLine = 1): Parsed {
  if (source.length > longestText) return tooLong(firstLine);
  const { text, problems } = cleanText(source, firstLine);
  const references: Reading['references'] = [];
  const { rest, footnotes } = takeFootnotes(text, { problems, references, firstLine, footnotes: new Map() });
  const reading: Reading = { problems, references, firstLine, footnotes };
  const tokens = reader.parse(rest, {});
  const walk = { tokens, at: 0, reading };
  const content = readBlocks(walk, 0);
  reportUnused(footnotes, problems);
  return { content: joinCaptions(content), problems, references: reading.references };
}

function tooLong(line: number): Parsed {
  const message = `This text is longer than ${longestText} characters. Divide it.`;
  return { content: [], problems: [{ code: 'text-too-long', line, message }], references: [] };
}

interface Walk {
  readonly tokens: readonly Token[];
  at: number;
  readonly reading: Reading;
}

function readBlocks(walk: Walk, depth: number): Content[] {
  const content: Content[] = [];
  for (let token = walk.tokens[walk.at]; token && token.nesting !== -1; token = walk.tokens[walk.at]) {
    if (depth === deepest && token.nesting === 1 && token.type !== 'paragraph_open') {
      report(walk, token, 'nesting-deep', `Lists and quotes stand more than ${deepest} deep here.`);
    }
    content.push(...readBlock(walk, token, depth));
  }
  return content;
}

function readBlock(walk: Walk, token: Token, depth: number): readonly Content[] {
  walk.at += 1;
  switch (token.type) {
    case 'paragraph_open':
      return closing(walk, readParagraph(walk));
    case 'heading_open': {
      const level = Math.min(3, Math.max(1, Number(token.tag.slice(1)) - 3)) as 1 | 2 | 3;
      const line = inlineOf(walk);
      const { words, id } = cutId(line);
      return closing(walk, [{ type: 'heading', level, id, children: readInline(walk.reading, words) }]);
    }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return closing(walk, [readList(walk, token, depth)]);
    case 'blockquote_open':
      return closing(walk, [{ type: 'quote', children: readBlocks(walk, depth + 1) }]);
    case 'table_open':
      return closing(walk, [readTable(walk)]);
    case 'hr':
      return [{ type: 'rule' }];
    case 'fence':
      report(
        walk,
        token,
        'code-block',
        'A code block is understood only as the svg of a figure. Write the words plainly.',
      );
      return [{ type: 'paragraph', children: [{ type: 'code', text: token.content.trimEnd() }] }];
    case 'inline':
    case 'typed':
      return [{ type: 'paragraph', children: readInline(walk.reading, token) }];
    default:
      return token.nesting === 1 ? closing(walk, readBlocks(walk, depth + 1)) : [];
  }
}

/** Steps over the closing token of what was just read. */
function closing(walk: Walk, content: readonly Content[]): readonly Content[] {
  walk.at += 1;
  return content;
}

function inlineOf(walk: Walk): Token | undefined {
  const token = walk.tokens[walk.at];
  if (!token || token.nesting === -1) return undefined;
  walk.at += 1;
  return token;
}

function readParagraph(walk: Walk): readonly Content[] {
  const token = inlineOf(walk);
  return fieldsOf(token) ?? [{ type: 'paragraph', children: token ? readInline(walk.reading, token) : [] }];
}

/** A paragraph of nothing but `[Label]{field=3}` is places to write. */
function fieldsOf(token: Token | undefined): readonly Content[] | undefined {
  const fields: Content[] = [];
  const rest = (token?.content ?? '').replace(
    /\[([^[\]\n]*)\]\{field(?:=(\d{1,2}))?\}[ \t]*(?:\n|$)/g,
    (_, label, lines) => {
      fields.push({ type: 'field', label: String(label), lines: Math.min(30, Math.max(1, Number(lines ?? 1))) });
      return '';
    },
  );
  return fields.length > 0 && rest.trim() === '' ? fields : undefined;
}

/** `Heading {#id}`: the id is the heading's, not its words'. */
function cutId(token: Token | undefined): { words: Token | undefined; id: string } {
  const last = token?.children?.at(-1);
  const match = last?.type === 'text' ? /\s*\{#([a-z0-9-]{1,64})\}$/.exec(last.content) : null;
  if (!last || !match) return { words: token, id: '' };
  last.content = last.content.slice(0, match.index);
  return { words: token, id: match[1] ?? '' };
}

function readList(walk: Walk, open: Token, depth: number): Content {
  const items: Content[][] = [];
  for (let token = walk.tokens[walk.at]; token?.type === 'list_item_open'; token = walk.tokens[walk.at]) {
    walk.at += 1;
    items.push(readBlocks(walk, depth + 1));
    walk.at += 1;
  }
  const start = Number(open.attrs?.find(([name]) => name === 'start')?.[1] ?? 1);
  return { type: 'list', ordered: open.type === 'ordered_list_open', start, items };
}

function readTable(walk: Walk): Content {
  const align: Align[] = [];
  const lines: ReturnType<typeof readInline>[][] = [];
  for (let token = walk.tokens[walk.at]; token && token.type !== 'table_close'; token = walk.tokens[walk.at]) {
    walk.at += 1;
    if (token.type === 'tr_open') lines.push([]);
    if (token.type === 'th_open') align.push(alignOf(token));
    if (token.type === 'inline' || token.type === 'typed') lines.at(-1)?.push(readInline(walk.reading, token));
  }
  const [head = [], ...rows] = lines;
  return { type: 'table', align, head, rows };
}

function alignOf(token: Token): Align {
  const style = String(token.attrs?.find(([name]) => name === 'style')?.[1] ?? '');
  if (style.includes('center')) return 'center';
  return style.includes('right') ? 'end' : 'start';
}

/** A paragraph "Table: words" beside a table is its caption. */
function joinCaptions(content: readonly Content[]): Content[] {
  const joined: Content[] = [];
  let caption: string | undefined;
  for (const [index, each] of content.entries()) {
    const words = captionOf(each);
    const last = joined.at(-1);
    if (words !== undefined && content[index + 1]?.type === 'table') {
      caption = words;
    } else if (words !== undefined && last?.type === 'table' && last.caption === undefined) {
      joined[joined.length - 1] = { ...last, caption: words };
    } else if (each.type === 'table' && caption !== undefined) {
      joined.push({ ...each, caption });
      caption = undefined;
    } else {
      joined.push(each);
    }
  }
  return joined;
}

function captionOf(each: Content): string | undefined {
  const first = each.type === 'paragraph' && each.children.length === 1 ? each.children[0] : undefined;
  return first?.type === 'text' ? /^Table: (.+)$/.exec(first.text)?.[1] : undefined;
}

function report(walk: Walk, token: Token, code: ProseCode, message: string): void {
  walk.reading.problems.push({ code, line: walk.reading.firstLine + (token.map?.[0] ?? 0), message });
}
