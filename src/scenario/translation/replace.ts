import type { RuleLine, SourceFile } from '../compile/source';
import type { TextBlock } from './blocks';

/** The files of a case with some of its texts in other words. Nothing but these words is touched. */
export function replaced(
  files: readonly SourceFile[],
  words: ReadonlyMap<TextBlock, string>,
  language: string,
): SourceFile[] {
  return files.map((file) => {
    const blocks = [...words.keys()].filter((block) => block.file === file.path);
    const lines = file.text.split(/\r\n|\r|\n/);
    const rules = new Map<RuleLine, TextBlock[]>();
    for (const block of blocks)
      if (block.at.is === 'rule') rules.set(block.at.rule, [...(rules.get(block.at.rule) ?? []), block]);
    for (const [rule, inside] of rules) putRule(lines, rule, inside, words);
    // From the end, so that what stands before keeps its line numbers.
    for (const block of blocks.toReversed()) put(lines, block, words.get(block) ?? block.words);
    if (file.path === 'exercise.md') {
      const at = lines.findIndex((line) => /^\s*language\s*:/i.test(line));
      if (at >= 0) lines[at] = `language: ${language}`;
    }
    return { path: file.path, text: lines.join('\n') };
  });
}

function put(lines: string[], { at, words }: TextBlock, translation: string): void {
  if (at.is === 'heading') {
    const line = lines[at.line - 1] ?? '';
    const start = line.lastIndexOf(words);
    lines[at.line - 1] = `${line.slice(0, start)}${translation}`;
  } else if (at.is === 'lines') {
    const made = translation
      .split('\n')
      .map((line, index) => `${at.prefix}${index === 0 ? at.lead : ''}${line}`.trimEnd());
    lines.splice(at.first - 1, at.last - at.first + 1, ...made);
  }
}

/** Writes a rule line on one line; where it went on stays empty. */
function putRule(
  lines: string[],
  rule: RuleLine,
  blocks: readonly TextBlock[],
  words: ReadonlyMap<TextBlock, string>,
): void {
  let text = rule.text;
  for (const block of blocks.toSorted((a, b) => from(b) - from(a))) {
    const start = from(block);
    const bare = (words.get(block) ?? block.words).replace(/\s+/g, ' ');
    const translation =
      block.at.is === 'rule' && block.at.bracket ? bare.replaceAll('(', '[').replaceAll(')', ']') : bare;
    text = `${text.slice(0, start)}${translation}${text.slice(start + block.words.length)}`;
  }
  const first = lines[rule.line - 1] ?? '';
  const indent = /^(\s*- +)/.exec(first)?.[1] ?? '- ';
  lines[rule.line - 1] = `${indent}${text}`;
  for (let line = rule.line; /^ {2,}[^\s-]/.test(lines[line] ?? ''); line += 1) lines[line] = '';
}

function from({ at }: TextBlock): number {
  return at.is === 'rule' ? at.from : 0;
}
