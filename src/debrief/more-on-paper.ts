import type { Block } from '../print';
import type { Content } from '../prose';
import type { Words } from '../words';
import type { BesidePart, BesideRow, BesideSeat } from './beside-shown';
import type { Meanwhile } from './meanwhile';
import { heading, list, paragraph, prose } from './paper';

/** Of one seat's decisions beside the careful course, those that were not the same: the paper is that seat's. */
export function besideBlocks(parts: readonly BesidePart[], own: string, t: Words): readonly Block[] {
  return [
    prose('beside-how', [paragraph(t('debrief.besideHow'))]),
    ...parts.flatMap((part) =>
      part.seats
        .filter(({ id }) => id === own)
        .flatMap((seat) => [
          prose(`beside-${part.id}-${seat.id}`, [heading(part.title), countsOf(seat, t)]),
          ...seat.other.map((row, at) => prose(`beside-${part.id}-${seat.id}-${at}`, rowOnPaper(row, t), true)),
        ]),
    ),
  ];
}

function countsOf({ counts, other }: BesideSeat, t: Words): Content {
  if (other.length === 0) return paragraph(t('debrief.besideAllSame'));
  const { same, otherwise, different } = counts;
  return paragraph(
    t('debrief.besideCounts', {
      same,
      otherwise,
      different,
      notTaken: counts['not-taken'],
      onlyHere: counts['only-here'],
    }),
  );
}

function rowOnPaper(row: BesideRow, t: Words): Content[] {
  const numbers = row.difference.map(({ dimension, points }) => `${t(`book.principle.${dimension}`)} ${points}`);
  return [
    paragraph(`${t(`debrief.standing.${row.standing}`)}: ${row.scene}`),
    list([
      ...(row.chose === null ? [] : [`${t('debrief.besideHere')} ${row.chose}`]),
      ...(row.careful === null || row.standing === 'otherwise' ? [] : [`${t('debrief.besideThere')} ${row.careful}`]),
      ...row.fields.map((field) => t('debrief.besideField', field)),
      ...row.forCareful,
      ...row.followed,
      ...(numbers.length > 0 ? [t('debrief.besideDifference', { points: numbers.join(', ') })] : []),
    ]),
  ];
}

/** What the persons at the centre lived, each line by itself, in the order of the story. */
export function meanwhileBlocks({ persons, entries }: Meanwhile, t: Words): readonly Block[] {
  return [
    prose('meanwhile-how', [paragraph(t('debrief.meanwhileHow'))]),
    ...persons.flatMap(({ id, name }) => [
      prose(`person-${id}`, [heading(name)]),
      ...entries
        .filter(({ of }) => of === id)
        .map((entry) =>
          prose(`lived-${entry.id}`, [paragraph(`${entry.when} – ${entry.kind}: ${entry.title}`), ...entry.text], true),
        ),
    ]),
  ];
}
