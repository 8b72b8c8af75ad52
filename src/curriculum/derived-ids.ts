import { hashOf } from '../canonical';
import { isBlockId } from '../prose/attributes';
import type { SourceFile } from './source';

const longest = 64;
const mostWords = 4;
/** Words that begin many sentences and say nothing about any of them. */
const small = new Set(
  (
    'a an and are as at be been but by can do does each every for from has have how if in into is it its may no not of on one or ' +
    'our so some than that the their them then there these they this those to was we were what when where which who will with you your'
  ).split(' '),
);

/** Every word of a curriculum that could be an id, or once was named as one: a new id is none of these. */
export function idsIn(files: readonly SourceFile[]): Set<string> {
  return new Set(files.flatMap(({ text }) => text.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)*/g) ?? []));
}

/**
 * A new id from what it is for: `start` (the module's id, or what stands around), then the first telling `words`, then
 * four letters made of all of them. The letters keep an id from coming back for another text that begins alike, also
 * where the first was deleted long ago. The id is added to `taken`.
 */
export function deriveId(taken: Set<string>, start: string, words: string): string {
  for (let round = 0; ; round += 1) {
    const mark = markOf(`${start}\n${words}\n${round}`);
    const id = `${wordsOf(start, words).slice(0, longest - mark.length - 1).replace(/-+$/, '')}-${mark}`;
    if (!taken.has(id) && isBlockId(id)) {
      taken.add(id);
      return id;
    }
  }
}

/** An id of nothing but its words (a term, a question), where it is free and an id at all; otherwise a marked one. */
export function plainId(taken: Set<string>, start: string, words: string): string {
  const id = [start, slugOf(words)].filter((part) => part !== '').join('-');
  if (taken.has(id) || !isBlockId(id)) return deriveId(taken, start, words);
  taken.add(id);
  return id;
}

function wordsOf(start: string, words: string): string {
  const telling = slugOf(words.slice(0, 2000).replace(/\]\([^)]*\)|\{[^}]*\}/g, ' '))
    .split('-')
    .filter((word) => word !== '' && !small.has(word));
  return [start, ...telling.slice(0, mostWords)].join('-');
}

/** Latin letters without their marks, digits, and hyphens between words. Words of another script give nothing. */
function slugOf(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Four letters; they cannot be read as a number or as a word of the text. */
function markOf(text: string): string {
  const number = Number.parseInt(hashOf(text).slice(0, 8), 16);
  const letters = 'bcdfghjkmnpqrstvwxz';
  let mark = '';
  for (let rest = number; mark.length < 4; rest = Math.floor(rest / letters.length)) mark += letters[rest % letters.length] ?? '';
  return mark;
}
