import { meanOf } from '../assessment';
import type { FunnelLine, resultsOf } from '../followup';
import type { Words } from '../words';
import type { Section } from './report';
import type { Saying, Sight } from './saying';
import { bounded } from './suppression';

export interface After {
  /** Of a closed evaluation; none of anything else. */
  readonly evaluation: ReturnType<typeof resultsOf>;
  readonly funnel: readonly FunnelLine[];
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
export function followupSection({ funnel }: After, say: Saying, sight: Sight, t: Words): Section {
  const told = (count: number, of: number) => (sight === 'own' ? say.count(count) : say.bounded(bounded(count, of)));
  const asked = funnel.filter((line) => line.asked > 0);
  return {
    id: 'followup',
    title: t('reports.followup'),
    notes: [t(asked.length > 0 ? 'reports.followupNote' : 'reports.noFollowup')],
    tables:
      asked.length === 0
        ? []
        : [
            {
              caption: t('reports.funnel'),
              head: ['month', 'asked', 'answered', 'kept'].map((key) => t(`reports.column.${key}`)),
              rows: asked.map((line) => [
                t('reports.afterMonths', { count: line.month }),
                told(line.asked, line.asked),
                told(line.answered, line.asked),
                line.said ? told(line.said.kept, line.answered) : say.hidden,
              ]),
            },
          ],
  };
}
