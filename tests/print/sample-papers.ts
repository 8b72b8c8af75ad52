import type { Imprint, Piece } from '../../src/print/document';
import type { Content, Inline } from '../../src/prose/prose';
import type { Sample } from './samples';

const rightToLeft = new Set(['ar', 'fa', 'ur']);
const plain = (text: string): Inline[] => [{ type: 'text', text }];
const paragraph = (text: string): Content => ({ type: 'paragraph', children: plain(text) });

/** A page in the language of a sample: heading, paragraph, points, numbered points and a table. */
export function pieceIn(sample: Sample): Piece {
  const { language, heading } = sample;
  const items = sample.points.map((point) => [paragraph(point)]);
  return {
    kind: 'piece',
    ...imprintIn(language),
    title: heading,
    heading,
    running: heading,
    edition: 'Titian',
    publication: '1',
    date: '21',
    words: { contents: '', page: '', otherBookPage: '', mark: '', exercise: '' },
    blocks: [
      {
        type: 'prose',
        id: 'prose',
        content: [
          paragraph(sample.paragraph),
          { type: 'list', ordered: false, start: 1, items },
          { type: 'list', ordered: true, start: 1, items },
          {
            type: 'table',
            align: ['start', 'start'],
            head: sample.head.map(plain),
            rows: sample.rows.map((row) => row.map(plain)),
          },
        ],
      },
    ],
    sections: [],
  };
}

/** The same in the order in which it is read, with the signs that the printer puts before points. */
export function readingOf({ heading, paragraph: text, points, head, rows }: Sample): string[] {
  return [
    heading,
    text,
    ...points.flatMap((point) => ['•', point]),
    ...points.flatMap((point, index) => [`${index + 1}.`, point]),
    ...head,
    ...rows.flat(),
  ];
}

export function imprintIn(language: string): Omit<Imprint, 'title'> {
  const direction = rightToLeft.has(language) ? 'rtl' : 'ltr';
  return { author: 'Titian', language, direction, paper: 'A4', day: '2026-11-21' };
}
