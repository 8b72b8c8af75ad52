import type { SourceFile } from '../compile/source';
import { blocksIn } from './blocks';
import { languagesOf, readTranslations, translate, type Translated } from './translate';

/** How much of a case stands in a language. `words` counts texts that are translated from the source as it is now. */
export interface Coverage {
  readonly language: string;
  readonly total: number;
  readonly translated: number;
  readonly missing: number;
  readonly stale: number;
  readonly unfit: number;
  readonly findings: Translated['findings'];
}

/** One line for each language of a case; none where it has no translation, or does not compile. */
export function coverageOf(files: readonly SourceFile[]): Coverage[] {
  const total = blocksIn(files).length;
  return languagesOf(files).flatMap((language) => {
    const made = translate(files, language);
    if (!made) return [];
    const count = (why: string): number => made.fallbacks.filter((each) => each.why === why).length;
    const { findings } = made;
    const gaps = { missing: count('missing'), stale: count('stale'), unfit: count('unfit') };
    return [{ language, total, translated: total - made.fallbacks.length, ...gaps, findings }];
  });
}

/**
 * The files of `i18n/<language>/` in the order of the source, every text with the digest of its source. What is
 * translated stays word for word; a stale text keeps the digest of the source it was made from. A text that is missing
 * gets its heading and, in a remark, the words to translate. Texts that the case no longer has are left out.
 */
export function sheetsOf(files: readonly SourceFile[], language: string): SourceFile[] {
  const written = readTranslations(files, language);
  const blocks = blocksIn(files);
  return [...new Set(blocks.map(({ file }) => file))].map((file) => ({
    path: `i18n/${language}/${file}`,
    text: blocks
      .filter((block) => block.file === file)
      .map(({ key, source, words }) => {
        const found = written.get(`${file} ${key}`);
        const remark = `<!-- ${words.replaceAll('-->', '-- >')} -->`;
        const said = found ? `\n${found.words}\n` : '';
        return `## ${key}\n- source: ${found?.source ?? source}\n\n${found?.source === source ? '' : `${remark}\n`}${said}`;
      })
      .join('\n'),
  }));
}
