import { dayAtVenue } from '../clock';
import { bookWords } from '../curriculum';
import type { Piece } from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import { type Workshop, daysInWords } from '../workshops';
import { questions, scale } from './evaluation';

const text = (words: string): Inline[] => [{ type: 'text', text: words }];
const paragraph = (words: string): Content => ({ type: 'paragraph', children: text(words) });

/** The evaluation as a page to fill in by hand: the same questions in the same order as the key-in grid. */
export function evaluationBlank(workshop: Workshop, t: Words, paper: unknown, now: Date): Piece {
  const day = dayAtVenue(now, workshop.timeZone);
  const rows = questions
    .filter(({ kind }) => kind === 'rating')
    .map(({ id }, at) => [
      text(`${at + 1}. ${t(`evaluation.question.${id}`)}`),
      ...scale.map((rating) => text(String(rating))),
    ]);
  const fields = questions
    .filter(({ kind }) => kind === 'text')
    .map(({ id }): Content => ({ type: 'field', label: t(`evaluation.question.${id}`), lines: 3 }));
  return {
    kind: 'piece',
    title: `${t('evaluation.title')}: ${workshop.title}`,
    heading: t('evaluation.title'),
    facts: [
      { label: t('papers.workshop'), value: text(workshop.title) },
      { label: t('papers.dates'), value: text(daysInWords(workshop, t.locale)) },
    ],
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper: paper === 'Letter' ? 'Letter' : 'A4',
    day,
    running: t('evaluation.title'),
    edition: t('papers.blanks'),
    publication: workshop.title,
    date: daysInWords(workshop, t.locale),
    blocks: [
      {
        type: 'prose',
        content: [
          paragraph(t('evaluation.blankHow')),
          {
            type: 'table',
            align: ['start', ...scale.map(() => 'center' as const)],
            head: [text(t('evaluation.question')), ...scale.map((rating) => text(t(`evaluation.scale.${rating}`)))],
            rows,
          },
          ...fields,
        ],
      },
    ],
    sections: [],
    words: bookWords(t),
  };
}
