import type { Words } from '../words';
import { daysInWords } from '../workshops';
import type { Indicator } from './logframe';
import type { Programme } from './programme';
import type { FigureTable, Report, Section } from './report';
import { type Saying, sayingFor } from './saying';
import type { Bounded, Shown } from './suppression';

const mostBars = 15;

/** The programme in figures, for anybody: no score of a person or a state is in it. */
export function programmeReport(
  programme: Programme,
  indicators: readonly Indicator[],
  { t, day }: { readonly t: Words; readonly day: string },
): Report {
  const say = sayingFor(t, 'outside');
  return {
    title: t('programme.title'),
    notice: t('programme.notice', { small: programme.small }),
    facts: [{ label: t('programme.asOf'), value: day }],
    sections: [
      indicatorSection(programme, indicators, say, t),
      yearSection(programme, say, t),
      gainSection(programme, say, t),
      coverage(programme, say, t),
    ],
  };
}

function column(t: Words, ...keys: readonly string[]): string[] {
  return keys.map((key) => t(`reports.column.${key}`));
}

/** A share in hundredths, where rules let it be told. */
function shareWords(told: Bounded, say: Saying, t: Words): string {
  if (told.kind === 'hidden' || told.kind === 'few') return say.hidden;
  const share = say.share(told.count / told.of);
  return told.kind === 'exactly' ? share : t('reports.atLeast', { count: share });
}

function indicatorSection(programme: Programme, indicators: readonly Indicator[], say: Saying, t: Words): Section {
  const gain = say.shareCells(programme.gain);
  const values = {
    people: programme.people < 5 ? say.hidden : say.count(programme.people),
    workshops: say.count(programme.workshops),
    represents: say.count(programme.represented),
    attendance: shareWords(programme.attendance, say, t),
    certificates: say.bounded(programme.certificates),
    gain: programme.gain
      ? t('programme.gainValue', { n: gain[0] ?? '', value: gain[1] ?? '', low: gain[2] ?? '', high: gain[3] ?? '' })
      : say.none,
    commitments: t('programme.notRecorded'),
  };
  return {
    id: 'indicators',
    title: t('programme.indicators'),
    notes: [t('programme.indicatorsNote')],
    tables: [
      {
        caption: t('programme.indicators'),
        head: column(t, 'indicator', 'value', 'target', 'unit'),
        rows: indicators.map(({ title, measure, target }) => [
          title,
          values[measure],
          target === undefined ? say.none : say.count(target),
          t(`programme.unit.${measure}`),
        ]),
        words: true,
      },
    ],
  };
}

function yearSection({ years, again }: Programme, say: Saying, t: Words): Section {
  const caption = t('programme.byYear');
  const table: FigureTable = {
    caption,
    head: column(t, 'year', 'workshops', 'places', 'attendance', 'certificates'),
    rows: years.map(({ year, workshops, places, attendance, certificates }) => [
      String(year),
      say.count(workshops),
      say.count(places),
      shareWords(attendance, say, t),
      say.bounded(certificates),
    ]),
    ...(years.length > 0 && {
      chart: {
        kind: 'bars' as const,
        alt: t('programme.placesChart'),
        rows: years.map(({ year, places }) => ({
          label: String(year),
          words: t('programme.placesWords', { count: places }),
          value: places,
        })),
      },
    }),
  };
  return {
    id: 'years',
    title: t('programme.years'),
    notes: [t('programme.yearsNote'), t('programme.again', { again: say.bounded(again) })],
    tables: [table],
  };
}

function gainSection({ years, gain, latest }: Programme, say: Saying, t: Words): Section {
  const draw = (caption: string, lines: readonly { label: string; gain: Programme['gain'] }[]): FigureTable => {
    const told = lines.flatMap(({ label, gain: one }) => {
      if (!say.mayTell(one)) return [];
      const words = t('reports.gainWords', { gain: say.share(one.value), count: one.n });
      return [{ label, words, value: one.value, low: one.interval?.low, high: one.interval?.high }];
    });
    return {
      caption,
      head: column(t, 'line', 'n', 'gain', 'low', 'high'),
      rows: lines.map(({ label, gain: one }) => [
        label,
        ...(one ? say.shareCells(one) : [say.hidden, say.hidden, say.hidden, say.hidden]),
      ]),
      ...(told.length > 0 && { chart: { kind: 'intervals' as const, alt: caption, rows: told } }),
    };
  };
  const byYear = [
    { label: t('programme.all'), gain },
    ...years.map((one) => ({ label: String(one.year), gain: one.gain })),
  ];
  const byWorkshop = latest.map((one) => ({ label: `${one.title}, ${daysInWords(one, t.locale)}`, gain: one.gain }));
  return {
    id: 'gains',
    title: t('reports.gains'),
    notes: [t('programme.gainsNote'), t('reports.intervalNote')],
    tables: [draw(t('programme.gainByYear'), byYear), draw(t('programme.gainByWorkshop'), byWorkshop)],
  };
}

function coverage({ represents, agencies, workshopsOf }: Programme, say: Saying, t: Words): Section {
  const table = (kind: 'represents' | 'agency', shown: Shown): FigureTable => {
    const rows = say.shares(shown);
    const lines = shown.withheld ? [] : shown.lines;
    const bars = lines.slice(0, mostBars).flatMap(({ name, people }) =>
      people === undefined
        ? []
        : [
            {
              label: name === '' ? t('reports.notSaid') : name,
              words: t('programme.peopleWords', { count: people }),
              value: people,
            },
          ],
    );
    const counts = lines.map(({ name }) => (kind === 'represents' ? [say.count(workshopsOf.get(name) ?? 0)] : []));
    return {
      caption: t(`programme.by.${kind}`),
      head: [t(`reports.column.${kind}`), ...column(t, 'people', ...(kind === 'represents' ? ['workshops'] : []))],
      rows:
        rows.length > 0
          ? rows.map((row, at) => [...row, ...(counts[at] ?? [])])
          : [[t('reports.withheld'), say.hidden]],
      ...(bars.length > 0 && { chart: { kind: 'bars' as const, alt: t(`programme.by.${kind}`), rows: bars } }),
    };
  };
  return {
    id: 'coverage',
    title: t('programme.coverage'),
    notes: [t('programme.coverageNote')],
    tables: [table('represents', represents), table('agency', agencies)],
  };
}
