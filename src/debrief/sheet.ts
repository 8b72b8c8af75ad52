import { bookWords } from '../curriculum';
import type { Block, Piece } from '../print';
import type { Content } from '../prose';
import { type Debrief, type Earliest, signed, dimensions, storyTime, momentOf, type Case } from '../scenario';
import type { Words } from '../words';
import type { BesidePart } from './beside-shown';
import { matrixAt } from './knowledge';
import type { Meanwhile } from './meanwhile';
import { besideBlocks, meanwhileBlocks } from './more-on-paper';
import { heading, list, paragraph, prose, words } from './paper';
import type { Account, TurningPoint } from './turning';

export interface SheetOrder {
  /** Undefined for a case without a careful course. */
  readonly beside: readonly BesidePart[] | undefined;
  /** Undefined where there is none, or where the room does not see it yet. */
  readonly meanwhile: Meanwhile | undefined;
  readonly t: Words;
  readonly exercise: Case;
  readonly told: Debrief;
  readonly seat: { readonly id: string; readonly name: string };
  readonly points: readonly TurningPoint[];
  readonly accounts: readonly Account[];
  readonly earliest: Earliest | undefined;
  readonly paper: 'A4' | 'Letter';
  /** The day it is dated, ISO. */
  readonly day: string;
}

/** The debrief of one seat on paper: the ending, the decisions that took most, who knew what when, marks, principles. */
export function debriefSheet(order: SheetOrder): Piece {
  const { t, exercise, told, seat, points, accounts, earliest, paper, day, beside, meanwhile } = order;
  const nameOf = (id: string | null) => told.roles.find((role) => role.id === id)?.name ?? t('debrief.everybody');
  const matrix = matrixAt(exercise, told, earliest, undefined, t);
  return {
    kind: 'piece',
    title: `${t('debrief.title')}: ${exercise.title}`,
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper,
    day,
    running: exercise.title,
    edition: t('page.exercise'),
    publication: t('live.pack.version', { hash: exercise.contentHash.slice(0, 8) }),
    date: day,
    words: bookWords(t),
    heading: t('debrief.title'),
    facts: [{ label: t('debrief.column.own'), value: words(seat.name) }],
    blocks: [],
    sections: [
      section('ending', told.ending?.title ?? '', [prose('ending', told.ending?.text ?? [])]),
      section(
        'turning',
        t('debrief.turning'),
        points.length === 0
          ? [prose('none', [paragraph(t('debrief.noTurning'))])]
          : points.slice(0, 6).map((point) => prose(`turning-${point.seq}`, turning(point, t), true)),
      ),
      section(
        'knowledge',
        t('debrief.matrix'),
        told.roles.map(({ id, name }, at) => prose(`seat-${id}`, [heading(name), knowledge(matrix, at, t)])),
      ),
      section('breaches', t('debrief.breaches'), [
        prose(
          'breaches',
          told.breaches.length === 0
            ? [paragraph(t('debrief.noBreaches'))]
            : told.breaches.map(({ role, at, text, reason }) =>
                paragraph(
                  `${nameOf(role)}, ${storyTime(momentOf(exercise, at.tick).at, t.locale)}: ${text} ${reason ?? ''}`,
                ),
              ),
        ),
      ]),
      ...(beside ? [section('beside', t('debrief.beside'), besideBlocks(beside, seat.id, t))] : []),
      ...(meanwhile ? [section('meanwhile', t('debrief.meanwhile'), meanwhileBlocks(meanwhile, t))] : []),
      section('principles', t('debrief.principles'), [
        prose('how', [paragraph(t('debrief.principlesHow'))]),
        prose('accounts', [accounts.length > 0 ? balance(accounts, t) : scores(told, t)]),
      ]),
    ],
  };
}

function turning(point: TurningPoint, t: Words): Content[] {
  return [
    heading(`${point.seat}, ${point.time}`),
    paragraph(t('debrief.inScene', { scene: point.scene, chose: point.chose })),
    ...(point.consequences.length > 0 ? [list(point.consequences.map(({ reason }) => reason))] : []),
    ...(point.standard.length > 0 ? [paragraph(t('debrief.standardFor')), list(point.standard)] : []),
    ...(point.careful
      ? [
          paragraph(t('debrief.carefulChose', { choice: point.careful.choice })),
          ...(point.careful.reasons.length > 0 ? [list(point.careful.reasons)] : []),
        ]
      : []),
    paragraph(
      point.lost
        .map(({ dimension, before, after }) =>
          t('debrief.stillPossible', { principle: t(`book.principle.${dimension}`), before, after }),
        )
        .join(' '),
    ),
  ];
}

function knowledge(matrix: ReturnType<typeof matrixAt>, seat: number, t: Words): Content {
  return {
    type: 'table',
    align: ['start', 'start', 'start'],
    head: [words(t('debrief.fact')), words(t('debrief.knewColumn')), words(t('debrief.couldColumn'))],
    rows: matrix.rows.map(({ text, cells }) => {
      const cell = cells[seat];
      const knew = cell?.steps.map((step) => `${step.words} (${step.source})`).join('; ') ?? '';
      return [words(text), words(knew === '' ? t('debrief.never') : knew), words(cell?.could ?? '')];
    }),
  };
}

function balance(accounts: readonly Account[], t: Words): Content {
  const columns = ['best', 'own', 'others', 'chance', 'events', 'obtained'] as const;
  return {
    type: 'table',
    align: ['start', ...columns.map(() => 'end' as const)],
    head: [words(t('debrief.column.principle')), ...columns.map((each) => words(t(`debrief.account.${each}`)))],
    rows: accounts.map((account) => [
      words(t(`book.principle.${account.dimension}`)),
      ...columns.map((each) => words(account[each])),
    ]),
  };
}

function scores(told: Debrief, t: Words): Content {
  return {
    type: 'table',
    align: ['start', 'end'],
    head: [words(t('debrief.column.principle')), words(t('debrief.column.room'))],
    rows: dimensions.map((each) => [words(t(`book.principle.${each}`)), words(signed(told.room[each]))]),
  };
}

function section(id: string, title: string, blocks: readonly Block[]) {
  return { id, level: 2 as const, title: words(title), exercise: true, blocks, sections: [] };
}
