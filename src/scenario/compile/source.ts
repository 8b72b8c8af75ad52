import type { Place } from '../case';

/** One file of a case; `path` is relative to the case's folder and uses `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface SourceLine {
  readonly text: string;
  readonly line: number;
}

/** A line `- word: …`, with the lines nested under it. */
export interface RuleLine extends Place {
  readonly text: string;
  readonly nested: readonly RuleLine[];
}

/** A heading with what stands under it, up to the next heading. Level 0 is what stands before the first heading. */
export interface Section extends Place {
  readonly level: number;
  readonly heading: string;
  readonly rules: readonly RuleLine[];
  readonly text: readonly SourceLine[];
}

export interface SourceDocument {
  readonly path: string;
  readonly front: Readonly<Record<string, SourceLine>>;
  readonly sections: readonly Section[];
}

/** Splits a file into front matter and sections. It never fails: what it cannot read stays text, and is reported later. */
export function readSource(file: SourceFile): SourceDocument {
  const lines = withoutComments(file.text)
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ text, line: index + 1 }));
  const { front, rest } = splitFront(lines);
  const sections: Section[] = [];
  let level = 0;
  let heading = '';
  let line = rest[0]?.line ?? 1;
  let body: SourceLine[] = [];
  const close = (): void => {
    const { rules, text } = splitRules(body, file.path);
    if (level > 0 || rules.length > 0 || text.length > 0)
      sections.push({ level, heading, rules, text, file: file.path, line });
  };
  for (const each of rest) {
    const match = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(each.text);
    if (!match) {
      body.push(each);
      continue;
    }
    close();
    level = match[1]?.length ?? 1;
    heading = match[2] ?? '';
    line = each.line;
    body = [];
  }
  close();
  return { path: file.path, front, sections };
}

/** `id: Title` or `id — Title`; a heading without an id gives null. */
export function readHeading(heading: string): { readonly id: string; readonly title: string } | null {
  const match = /^([^\s:—]+)\s*(?::|\s—|\s–)\s*(.+)$/u.exec(heading);
  return match ? { id: match[1] ?? '', title: match[2] ?? '' } : null;
}

export function isId(text: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
}

function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''));
}

function splitFront(lines: readonly SourceLine[]): { front: Record<string, SourceLine>; rest: readonly SourceLine[] } {
  const front: Record<string, SourceLine> = {};
  if (lines[0]?.text.trim() !== '---') return { front, rest: lines };
  const end = lines.findIndex((each, index) => index > 0 && each.text.trim() === '---');
  if (end < 0) return { front, rest: lines };
  for (const each of lines.slice(1, end)) {
    const match = /^\s*([^:#]+?)\s*:\s*(.*?)\s*(?:\s#.*)?$/.exec(each.text);
    if (match?.[1]) front[match[1].toLowerCase()] = { text: unquoted(match[2] ?? ''), line: each.line };
  }
  return { front, rest: lines.slice(end + 1) };
}

function unquoted(text: string): string {
  const match = /^(["'])(.*)\1$/.exec(text);
  return match?.[2] ?? text;
}

interface Draft {
  text: string;
  line: number;
  nested: Draft[];
}

/** The rule lines directly under a heading; the first line that is neither a rule nor its continuation begins the text. */
function splitRules(body: readonly SourceLine[], file: string): { rules: RuleLine[]; text: SourceLine[] } {
  const rules: Draft[] = [];
  let index = 0;
  for (; index < body.length; index += 1) {
    const each = body[index];
    if (!each) break;
    const rule = /^(\s*)- +(.*)$/.exec(each.text);
    const last = rules.at(-1);
    if (each.text.trim() === '') continue;
    if (rule) {
      const draft: Draft = { text: withoutRemark(rule[2] ?? ''), line: each.line, nested: [] };
      if ((rule[1]?.length ?? 0) >= 2 && last) last.nested.push(draft);
      else rules.push(draft);
    } else if (/^ {2,}\S/.test(each.text) && last && body[index - 1]?.text.trim() !== '') {
      const open = last.nested.at(-1) ?? last;
      open.text = `${open.text} ${withoutRemark(each.text.trim())}`;
    } else break;
  }
  const placed = (draft: Draft): RuleLine => ({
    text: draft.text.trim(),
    line: draft.line,
    file,
    nested: draft.nested.map(placed),
  });
  return { rules: rules.map(placed), text: trimmed(body.slice(index)) };
}

function withoutRemark(text: string): string {
  return text.replace(/\s{2,}#.*$/, '');
}

function trimmed(lines: readonly SourceLine[]): SourceLine[] {
  const isText = (each: SourceLine): boolean => each.text.trim() !== '';
  const first = lines.findIndex(isText);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1);
}
