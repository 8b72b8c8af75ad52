import { plainText, type Content } from '../prose';
import type { Block, Compiled } from './curriculum';
import { report, type Gather, type Place } from './gather';
import { blocksOf, allBlocks } from './modules';
import type { SourceFile } from './source';

/** A reader of a second language follows a sentence of 28 words; 40 are too many for anybody. */
const longWords = 28;
const mostWords = 40;
/** Long sentences that a hundred may hold. */
const budget = 3;
/** So many words in a row are no accident. */
const quotedWords = 12;
const notesOfGuide = new Set<string>(['facilitator', 'watch-for', 'model-answer', 'debrief']);

/** What the words themselves must keep: sentences that a second-language reader follows, and secrets that stay one. */
export function checkProse(gather: Gather, compiled: Compiled, files: readonly SourceFile[] = []): void {
  const { guide, handbook, glossary, assessment, rubric } = compiled;
  const blocks = [...allBlocks(guide.preface), ...guide.modules.flatMap(blocksOf)];
  const passages: Passage[] = [
    ...blocks.filter(({ kind }) => kind !== 'source').map((block) => ({ id: block.id, content: ownContent(block) })),
    ...glossary.terms.map(({ id, definition }) => ({ id, content: definition })),
    ...[...assessment.items, ...(assessment.spare ?? [])].flatMap(({ id, stem, setting, options, feedback: said = [] }) => [
      { id, content: said },
      { id, content: [{ type: 'paragraph' as const, children: [{ type: 'text' as const, text: stem }] }, ...setting] },
      ...options.map(({ content, feedback }) => ({ id, content: [...content, ...feedback] })),
    ]),
    ...(rubric?.criteria ?? []).map(({ id, question, levels, signs }) => ({
      id,
      content: [question, ...[...levels, ...signs].map(({ text }) => text)].map((text) => ({
        type: 'paragraph' as const,
        children: [{ type: 'text' as const, text }],
      })),
    })),
  ];
  const segmenter = new Intl.Segmenter(guide.language, { granularity: 'sentence' });
  const byFile = new Map<string, Sentence[]>();
  for (const { id, content } of passages) {
    const place = gather.places.get(id);
    if (!place) continue;
    const own = byFile.get(place.file) ?? [];
    byFile.set(place.file, own);
    for (const text of textsOf(content)) {
      for (const { segment } of segmenter.segment(text)) {
        const words = wordsOf(segment);
        if (words.length > 0) own.push({ place, segment, words });
      }
    }
  }
  for (const [path, sentences] of byFile) {
    checkSentences(gather, sentences, files.find((file) => file.path === path)?.text ?? '');
  }
  const read = [...allBlocks(handbook.preface), ...handbook.modules.flatMap(blocksOf)];
  checkQuoted(gather, blocks.filter((block) => notesOfGuide.has(block.kind)), read);
}

interface Passage {
  readonly id: string;
  readonly content: readonly Content[];
}

interface Sentence {
  /** Of the block that it stands in. */
  readonly place: Place;
  readonly segment: string;
  readonly words: readonly string[];
}

/** The sentences of one file: each file has a budget of its own. */
function checkSentences(gather: Gather, sentences: readonly Sentence[], source: string): void {
  const long = sentences.filter(({ words }) => words.length > longWords).sort((a, b) => b.words.length - a.words.length);
  const allowed = Math.ceil((sentences.length * budget) / 100);
  const within = long.filter(({ words }) => words.length <= mostWords).slice(-allowed);
  for (const sentence of long) {
    if (within.includes(sentence)) continue;
    const { place, segment, words } = sentence;
    const message =
      `A sentence of ${words.length} words: "${segment.trim().slice(0, 60)}…". Divide it: at most ${mostWords}, ` +
      `and over ${longWords} only ${allowed} in this file (${sentences.length} sentences).`;
    report(gather, 'sentence-too-long', { file: place.file, line: lineOf(source, place.line, words) }, message);
  }
}

/** The line on which a sentence begins: where its first words follow one another from its block's line on. */
function lineOf(source: string, from: number, words: readonly string[]): number {
  const sought = words.slice(0, 6).join(' ');
  const length = Math.min(6, words.length);
  const stream: { word: string; line: number }[] = [];
  for (const [index, line] of source.split(/\r\n?|\n/).slice(from - 1).entries()) {
    const plain = line.replace(/\]\([^)]*\)|\{[^}]*\}/g, ' ');
    for (const word of wordsOf(plain)) {
      stream.push({ word, line: from + index });
      const run = stream.slice(-length);
      if (run.map((each) => each.word).join(' ') === sought) return run[0]?.line ?? from;
    }
  }
  return from;
}

function checkQuoted(gather: Gather, notes: readonly Block[], read: readonly Block[]): void {
  const owners = new Map<string, string>();
  for (const note of notes) for (const run of runsOf(note)) owners.set(run, note.id);
  for (const block of read) {
    const quoted = runsOf(block).find((run) => owners.has(run));
    const place = gather.places.get(block.id);
    if (quoted === undefined || !place) continue;
    const message = `Participants read here what the Guide's note "${owners.get(quoted) ?? ''}" says: "${quoted}". Say it differently in one of them.`;
    report(gather, 'guide-text-quoted', place, message);
  }
}

function runsOf(block: Block): string[] {
  return textsOf(ownContent(block)).flatMap((text) => {
    const words = wordsOf(text.toLowerCase());
    return words.slice(quotedWords - 1).map((_, index) => words.slice(index, index + quotedWords).join(' '));
  });
}

function wordsOf(text: string): string[] {
  return text.replaceAll('’', "'").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'-]*/gu) ?? [];
}

function ownContent(block: Block): Content[] {
  return block.body.flatMap((part) => (part.type === 'block' ? [] : [part]));
}

/** The running text of a block, paragraph by paragraph; cells of tables are no sentences. */
function textsOf(content: readonly Content[]): string[] {
  return content.flatMap((each) => {
    if (each.type === 'paragraph') return [plainText(each.children)];
    if (each.type === 'list') return each.items.flatMap(textsOf);
    return each.type === 'quote' ? textsOf(each.children) : [];
  });
}
