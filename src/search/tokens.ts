import { fold, stem } from './folding';

/** One thing that can be matched, with where it stands in the text it was cut from (UTF-16, end excluded). */
export interface Token {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Runs of scripts that put no space between words. Joiners and zero-width spaces inside them are theirs. */
const unspaced =
  /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}][\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u200B-\u200D]*/gu;

const wordCutters = new Map<string, Intl.Segmenter>();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts a text into what is searched. Where words are spaced: words, folded and (in English) without their endings.
 * Where they are not: each pair of neighbouring characters, since a dictionary may cut the same word in a question
 * otherwise than in its sentence. `asked`: the text is a question, so that a last lone character is not one of its own.
 */
export function tokensIn(text: string, language: string, asked = false): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const run of text.matchAll(unspaced)) {
    spacedTokens(text.slice(at, run.index), at, language, tokens);
    pairTokens(run[0], run.index, asked, tokens);
    at = run.index + run[0].length;
  }
  spacedTokens(text.slice(at), at, language, tokens);
  return tokens;
}

function spacedTokens(text: string, offset: number, language: string, tokens: Token[]): void {
  if (text.trim() === '') return;
  for (const { segment, index, isWordLike } of cutterFor(language).segment(text)) {
    if (!isWordLike) continue;
    const term = stem(fold(segment), language);
    if (term !== '') tokens.push({ term, start: offset + index, end: offset + index + segment.length });
  }
}

function pairTokens(run: string, offset: number, asked: boolean, tokens: Token[]): void {
  const letters = Array.from(graphemes.segment(run)).filter(({ segment }) => fold(segment) !== '');
  letters.forEach(({ segment, index }, place) => {
    const next = letters[place + 1];
    if (!next && asked && letters.length > 1) return;
    const end = next ? next.index + next.segment.length : index + segment.length;
    tokens.push({ term: fold(segment + (next?.segment ?? '')), start: offset + index, end: offset + end });
  });
}

function cutterFor(language: string): Intl.Segmenter {
  const known = wordCutters.get(language);
  if (known) return known;
  const cutter = new Intl.Segmenter(language, { granularity: 'word' });
  wordCutters.set(language, cutter);
  return cutter;
}
