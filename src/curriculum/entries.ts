import type { Problem } from '../prose';
import { readAttributes, type Attributes } from '../prose/attributes';
import type { Code } from './codes';
import { badAttributes, braces, longestLine, tooLong, unreadable } from './source';

/** One `## Title {attributes}` with the lines below it: a glossary term, a test question. */
export interface Entry {
  readonly title: string;
  readonly attributes: Attributes;
  readonly line: number;
  readonly lines: readonly { readonly text: string; readonly line: number }[];
}

/** Cuts a body into its `##` entries; what stands before the first is the file's introduction and is not read. */
export function cutEntries(body: string, firstLine: number): { entries: Entry[]; problems: Problem<Code>[] } {
  const entries: { title: string; attributes: Attributes; line: number; lines: { text: string; line: number }[] }[] = [];
  const problems: Problem<Code>[] = [];
  for (const [index, text] of body.split('\n').entries()) {
    const line = firstLine + index;
    if (text.length > longestLine) {
      problems.push(tooLong(line));
      continue;
    }
    const heading = /^##[ \t]+(.*?)[ \t]*$/.exec(text);
    if (!heading) {
      entries.at(-1)?.lines.push({ text, line });
      continue;
    }
    const inner = braces.exec(heading[1] ?? '');
    const attributes = readAttributes(inner?.[2] ?? '');
    if (!attributes) problems.push(badAttributes(line));
    entries.push({ title: inner?.[1] ?? heading[1] ?? '', attributes: attributes ?? unreadable, line, lines: [] });
  }
  return { entries, problems };
}
