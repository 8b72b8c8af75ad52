import type { Finding } from '../../command';
import type { Case } from '../case';
import { compileCase } from '../compile';
import { readSource, type SourceFile } from '../compile/source';
import { blocksIn, type TextBlock } from './blocks';
import { inForeign } from './foreign';
import { replaced } from './replace';

/** A case in another language. Its rules are those of the source, read from the source alone. */
export interface Translated {
  readonly compiled: Case;
  /** Texts that stand in the source's language, with the reason. */
  readonly fallbacks: readonly Fallback[];
  readonly findings: readonly Finding[];
}

export interface Fallback {
  readonly file: string;
  readonly key: string;
  readonly why: 'missing' | 'stale' | 'unfit';
  readonly language: string;
}

interface Written {
  readonly source: string;
  readonly words: string;
  readonly file: string;
  readonly line: number;
}

/** The languages that a case has translations in. */
export function languagesOf(files: readonly SourceFile[]): string[] {
  return [...new Set(files.flatMap(({ path }) => /^i18n\/([^/]+)\//.exec(path)?.[1] ?? []))].sort();
}

/** What stands under `i18n/<language>/`, by file and key of the text it translates. */
export function readTranslations(files: readonly SourceFile[], language: string): Map<string, Written> {
  const start = `i18n/${language}/`;
  const found = new Map<string, Written>();
  for (const file of files) {
    if (!file.path.startsWith(start)) continue;
    for (const { heading, rules, text, line } of readSource(file).sections) {
      const source = /^source:\s*([0-9a-f]+)/.exec(rules[0]?.text ?? '')?.[1];
      const words = text
        .map((each) => each.text)
        .join('\n')
        .trim();
      if (source !== undefined && words !== '')
        found.set(`${file.path.slice(start.length)} ${heading}`, { source, words, file: file.path, line });
    }
  }
  return found;
}

/**
 * Compiles a case in another language. A text without a translation, or whose source has changed since, stays as the
 * source has it, marked as being in that language. Undefined where the source itself does not compile. Whatever a
 * translation holds, the rules are the same: one that would change them is left out and reported.
 */
export function translate(files: readonly SourceFile[], language: string): Translated | undefined {
  const source = compileCase(files).compiled;
  if (!source) return undefined;
  const written = readTranslations(files, language);
  const blocks = blocksIn(files);
  const findings: Finding[] = [];
  const known = new Set(blocks.map(({ file, key }) => `${file} ${key}`));
  for (const [name, { file, line }] of written)
    if (!known.has(name))
      findings.push({
        code: 'translation-unknown',
        file,
        line,
        message: `The case has no text "${name.split(' ')[1] ?? ''}" any more. Take its translation out.`,
      });
  const fallbacks: Fallback[] = [];
  const taken = new Map<TextBlock, string>();
  for (const block of blocks) {
    const { file, key } = block;
    const found = written.get(`${file} ${key}`);
    const why =
      found === undefined
        ? 'missing'
        : found.source !== block.source
          ? 'stale'
          : fits(block, found.words)
            ? null
            : 'unfit';
    if (why === null && found) taken.set(block, found.words);
    else if (why !== null) fallbacks.push({ file, key, why, language: source.language });
    if (why === 'unfit' && found)
      findings.push({
        code: 'translation-unfit',
        file: found.file,
        line: found.line,
        message: `The translation of "${key}" must name the same facts as its source, and hold no heading, condition or rule line.`,
      });
  }
  const compiled = compileCase(replaced(files, taken, language)).compiled;
  if (compiled?.logicHash !== source.logicHash) {
    const message = 'With these translations the rules would be others. The source is shown instead.';
    findings.push({ code: 'translation-unfit', file: `i18n/${language}`, line: 1, message });
    const all = blocks.map(({ file, key }): Fallback => ({ file, key, why: 'unfit', language: source.language }));
    return { compiled: source, fallbacks: all, findings };
  }
  return { compiled: inForeign(compiled, blocks, fallbacks), fallbacks, findings };
}

/** A translation names the facts of its source and no others, and nothing in it can be read as a rule. */
function fits({ words, at }: TextBlock, translation: string): boolean {
  const facts = (text: string): string =>
    [...new Set([...text.matchAll(/\{fact:\s*([a-z0-9-]+)/g)].map((each) => each[1]))].sort().join();
  if (facts(words) !== facts(translation)) return false;
  const lines = translation.split('\n');
  if (at.is !== 'lines') return lines.length === 1 && !/[{}]/.test(translation.replace(/\{fact:[^}]*\}/g, ''));
  if (/\{when:/.test(translation) || /^\s*- /.test(lines[0] ?? '')) return false;
  return !lines.some(
    (line) => /^\s*#{1,6}\s|^\s*>/.test(line) || (at.prefix !== '' && /^\s*(feedback|debrief):/i.test(line)),
  );
}
