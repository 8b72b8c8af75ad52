import type { Paper, SignInSheet } from '../print';
import type { Words } from '../words';
import { type Workshop, daysInWords } from '../workshops';
import type { Sitter } from './queries';

/** Everybody by name, with the number of their table: to hang beside the door. */
export function tableList(
  workshop: Workshop,
  sitters: readonly Sitter[],
  { t, paper, day }: { readonly t: Words; readonly paper: Paper; readonly day: string },
): SignInSheet {
  const collator = new Intl.Collator(t.locale);
  const people = [...sitters].sort((a, b) => collator.compare(a.displayName, b.displayName));
  return {
    ...{ author: t('product.programme'), language: t.language, direction: t.direction, paper, day },
    kind: 'sign-in',
    title: `${t('tables.list')}: ${workshop.title}`,
    heading: t('tables.list'),
    facts: [
      { label: t('papers.workshop'), value: workshop.title },
      { label: t('papers.venue'), value: workshop.venue },
      { label: t('papers.dates'), value: daysInWords(workshop, t.locale) },
    ],
    nameColumn: t('cohort.name'),
    details: { column: t('tables.table'), values: people.map(({ number }) => String(number ?? '')) },
    columns: [],
    names: people.map(({ displayName }) => displayName),
    spareLines: 0,
  };
}
