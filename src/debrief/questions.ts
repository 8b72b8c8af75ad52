import { type Case, type Debrief, type Earliest, momentOf, storyTime } from '../scenario';
import type { Words } from '../words';
import { gapsOf } from './knowledge';
import type { TurningPoint } from './turning';

/** One thing for a room to talk about: a sentence of what happened, a question, and what may be shown after the talk. */
export interface Question {
  readonly happened: string;
  readonly question: string;
  /** Shown on the next sheet, after the room has spoken; '' for nothing. */
  readonly answer: string;
}

/** Questions for the wall, one at a time: the two decisions that took most, two late facts, broken marks, a commitment. */
export function questionsOf(
  exercise: Case,
  told: Debrief,
  points: readonly TurningPoint[],
  earliest: Earliest | undefined,
  t: Words,
): readonly Question[] {
  const nameOf = (id: string | null) => told.roles.find((role) => role.id === id)?.name ?? t('debrief.everybody');
  const timeOf = (tick: number) => storyTime(momentOf(exercise, tick).at, t.locale);
  const textOf = (fact: string) => told.knowledge.find(({ id }) => id === fact)?.text ?? '';
  const decided = points
    .filter(({ byStandIn }) => !byStandIn)
    .slice(0, 2)
    .map(({ seat, time, chose, careful, standard, consequences }) => ({
      happened: t('debrief.ask.decided', { seat, time, chose }),
      question: t('debrief.ask.decidedQuestion'),
      answer: careful?.reasons[0] ?? standard[0] ?? consequences[0]?.reason ?? '',
    }));
  const facts = new Set<string>();
  const late = gapsOf(told, earliest ?? {})
    .filter(({ fact }) => !facts.has(fact) && facts.add(fact))
    .slice(0, 2)
    .map(({ fact, role, knewAt, couldAt }) => ({
      happened: textOf(fact),
      question:
        knewAt === null
          ? t('debrief.ask.never', { seat: nameOf(role) })
          : t('debrief.ask.late', { seat: nameOf(role), time: timeOf(knewAt) }),
      answer: t('debrief.ask.could', { seat: nameOf(role), time: timeOf(couldAt) }),
    }));
  const broken = told.breaches.slice(0, 2).map(({ role, text, at, reason }) => ({
    happened: t('debrief.ask.broken', { seat: nameOf(role), time: timeOf(at.tick), what: text }),
    question: t('debrief.ask.brokenQuestion'),
    answer: reason ?? '',
  }));
  const last = { happened: '', question: t('debrief.ask.commitment'), answer: '' };
  return [...decided, ...late, ...broken, last];
}
