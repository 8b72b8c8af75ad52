import { bookWords } from '../curriculum';
import type { Block, MissingGlyph, Piece } from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import type { Kept } from './export-queries';
import { type ReadableField, readable } from './readable';

export interface DataOrder {
  readonly t: Words;
  readonly kept: readonly Kept[];
  readonly paper: 'A4' | 'Letter';
  /** The day it is made, ISO. */
  readonly day: string;
  /** Characters that no font of ours can draw: each is printed as its code point, so that nothing is left out. */
  readonly missing: readonly Pick<MissingGlyph, 'character' | 'codePoint'>[];
}

/** Everything that is kept of one person, on paper: a section for each kind of record, a block for each row. */
export function dataSheet({ t, kept, paper, day, missing }: DataOrder): Piece {
  const drawable = (text: string) =>
    missing.reduce((line, { character, codePoint }) => line.replaceAll(character, `[${codePoint}]`), text);
  const words = (text: string): Inline[] => [{ type: 'text', text: drawable(text) }];
  const paragraph = (text: string): Content => ({ type: 'paragraph', children: words(text) });

  const rowBlock = (kind: string, at: number, fields: readonly ReadableField[]): Block => ({
    type: 'prose',
    id: `prose-${kind}-${at}`,
    content: [
      {
        type: 'table',
        align: ['start', 'start'],
        head: [words(t('privacy.what')), words(t('privacy.kept'))],
        rows: fields.map(({ label, value }) => [words(label), words(value)]),
      },
    ],
  });

  return {
    kind: 'piece',
    title: t('privacy.data'),
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper,
    day,
    running: t('privacy.data'),
    edition: t('privacy.own'),
    publication: t('product.programme'),
    date: day,
    words: bookWords(t),
    heading: t('privacy.data'),
    blocks: [
      {
        type: 'prose',
        id: 'prose-lede',
        content: [
          paragraph(t('privacy.dataLede')),
          paragraph(t('privacy.dataEvaluation')),
          ...(missing.length > 0 ? [paragraph(t('privacy.unprintable'))] : []),
        ],
      },
    ],
    sections: kept.map(({ table, words: kind, rows }) => {
      const shown = rows.map((row) => readable(row, t)).filter((fields) => fields.length > 0);
      const silent = rows.length - shown.length;
      return {
        id: table,
        level: 2,
        title: words(`${t(kind)} (${rows.length})`),
        blocks: [
          ...shown.map((fields, at) => rowBlock(table, at, fields)),
          ...(silent > 0
            ? [{ type: 'prose' as const, id: `prose-${table}-silent`, content: [paragraph(t('privacy.inFile'))] }]
            : []),
        ],
        sections: [],
      };
    }),
  };
}
