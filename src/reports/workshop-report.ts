import { type ItemSums, discriminationFrom, facilityFrom, fewestForVerdict, gainOf, meanOf } from '../assessment';
import { plainText } from '../prose';
import type { Words } from '../words';
import { type Workshop, dayInWords, daysInWords } from '../workshops';
import { type After, evaluationSection, followupSection } from './after';
import type { Figures, ItemFigures } from './figures';
import type { FigureTable, Report, Section } from './report';
import { type Saying, type Sight, sayingFor } from './saying';
import { type Share, type Shown, bounded, suppress } from './suppression';
import { type Told, toldOf } from './told';

export interface WorkshopReportParts {
  readonly workshop: Pick<Workshop, 'title' | 'venue' | 'startsOn' | 'endsOn'>;
  readonly figures: Figures;
  readonly after: After;
  /** An item over all workshops that asked this very version of it. */
  readonly pooledOf: (item: ItemFigures) => { readonly workshops: number; readonly sums: ItemSums };
  /** What the book calls an objective: its number and its words. */
  readonly objectiveOf: (id: string) => { readonly number: string; readonly text: string };
  readonly publication: string;
  readonly sight: Sight;
  readonly t: Words;
}

/** The report of one workshop. No line of it is about one person, and outside of those who ran it none about fewer than five. */
export function workshopReport(parts: WorkshopReportParts): Report {
  const { workshop, sight, t } = parts;
  const say = sayingFor(t, sight);
  const told = toldOf(parts.figures);
  return {
    title: t('reports.title', { workshop: workshop.title }),
    notice: t(`reports.notice.${sight}`),
    facts: [
      { label: t('papers.workshop'), value: workshop.title },
      { label: t('papers.venue'), value: workshop.venue },
      { label: t('papers.dates'), value: daysInWords(workshop, t.locale) },
      { label: t('certificate.publication'), value: parts.publication },
    ],
    sections: [
      people(parts, told, say),
      attendance(parts, told, say),
      gains(parts, say),
      items(parts, say),
      cases(parts, say),
      evaluationSection(parts.after, say, t),
      followupSection({ figures: parts.figures, told, sight, t }, say),
    ],
  };
}

/** A breakdown as this reader may have it. */
function seen(sight: Sight, shares: readonly Share[]): Shown {
  if (sight === 'outside') return suppress(shares);
  return { withheld: false, total: shares.reduce((sum, { people: one }) => sum + one, 0), lines: shares };
}

function breakdown(
  { sight, t }: WorkshopReportParts,
  say: Saying,
  kind: string,
  shares: readonly Share[],
): FigureTable {
  const rows = say.shares(seen(sight, shares));
  const caption = t(`reports.by.${kind}`);
  const head = [t(`reports.column.${kind}`), t('reports.column.people')];
  return { caption, head, rows: rows.length > 0 ? rows : [[t('reports.withheld'), say.hidden]] };
}

function people(parts: WorkshopReportParts, told: Told, say: Saying): Section {
  const { figures, sight, t } = parts;
  const total = sight === 'own' ? say.count(figures.people) : say.bounded(told.people);
  const first = sight === 'own' ? say.count(figures.newcomers) : say.bounded(told.newcomers);
  return {
    id: 'people',
    title: t('reports.people'),
    notes: [
      t('reports.peopleTotal', { people: total }),
      t('reports.newcomers', { people: first }),
      t('reports.noGender'),
    ],
    tables: [
      breakdown(parts, say, 'represents', figures.represents),
      breakdown(parts, say, 'agency', figures.agencies),
    ],
  };
}

function attendance({ figures, sight, t }: WorkshopReportParts, told: Told, say: Saying): Section {
  const { halfDays } = figures;
  const own = sight === 'own';
  const names = halfDays.map(({ half }) =>
    t(`attendance.${half.slice(11)}`, { day: dayInWords(half.slice(0, 10), t.locale) }),
  );
  const sum = (mark: (typeof marks)[number]) => halfDays.reduce((total, one) => total + one[mark], 0);
  const rows = own
    ? halfDays.map((one, at) => [names[at] ?? '', ...marks.map((mark) => say.count(one[mark]))])
    : told.halfDays.map((one, at) => [names[at] ?? '', say.bounded(one)]);
  const all = own ? marks.map((mark) => say.count(sum(mark))) : [say.bounded(told.presence)];
  return {
    id: 'attendance',
    title: t('attendance.title'),
    notes: [
      t('reports.certificates', {
        certificates: own ? say.count(figures.certificates) : say.bounded(told.certificates),
      }),
    ],
    tables: [
      {
        caption: t('reports.byHalfDay'),
        head: [
          t('reports.column.half'),
          ...(own ? marks : marks.slice(0, 1)).map((mark) => t(`mark.${mark === 'unmarked' ? 'open' : mark}`)),
        ],
        rows: [...rows, [t('reports.allHalfDays'), ...all]],
      },
    ],
  };
}

const marks = ['present', 'absent', 'excused', 'unmarked'] as const;

