import { atVenue } from '../clock';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { listEnrolled, workshopFacilitator, workshopOf } from '../workshops';
import { type After, closeEnded, listAfter } from './late-queries';
import { type LateView, overviewPage } from './pages';
import { listAttempts } from './queries';
import type { TestForm } from './question';
import type { AssessmentDeps } from './routes';
import { isOver, minutesAfter } from './time';

const forms = ['pre', 'post'] as const;

/** Who has begun and who has sent, and what came after the end of a test: when, never what. */
export function overviewRoute({ db, clock }: AssessmentDeps): Route {
  return get('/workshops/:workshop/tests', workshopFacilitator, async (req, res) => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    await closeEnded(db, clock());
    const attempts = await listAttempts(db, workshop);
    const after = await listAfter(db, workshop);
    const attemptOf = (personId: string, form: TestForm) =>
      attempts.find((one) => one.personId === personId && one.form === form);

    const stateOf = (personId: string, form: TestForm): string => {
      const attempt = attemptOf(personId, form);
      if (!attempt) return t('test.stateOpen');
      if (attempt.submittedAt) return t('test.stateSent');
      if (isOver(attempt, clock())) return t('test.stateEnded');
      if (!attempt.endsAt) return t('test.stateBegun');
      const until = atVenue(attempt.endsAt, workshop.timeZone, t.locale, { timeStyle: 'short' });
      // The end tells how much time somebody has: only their facilitators see it.
      return workshop.roles.includes('facilitator') ? t('test.stateUntil', { time: until }) : t('test.stateBegun');
    };

    const lateOf = (personId: string, form: TestForm): LateView | undefined => {
      const found = after.find((one) => one.personId === personId && one.form === form);
      return found && { notes: notesOf(found), mayCount: found.late > 0 };
    };

    const notesOf = ({ endsAt, arrivedAt, late, lastLateAt, counted }: After): string[] => [
      ...(arrivedAt ? [t('test.arrivedAfter', { count: minutesAfter(endsAt, arrivedAt) })] : []),
      ...(lastLateAt ? [t('test.lateWaiting', { count: late, minutes: minutesAfter(endsAt, lastLateAt) })] : []),
      ...(counted > 0 ? [t('test.lateCounted', { count: counted })] : []),
    ];

    const canEnter = (personId: string, form: TestForm) => {
      const attempt = attemptOf(personId, form);
      return !attempt || !(attempt.submittedAt ?? !attempt.enteredAt);
    };

    overviewPage(res, {
      title: t('test.overview'),
      workshop,
      trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      lines: (await listEnrolled(db, workshop, 'participant')).map(({ personId, displayName }) => ({
        personId,
        displayName,
        canEnter: forms.filter((form) => canEnter(personId, form)),
        pre: stateOf(personId, 'pre'),
        post: stateOf(personId, 'post'),
        after: { pre: lateOf(personId, 'pre'), post: lateOf(personId, 'post') },
      })),
    });
  });
}
