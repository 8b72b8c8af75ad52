import { meanOf } from '../assessment';
import type { resultsOf } from '../followup';
import type { Words } from '../words';
import type { ChartRow } from './chart';
import type { Figures, FollowupFigures } from './figures';
import type { Section } from './report';
import type { Saying, Sight } from './saying';
import { type Bounded, fewestPeople } from './suppression';
import { type Told, funnel } from './told';

export interface After {
  /** Of a closed evaluation; none of anything else. */
  readonly evaluation: ReturnType<typeof resultsOf>;
}

/** What the cohort thought of the workshop: means of the ratings, nobody's words. */
export function evaluationSection({ evaluation }: After, say: Saying, t: Words): Section {
  const rated = evaluation.filter(({ question, n }) => question.kind === 'rating' && n > 0);
  return {
    id: 'evaluation',
    title: t('reports.evaluation'),
    notes: [t(rated.length > 0 ? 'reports.evaluationNote' : 'reports.noEvaluation')],
    tables:
      rated.length === 0
        ? []
        : [
            {
              caption: t('reports.ratings'),
              head: ['line', 'n', 'mean', 'low', 'high'].map((key) => t(`reports.column.${key}`)),
              rows: rated.map(({ question, counts }) => {
                const ratings = counts.flatMap((count, at) => Array.from({ length: count }, () => at + 1));
                return [t(`evaluation.question.${question.id}`), ...say.plainCells(meanOf(ratings))];
              }),
            },
          ],
  };
}

/** What became of the commitments, month by month; who did not answer is counted as that. */
export function followupSection({ figures, told, sight, t }: FollowupParts, say: Saying): Section {
  const rows = sight === 'own' ? figures.followups.map(ownCells(say)) : told.followups.map(toldCells(say));
  const caption = t('reports.funnel');
  const kept = sight === 'own' ? figures.followups.map(keptOf) : told.followups.map(({ kept: one }) => one);
  const bars = keptBars(
    told.followups.map(({ month }, at) => ({
      label: t('reports.afterMonths', { count: month }),
      kept: kept[at] ?? { kind: 'hidden' },
    })),
    say,
  );
  return {
    id: 'followup',
    title: t('reports.followup'),
    notes: [t(rows.length > 0 ? 'reports.followupNote' : 'reports.noFollowup')],
    tables:
      rows.length === 0
        ? []
        : [
            {
              caption,
              head: ['month', ...funnel].map((key) => t(`reports.column.${key}`)),
              rows: rows.map(({ month, cells }) => [t('reports.afterMonths', { count: month }), ...cells]),
              ...(bars.length > 0 && { chart: { kind: 'bars' as const, alt: t('reports.keptChart'), rows: bars } }),
            },
          ],
  };
}

interface FollowupParts {
  readonly figures: Pick<Figures, 'followups'>;
  readonly told: Pick<Told, 'followups'>;
  readonly sight: Sight;
  readonly t: Words;
}

type Funnel = Readonly<Record<(typeof funnel)[number], Bounded>>;

/** One line of what is told, in the order of the table's head. */
export function toldCells(say: Saying) {
  return <Line extends Funnel>(line: Line) => ({ ...line, cells: funnel.map((name) => say.bounded(line[name])) });
}

/** Of fewer than five who answered, even those who ran the workshop are not told what they said. */
function ownCells(say: Saying) {
  return (line: FollowupFigures) => {
    const answered = answeredOf(line);
    const said = (count: number) => (answered < fewestPeople ? say.hidden : say.count(count));
    return {
      month: line.month,
      cells: [
        say.count(line.asked),
        say.count(answered),
        ...[line.kept, line.changed, line.notYet].map(said),
        ...[line.declined, line.silent].map(say.count),
      ],
    };
  };
}

const answeredOf = ({ kept, changed, notYet }: FollowupFigures) => kept + changed + notYet;

function keptOf(line: FollowupFigures): Bounded {
  if (answeredOf(line) < fewestPeople) return { kind: 'hidden' };
  return { kind: 'exactly', count: line.kept, of: line.asked };
}

/** The bars of commitments kept, where a number is told. */
export function keptBars(
  lines: readonly { readonly label: string; readonly kept: Bounded }[],
  say: Saying,
): ChartRow[] {
  return lines.flatMap(({ label, kept }) =>
    'count' in kept ? [{ label, words: say.bounded(kept), value: kept.count }] : [],
  );
}
