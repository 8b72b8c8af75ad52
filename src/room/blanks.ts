import { dayAtVenue } from '../clock';
import type { SignInSheet } from '../print';
import type { Words } from '../words';
import { type Workshop, daysInWords } from '../workshops';
import { gridLines } from './lot-forms';

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
    nameColumn: t(first),
    columns: columns.map((key) => t(key)),
    names: [],
    spareLines: gridLines,
  };
}
