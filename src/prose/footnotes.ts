import { longestParagraph, markdown } from './markdown';
import { readInline, type Reading } from './inline';
import type { Inline, Problem } from './prose';

const definition = /^\[\^([A-Za-z0-9-]{1,32})\]:[ \t]+(\S.*)$/;
const reader = markdown();

/** The words of a footnote, and whether a mark in the text has led to them. */
export interface Footnote {
  readonly children: readonly Inline[];
  readonly line: number;
  used: boolean;
}

export type Footnotes = Map<string, Footnote>;

/**
 * Takes the footnotes out of a text: each `[^label]: words` that begins a line, with the lines below it up to an empty
 * one. Answers with the text that is left, line for line, and the notes by label.
 */
export function takeFootnotes(
  text: string,
  reading: Reading,
): { readonly rest: string; readonly footnotes: Footnotes } {
  const footnotes: Footnotes = new Map();
  if (!text.includes('[^')) return { rest: text, footnotes };
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const found = definition.exec(lines[at] ?? '');
    if (!found) continue;
    const [, label = '', first = ''] = found;
    const line = reading.firstLine + at;
    const words = [first];
    lines[at] = '';
    for (let next = lines[at + 1]; next?.trim() && !definition.test(next); next = lines[at + 1]) {
      words.push(next.trim());
      lines[++at] = '';
    }
    if (footnotes.has(label)) reading.problems.push(twice(label, line));
    else
      footnotes.set(label, {
        children: wordsOf(words.join('\n').slice(0, longestParagraph), line, reading),
        line,
        used: false,
      });
  }
  return { rest: lines.join('\n'), footnotes };
}

function wordsOf(text: string, line: number, { problems, references }: Reading): readonly Inline[] {
  const [token] = reader.parseInline(text, {});
  return readInline({ problems, references, firstLine: line, footnotes: new Map() }, token);
}

function twice(label: string, line: number): Problem {
  return {
    code: 'footnote-unused',
    line,
    message: `There are two footnotes [^${label}] in this text. Give one another mark.`,
  };
}

/** Reports each footnote to which no mark leads. */
export function reportUnused(footnotes: Footnotes, problems: Problem[]): void {
  for (const [label, { line, used }] of footnotes) {
    if (used) continue;
    const message = `No words of this text lead to this footnote: write [^${label}] where it belongs, in the same text.`;
    problems.push({ code: 'footnote-unused', line, message });
  }
}
