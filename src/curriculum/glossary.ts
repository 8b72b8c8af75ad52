import { hashOf } from '../canonical';
import { isLanguage } from '../prose';
import type { Equivalent, Glossary, GlossaryTerm } from './curriculum';
import { cutEntries, type Entry } from './entries';
import { report, reportAll, takeId, takeProse, type Gather } from './gather';
import type { SourceFile } from './source';

const equivalentLine = /^[-*]\s+([A-Za-z][\w-]*):\s+(\S.*?)\s*$/;

/** Reads `glossary.md`: each `##` a term, its text the definition, a last list of `tag: words` the equivalents. */
export function readGlossary(gather: Gather, file: SourceFile | undefined, language: string): Glossary {
  if (!file) return { terms: [] };
  const { entries, problems } = cutEntries(file.text, 1);
  reportAll(gather, file.path, problems);
  const terms = entries.map((entry) => readTerm(gather, file.path, entry));
  const order = new Intl.Collator(language).compare;
  return { terms: terms.sort((a, b) => order(a.term, b.term)) };
}

function readTerm(gather: Gather, file: string, entry: Entry): GlossaryTerm {
  const place = { file, line: entry.line };
  const id = takeId(gather, entry.attributes.id, 'term', place);
  const equivalents: Equivalent[] = [];
  const rest: string[] = [];
  for (const { text, line } of entry.lines) {
    const [, tag, words] = equivalentLine.exec(text) ?? [];
    if (tag === undefined || words === undefined) {
      rest.push(text);
      continue;
    }
    rest.push('');
    if (isLanguage(tag)) equivalents.push({ lang: Intl.getCanonicalLocales(tag)[0] ?? tag, text: words });
    else report(gather, 'language-unknown', { file, line }, `"${tag}" is not a language tag (BCP 47), such as th or zh-Hant.`);
  }
  const definition = takeProse(gather, rest.join('\n'), { file, line: entry.line + 1 }, 'both');
  if (definition.length === 0) {
    report(gather, 'term-without-definition', place, `The term "${entry.title}" has no definition.`);
  }
  const term = entry.title;
  return { id, term, definition, equivalents, textHash: hashOf({ term, definition, equivalents: equivalents.map((each) => ({ ...each })) }) };
}
