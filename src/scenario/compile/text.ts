import { type Content, type Inline, parseProse } from '../../prose';
import { type Context, report } from './context';
import type { SourceLine } from './source';

/** A run of lines between blank lines. */
export interface Chunk {
  readonly line: number;
  readonly lines: readonly string[];
}

export function chunksOf(lines: readonly SourceLine[]): Chunk[] {
  const chunks: { line: number; lines: string[] }[] = [];
  let open = false;
  for (const each of lines) {
    const blank = each.text.trim() === '';
    const last = chunks.at(-1);
    if (open && !blank && last) last.lines.push(each.text);
    else if (!blank) chunks.push({ line: each.line, lines: [each.text] });
    open = !blank;
  }
  return chunks;
}

/** The text of a case: Markdown as everywhere in the curriculum, and `{fact: id}` or `{fact: id as these words}`. */
export function readText(context: Context, lines: readonly SourceLine[], file: string): readonly Content[] {
  const [first] = lines;
  if (!first) return [];
  const source = lines.map((each) => each.text.replace(factMark, marked)).join('\n');
  const known = parsed.get(source);
  if (known) return known;
  const { content, problems } = parseProse(source, first.line);
  if (problems.length === 0) keep(source, content);
  for (const problem of problems) report(context, problem.code, { file, line: problem.line }, problem.message);
  return content;
}

const parsed = new Map<string, readonly Content[]>();
const mostKept = 5000;

/** A case is compiled again and again while it is written, or tried without each of its rules: its texts stay the same. */
function keep(source: string, content: readonly Content[]): void {
  if (parsed.size >= mostKept) parsed.clear();
  parsed.set(source, content);
}

const factMark = /\{fact:\s*([a-z0-9-]+)(?:\s+as\s+([^}]+?))?\s*\}/g;

/** A fact without words of its own carries its id as text; `view` puts the sentence there. */
function marked(_: string, id: string, words: string | undefined): string {
  return `[${words ?? id}]{fact=${id}}`;
}

/** Every fact that a text names. */
export function factsIn(content: readonly Content[]): string[] {
  return content.flatMap(factsOfBlock);
}

function factsOfBlock(block: Content): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return factsOfWords(block.children);
    case 'list':
      return block.items.flatMap(factsIn);
    case 'quote':
      return factsIn(block.children);
    case 'table':
      return [...block.head, ...block.rows.flat()].flatMap(factsOfWords);
    default:
      return [];
  }
}

function factsOfWords(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (node.type === 'fact') return [node.id];
    return 'children' in node ? factsOfWords(node.children) : [];
  });
}
