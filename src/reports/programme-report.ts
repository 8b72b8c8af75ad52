import type { Words } from '../words';
import { daysInWords } from '../workshops';
import { keptBars, toldCells } from './after';
import type { Indicator } from './logframe';
import type { Funnel, Programme, Seats } from './programme';
import type { FigureTable, Report, Section } from './report';
import { type Saying, sayingFor } from './saying';
import type { Bounded } from './suppression';
import { funnel } from './told';

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
      followupSection(programme, say, t),
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
    people: say.bounded(programme.people),
    workshops: say.count(programme.workshops),
    represents: say.bounded(programme.represented),
    attendance: shareWords(programme.attendance, say, t),
    certificates: say.bounded(programme.certificates),
    gain: programme.gain
      ? t('programme.gainValue', { n: gain[0] ?? '', value: gain[1] ?? '', low: gain[2] ?? '', high: gain[3] ?? '' })
      : say.none,
    commitments: commitmentWords(programme.followups, say, t),
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

/** Kept among those asked, month by month: one person is asked three times, so months are not added up. */
function commitmentWords(followups: readonly Funnel[], say: Saying, t: Words): string {
  if (followups.length === 0) return say.none;
  return followups
    .map(({ month, kept, answered, asked }) =>
      t('programme.commitmentsValue', {
        when: t('reports.afterMonths', { count: month }),
        ...{ kept: say.bounded(kept), answered: say.bounded(answered), asked: say.bounded(asked) },
      }),
    )
    .join('; ');
}

/** What became of the commitments, for all years and year by year. */
function followupSection({ years, followups }: Programme, say: Saying, t: Words): Section {
  const after = ({ month }: Funnel) => t('reports.afterMonths', { count: month });
  const head = column(t, 'month', 'workshops', ...funnel);
  const rowOf = (label: string, line: Funnel) => [label, say.count(line.workshops), ...toldCells(say)(line).cells];
  const bars = keptBars(
    followups.map((line) => ({ label: after(line), kept: line.kept })),
    say,
  );
  const yearly = years.flatMap((one) =>
    one.followups.map((line) => rowOf(t('programme.yearAfter', { year: String(one.year), after: after(line) }), line)),
  );
  return {
    id: 'followup',
    title: t('reports.followup'),
    notes: [t(followups.length > 0 ? 'programme.followupNote' : 'reports.noFollowup')],
    tables:
      followups.length === 0
        ? []
        : [
            {
              caption: t('programme.followup'),
              head,
              rows: followups.map((line) => rowOf(after(line), line)),
              ...(bars.length > 0 && { chart: { kind: 'bars' as const, alt: t('reports.keptChart'), rows: bars } }),
            },
            { caption: t('programme.followupByYear'), head, rows: yearly },
          ],
  };
}

function coverage({ represents, agencies }: Programme, say: Saying, t: Words): Section {
  const table = (kind: 'represents' | 'agency', lines: readonly Seats[]): FigureTable => {
    const nameOf = ({ name }: Seats) => (name === '' ? t('reports.notSaid') : name);
    const bars = lines.slice(0, mostBars).flatMap((line) => {
      const { told } = line;
      return 'count' in told ? [{ label: nameOf(line), words: say.bounded(told), value: told.count }] : [];
    });
    return {
      caption: t(`programme.by.${kind}`),
      head: column(t, kind, 'places', 'workshops'),
      rows:
        lines.length > 0
          ? lines.map((line) => [
              nameOf(line),
              say.bounded(line.told),
              line.workshops === undefined ? say.none : say.count(line.workshops),
            ])
          : [[t('reports.withheld'), say.hidden, say.hidden]],
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
