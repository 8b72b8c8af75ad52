import { dayAtVenue } from '../clock';
import type { SignInSheet } from '../print';
import type { Words } from '../words';
import { type Workshop, daysInWords } from '../workshops';
import { gridLines } from './lot-forms';
import type { Poll } from './poll';

export const blankNames = ['parking-lot', 'actions', 'hands'] as const;

/**
 * A sheet to write on by hand, with as many lines as its key-in grid has: open questions, what was agreed, or hands
 * counted for each option of a question to the room.
 */
export function blankOf(
  name: (typeof blankNames)[number],
  workshop: Workshop,
  t: Words,
  letter: boolean,
  now: Date,
): SignInSheet {
  const headings = {
    'parking-lot': { heading: t('lot.title'), first: 'lot.question', columns: ['lot.answer'] },
    actions: { heading: t('action.title'), first: 'action.what', columns: ['action.who', 'action.due'] },
    hands: { heading: t('poll.handsBlank'), first: 'poll.option', columns: ['poll.firstHands', 'poll.secondHands'] },
  };
  const { heading, first, columns } = headings[name];
  return {
    ...sheetOf(heading, workshop, t, letter, now),
    nameColumn: t(first),
    columns: columns.map((key) => t(key)),
    names: [],
    spareLines: gridLines,
  };
}

/** What a table writes its votes on: an option a line, a vote a column, as many as the key-in grid has lines. */
export function ballotSheet(
  poll: Pick<Poll, 'kind' | 'question' | 'options' | 'points'>,
  workshop: Workshop,
  t: Words,
  letter: boolean,
  now: Date,
): SignInSheet {
  const sheet = sheetOf(poll.question, workshop, t, letter, now);
  const how = poll.kind === 'order' ? t('poll.paperOrder') : t('poll.paperAllocation', { points: poll.points });
  return {
    ...sheet,
    facts: [
      { label: t('papers.workshop'), value: workshop.title },
      { label: t('poll.kind'), value: how },
      { label: t('poll.tableName'), value: '………' },
    ],
    nameColumn: t('poll.option'),
    columns: Array.from({ length: gridLines }, (_, at) => String(at + 1)),
    names: poll.options,
    spareLines: 0,
  };
}

function sheetOf(heading: string, workshop: Workshop, t: Words, letter: boolean, now: Date) {
  return {
    kind: 'sign-in',
    title: `${heading}: ${workshop.title}`,
    author: t('product.programme'),
    language: t.language,
    direction: t.direction,
    paper: letter ? 'Letter' : 'A4',
    day: dayAtVenue(now, workshop.timeZone),
    heading,
    facts: [
      { label: t('papers.workshop'), value: workshop.title },
      { label: t('papers.venue'), value: workshop.venue },
      { label: t('papers.dates'), value: daysInWords(workshop, t.locale) },
    ],
  } as const;
}
