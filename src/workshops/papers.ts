import type { CohortCounts, Count, Occasion } from '../curriculum';
import type { JoinCards, NameTents, Paper, SignInSheet } from '../print';
import type { Words } from '../words';
import { type HalfDay, dayOf, halfDaysOf, partOf } from './attendance';
import { dayInWords, daysInWords } from './days';
import type { Enrolled } from './queries';
import type { Workshop } from './workshop';

/** How a paper is to be made: for which workshop, in which words, on which paper, dated which day (ISO). */
export interface PaperOrder {
  readonly workshop: Workshop;
  readonly t: Words;
  readonly paper: Paper;
  readonly day: string;
}

/** A workshop as its papers name it. */
export function occasionOf({ workshop, t }: Pick<PaperOrder, 'workshop' | 't'>): Occasion {
  const days = [...new Set(halfDaysOf(workshop).map(dayOf))];
  return {
    title: workshop.title,
    facts: [
      { label: t('papers.workshop'), value: workshop.title },
      { label: t('papers.venue'), value: workshop.venue },
      { label: t('papers.dates'), value: daysInWords(workshop, t.locale) },
    ],
    days: days.map((day) => dayInWords(day, t.locale, 'long')),
  };
}

function imprintOf({ t, paper, day }: PaperOrder) {
  return { author: t('product.programme'), language: t.language, direction: t.direction, paper, day } as const;
}

const spareLines = 6;

/** A line to sign for everybody: for one half day, or with a column for each. */
export function signInSheet(order: PaperOrder, cohort: readonly Enrolled[], half?: HalfDay): SignInSheet {
  const { workshop, t } = order;
  const inWords = (each: HalfDay) => t(`attendance.${partOf(each)}`, { day: dayInWords(dayOf(each), t.locale) });
  const title = half === undefined ? t('papers.signIn') : t('papers.signInHalf', { half: inWords(half) });
  const halfFact = half === undefined ? [] : [{ label: t('papers.half'), value: inWords(half) }];
  const columns = half === undefined ? halfDaysOf(workshop).map(inWords) : [t('papers.signHere')];
  return {
    ...imprintOf(order),
    kind: 'sign-in',
    title: `${title}: ${workshop.title}`,
    heading: title,
    facts: [...occasionOf(order).facts, ...halfFact],
    nameColumn: t('cohort.name'),
    ...(half === undefined ? {} : { details: { column: t('papers.agency'), values: cohort.map(seatOf) } }),
    columns,
    names: cohort.map((one) => one.displayName),
    spareLines,
  };
}

function seatOf({ agency, represents }: Enrolled): string {
  return [agency, represents].filter(Boolean).join(', ');
}

/** A tent for everybody, with the number of their table where there are tables. */
export function nameTents(
  order: PaperOrder,
  cohort: readonly Enrolled[],
  tables: ReadonlyMap<string, number>,
): NameTents {
  const { workshop, t } = order;
  const people = cohort.map((one) => {
    const number = tables.get(one.personId);
    const table = number === undefined ? '' : t('papers.tentTable', { number });
    const line = [seatOf(one), table].filter(Boolean).join(' · ');
    return { name: one.displayName, ...(line === '' ? {} : { line }) };
  });
  const title = `${t('papers.tents')}: ${workshop.title}`;
  return { ...imprintOf(order), kind: 'name-tents', title, programme: workshop.title, people };
}

const cardsAPage = 8;

/** Cards for everybody who is still to join; at least a page of them. */
export function joinCards(order: PaperOrder, joinUrl: string, joined: number): JoinCards {
  const { workshop, t } = order;
  const missing = Math.max(1, workshop.capacity - joined);
  const url = new URL(joinUrl);
  return {
    ...imprintOf(order),
    kind: 'join-cards',
    title: `${t('papers.joinCards')}: ${workshop.title}`,
    heading: workshop.title,
    steps: ['papers.joinStepNetwork', 'papers.joinStepOpen', 'papers.joinStepName'].map((key) => t(key)),
    code: { label: t('papers.joinCode'), value: workshop.joinCode },
    address: { label: t('papers.joinAddress'), value: `${url.origin}/join`, url: joinUrl },
    count: Math.ceil(missing / cardsAPage) * cardsAPage,
  };
}

/** How many people come from where, the largest first; those who did not say come last. */
export function cohortCounts(cohort: readonly Enrolled[], t: Words): CohortCounts {
  const collator = new Intl.Collator(t.locale);
  const counted = (pick: (one: Enrolled) => string | null): Count[] => {
    const counts = new Map<string, number>();
    for (const one of cohort) {
      const name = pick(one)?.trim() ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts]
      .sort(([a, x], [b, y]) => Number(a === '') - Number(b === '') || y - x || collator.compare(a, b))
      .map(([name, count]) => ({ name: name === '' ? t('papers.relief.unsaid') : name, count }));
  };
  return { people: cohort.length, states: counted((one) => one.represents), agencies: counted((one) => one.agency) };
}