function gains({ figures, objectiveOf, t }: WorkshopReportParts, say: Saying): Section {
  const { pairs } = figures;
  const whole = {
    label: t('reports.whole'),
    before: meanOf(pairs.map(({ before }) => before)),
    after: meanOf(pairs.map(({ after }) => after)),
    gain: gainOf(pairs),
  };
  const lines = [
    whole,
    ...figures.objectives
      .map((one) => ({ ...one, ...objectiveOf(one.objective) }))
      .sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }))
      .map((one) => ({ ...one, label: `${one.number} ${one.text}` })),
  ];
  const told = lines.flatMap(({ label, gain }) =>
    say.mayTell(gain)
      ? [
          {
            label,
            words: t('reports.gainWords', { gain: say.share(gain.value), count: gain.n }),
            value: gain.value,
            low: gain.interval?.low,
            high: gain.interval?.high,
          },
        ]
      : [],
  );
  const caption = t('reports.byObjective');
  const table: FigureTable = {
    caption,
    head: ['line', 'before', 'after', 'n', 'gain', 'low', 'high'].map((key) => t(`reports.column.${key}`)),
    rows: lines.map(({ label, before, after, gain }) => {
      return [label, say.shareCells(before)[1] ?? '', say.shareCells(after)[1] ?? '', ...say.shareCells(gain)];
    }),
    ...(told.length > 0 && { chart: { kind: 'intervals' as const, alt: caption, rows: told } }),
  };
  const forms = (['pre', 'post'] as const).map((form) => [
    t(`test.${form}`),
    ...say.plainCells(figures.alpha[form], figures.sent[form]),
  ]);
  const alpha: FigureTable = {
    caption: t('reports.alpha'),
    head: ['form', 'n', 'alpha', 'low', 'high'].map((key) => t(`reports.column.${key}`)),
    rows: forms,
  };
  return {
    id: 'gains',
    title: t('reports.gains'),
    notes: [t('reports.gainsNote'), t('reports.intervalNote')],
    tables: [table, alpha],
  };
}

function items({ figures, pooledOf, sight, t }: WorkshopReportParts, say: Saying): Section {
  const named = figures.items.map((one, at) => ({
    ...one,
    name: `${at + 1}. ${t(`reports.form.${one.item.form}`)}: ${one.item.stem}`,
    pooled: pooledOf(one),
  }));
  const facility: FigureTable = {
    caption: t('reports.facility'),
    head: ['item', 'n', 'facility', 'pooledN', 'pooledFacility', 'low', 'high'].map((key) =>
      t(`reports.column.${key}`),
    ),
    rows: named.map(({ name, sums, pooled }) => [
      name,
      ...say.shareCells(facilityFrom(sums)).slice(0, 2),
      ...say.shareCells(facilityFrom(pooled.sums)),
    ]),
  };
  const discrimination: FigureTable = {
    caption: t('reports.discrimination'),
    head: ['item', 'workshops', 'pooledN', 'discrimination', 'low', 'high', 'verdict'].map((key) =>
      t(`reports.column.${key}`),
    ),
    rows: named.map(({ name, pooled }) => [
      name,
      say.count(pooled.workshops),
      say.plainCells(undefined, pooled.sums.n)[0] ?? '',
      ...say.plainCells(discriminationFrom(pooled.sums), pooled.sums.n).slice(1),
      t(`reports.verdict.${verdictOf(pooled.sums)}`),
    ]),
  };
  const choices: FigureTable = {
    caption: t('reports.choices'),
    folded: true,
    head: ['option', 'chosen', 'upper', 'lower', 'pooledChosen'].map((key) => t(`reports.column.${key}`)),
    rows: named.flatMap(({ item, choices: given, pooled }, at) =>
      given.map(({ option, chosen, upper, lower }) => [
        `${at + 1}${option} ${wordsOf(item, option)}`,
        ...[chosen, upper, lower, pooled.sums.chosen[option] ?? 0].map(say.count),
      ]),
    ),
  };
  const few = t('reports.noVerdict', { fewest: fewestForVerdict });
  return {
    id: 'items',
    title: t('reports.items'),
    notes: [t('reports.pooledNote'), few, t('reports.discriminationNote')],
    // Few people choose some of the options: who chose what stays with those who ran the workshop.
    tables: sight === 'own' ? [facility, discrimination, choices] : [facility, discrimination],
  };
}

/** What may be said of an item: nothing below thirty people. */
export function verdictOf(sums: ItemSums): 'none' | 'easy' | 'hard' | 'flat' | 'fit' {
  const facility = facilityFrom(sums);
  if (!facility || facility.n < fewestForVerdict) return 'none';
  if (facility.value > 0.95) return 'easy';
  if (facility.value < 0.2) return 'hard';
  return (discriminationFrom(sums)?.value ?? 0) < 0.15 ? 'flat' : 'fit';
}

function wordsOf(item: ItemFigures['item'], option: string): string {
  const found = item.options.find(({ id }) => id === option);
  const paragraphs = (found?.content ?? []).flatMap((one) =>
    one.type === 'paragraph' ? [plainText(one.children)] : [],
  );
  return paragraphs.join(' ');
}

function cases(parts: WorkshopReportParts, say: Saying): Section {
  const { figures, sight, t } = parts;
  const breaches: FigureTable = {
    caption: t('reports.breaches'),
    head: ['case', 'runs', 'breaches', 'low', 'high', 'careful'].map((key) => t(`reports.column.${key}`)),
    rows: figures.cases.map(({ title, breaches: mean, runs, runsWithoutBreach }) => [
      title,
      ...say.plainCells(mean),
      sight === 'own' ? say.count(runsWithoutBreach) : say.bounded(bounded(runsWithoutBreach, runs)),
    ]),
  };
  return {
    id: 'case',
    title: t('reports.case'),
    notes: [figures.cases.length > 0 ? t('reports.caseNote') : t('reports.noCase')],
    tables:
      figures.cases.length === 0
        ? []
        : [
            ...figures.cases.map(({ title, endings }) => ({
              ...breakdown(parts, say, 'ending', endings),
              caption: t('reports.endingsOf', { case: title }),
            })),
            breaches,
          ],
  };
}
