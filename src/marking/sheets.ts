import { bookWords, type Criterion, type Rubric } from '../curriculum';
import type { Block, Paper, Piece } from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import { nameOf } from './hub-answer';
import type { MarkedText } from './text';

export interface SheetsOrder {
  readonly t: Words;
  readonly paper: Paper;
  /** The day it is dated, ISO. */
  readonly day: string;
  readonly publication: string;
}

/** The texts on paper, each on a sheet of its own with the rubric to fill in. No table and nobody is named. */
export function markingSheets(texts: readonly MarkedText[], rubric: Rubric, order: SheetsOrder): Piece {
  const { t, paper, day, publication } = order;
  return {
    kind: 'piece',
    title: t('marking.sheetsTitle'),
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper,
    day,
    running: t('marking.sheetsTitle'),
    edition: t('page.exercise'),
    publication: t('live.pack.version', { hash: publication.slice(0, 8) }),
    date: day,
    words: bookWords(t),
    blocks: texts.map((text, at) => sheet(text, at + 1, rubric, t)),
    sections: [],
    apart: true,
  };
}

function sheet(text: MarkedText, number: number, rubric: Rubric, t: Words): Block {
  const standing = text.texts.filter(({ body }) => body !== null);
  const content: Content[] = [
    ...(text.asked.length > 0 ? [paragraph(t('marking.asked')), list(text.asked)] : []),
    list([
      ...text.fields.map(({ label, values }) => `${label}: ${values.join('; ')}`),
      ...text.empty.map(({ label }) => `${label}: –`),
      ...text.times.map(({ name, time }) => `${t(`rubric.time.${name}`)}: ${time}`),
    ]),
    ...(standing.length === 0
      ? [paragraph(t('run.textRemoved'))]
      : [
          {
            type: 'list' as const,
            ordered: true,
            start: 1,
            items: text.sentences.map(({ words }) => [paragraph(words)]),
          },
        ]),
    paragraph(t('marking.paperHow')),
  ];
  return {
    type: 'box',
    id: `sheet-${number}`,
    tone: 'form',
    word: t('marking.sheetNumber', { number }),
    title: plain(nameOf(text, t)),
    exercise: true,
    children: [
      { type: 'prose', content },
      ...rubric.criteria.map((criterion): Block => ({
        type: 'prose',
        together: true,
        content: criterionOnPaper(criterion, t),
      })),
    ],
  };
}

function criterionOnPaper({ title, question, levels }: Criterion, t: Words): Content[] {
  return [
    { type: 'paragraph', children: [{ type: 'strong', children: plain(title) }, ...plain(`: ${question}`)] },
    list(levels.map(({ value, text: words }) => t('marking.paperLevel', { level: value, words }))),
    { type: 'field', label: t('marking.paperMark'), lines: 1 },
  ];
}

function paragraph(text: string): Content {
  return { type: 'paragraph', children: plain(text) };
}

function list(items: readonly string[]): Content {
  return { type: 'list', ordered: false, start: 1, items: items.map((item) => [paragraph(item)]) };
}

function plain(text: string): Inline[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
