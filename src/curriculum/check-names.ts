import type { Problem } from '../prose';
import type { Code } from './codes';
import type { Assessment, Module } from './curriculum';
import { report, type Gather } from './gather';
import { blocksOf } from './modules';
import { plainBlock, plainContent } from './plain';
import { realNames } from './real-names';
import type { SourceFile } from './source';

const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;
/** By its first word: the words that follow, and the name as it is said. */
const known = new Map<string, { readonly words: readonly string[]; readonly name: string }[]>();
for (const name of realNames) {
  const [first = '', ...words] = wordsOf(name);
  known.set(first, [...(known.get(first) ?? []), { words, name }]);
}

/** Names no real state, agency, place or affair where the programme speaks of invented ones: in cases and in exercises. */
export function checkNames(gather: Gather, cases: readonly SourceFile[], modules: readonly Module[], assessment?: Assessment): void {
  for (const { path, text } of cases) {
    for (const { code, line, message } of realNamesIn(text)) report(gather, code, { file: path, line }, message);
  }
  const handouts = modules.flatMap(blocksOf).filter((block) => block.kind === 'handout');
  const settings = assessment?.items.map(({ id, setting }) => ({ id, words: plainContent(setting) })) ?? [];
  for (const { id, words } of [...handouts.map((block) => ({ id: block.id, words: plainBlock(block) })), ...settings]) {
    const place = gather.places.get(id);
    const [first] = realNamesIn(words);
    if (place && first) report(gather, first.code, place, first.message);
  }
}

/** Each line that names something real, once. Names are found as whole words, with their capitals. */
export function realNamesIn(text: string): Problem<Code>[] {
  return text.split('\n').flatMap((line, index): Problem<Code>[] => {
    const name = firstNameIn(line);
    if (name === undefined) return [];
    const message = `"${name}" is real. In a case and in exercises every state, agency, place and affair is invented.`;
    return [{ code: 'name-real', line: index + 1, message }];
  });
}

function firstNameIn(line: string): string | undefined {
  const words = wordsOf(line);
  for (const [at, word] of words.entries()) {
    const found = known.get(word)?.filter((each) => each.words.every((next, index) => next === words[at + 1 + index]));
    const longest = found?.sort((a, b) => b.words.length - a.words.length)[0];
    if (longest) return longest.name;
  }
  return undefined;
}

/** The possessive is no other name: `Thailand's`. */
function wordsOf(text: string): string[] {
  return Array.from(text.matchAll(word), ([each]) => each.replaceAll('’', "'").replace(/'s$|'$/, ''));
}
