import type { Request, Response as HttpResponse } from 'express';
import { type Person, signedIn } from '../accounts';
import { type Clock, atVenue, dayAtVenue } from '../clock';
import { type Assessment, type CompiledEdition, type Item, getPart } from '../curriculum';
import type { Db } from '../db/db';
import { Conflict, NotFound } from '../errors';
import { digestOf } from '../ids';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, workshopOf, workshopParticipant } from '../workshops';
import { answersFrom, formIn, givenFrom } from './forms';
import { closeEnded, countWaitingLate } from './late-queries';
import { type EndView, beginPage, sentPage, testPage } from './pages';
import { paperRoutes } from './paper-routes';
import { type Attempt, answersOf, beginAttempt, findAttempt, saveAnswers, submitAttempt } from './queries';
import { type Response, type TestForm, gainsOf, isComplete, itemsOf, questionOf } from './question';
import { cautionIn, questionView } from './question-view';
import { reviewsOf } from './review';
import { endOf, isOver, sentByPerson } from './time';
import { minutesFor } from './time-queries';
import { overviewRoute } from './overview';
import { timeRoutes } from './time-routes';

export interface AssessmentDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/** The test before and the test after: begun once, each answer kept when given, sent once. Keys never leave the server. */
export function assessmentRoutes({ db, clock, origin }: AssessmentDeps): Route[] {
  const words = (res: HttpResponse) => (res.locals['frame'] as Frame).t;
  const base = '/workshops/:workshop/tests/:form';

  const formOf = (req: Request) => formIn(req.params['form']);

  /** Somebody's test; one whose time is over is closed by then. */
  async function findToday(person: Person, workshop: Workshop, form: TestForm): Promise<Attempt | undefined> {
    const attempt = await findAttempt(db, person, workshop, form);
    if (!attempt || attempt.submittedAt || !isOver(attempt, clock())) return attempt;
    await closeEnded(db, clock(), attempt);
    return findAttempt(db, person, workshop, form);
  }

  const isPast = ({ endsOn, timeZone }: Workshop) => endsOn < dayAtVenue(clock(), timeZone);
  const pathOf = (workshop: Workshop, form: TestForm) => `/workshops/${workshop.id}/tests/${form}`;
  const trailOf = (workshop: Workshop) => [{ href: `/workshops/${workshop.id}`, words: workshop.title }];
  const assessmentFor = (publicationId: string) => getPart<Assessment>(db, publicationId, 'assessment');

  async function showTest(
    res: HttpResponse,
    workshop: Workshop,
    attempt: Attempt,
    given: ReadonlyMap<string, Response>,
    asked: { saved: boolean; sending: boolean },
  ): Promise<void> {
    const assessment = await assessmentFor(attempt.publicationId);
    const items = itemsOf(assessment, attempt.form);
    const questions = items.map((item, at) => {
      const question = questionOf(item, assessment.grid, attempt.id, digestOf);
      return questionView(question, at + 1, given.get(item.id), isComplete(item, given.get(item.id)));
    });
    const open = questions.filter((question) => question.state !== 'saved').map((question) => question.number);
    testPage(
      res,
      {
        title: words(res)(`test.${attempt.form}`),
        workshop,
        form: attempt.form,
        attemptId: attempt.id,
        questions,
        answered: questions.length - open.length,
        missing: asked.sending ? open : [],
        saved: asked.saved,
        end: endView(workshop, attempt, words(res).locale),
        scripts: ['js/answers.js', ...(attempt.endsAt ? ['js/countdown.js'] : [])],
        trail: trailOf(workshop),
      },
      asked.sending ? 422 : 200,
    );
  }

  async function showSent(res: HttpResponse, person: Person, workshop: Workshop, attempt: Attempt): Promise<void> {
    const t = words(res);
    const form = attempt.form;
    const gains = form === 'post' && attempt.submittedAt ? await ownGains(person, workshop, attempt, t.locale) : [];
    const zone = { dateStyle: 'long', timeStyle: 'short' } as const;
    const sentAt = atVenue(
      attempt.submittedAt ?? attempt.endsAt ?? attempt.startedAt,
      workshop.timeZone,
      t.locale,
      zone,
    );
    // A test that its end has closed may be given more time: until the workshop is over it keeps its key.
    const keyIsFree = sentByPerson(attempt) || isPast(workshop);
    const { items } = await assessmentFor(attempt.publicationId);
    const reviews = keyIsFree ? reviewsOf(itemsOf({ items }, form), await answersOf(db, attempt)) : [];
    sentPage(res, {
      title: t(`test.${form}`),
      workshop,
      form,
      sentAt,
      ended: !sentByPerson(attempt),
      nothing: attempt.submittedAt === null,
      late: await countWaitingLate(db, attempt),
      gains,
      reviews,
      trail: trailOf(workshop),
    });
  }

  /** The end of a test as it stands on its page, in the venue's time. */
  function endView(workshop: Workshop, { endsAt }: Attempt, language: string): EndView | undefined {
    if (!endsAt) return undefined;
    const now = clock();
    const today = dayAtVenue(now, workshop.timeZone) === dayAtVenue(endsAt, workshop.timeZone);
    const style: Intl.DateTimeFormatOptions = today
      ? { timeStyle: 'short' }
      : { dateStyle: 'medium', timeStyle: 'short' };
    const time = atVenue(endsAt, workshop.timeZone, language, style);
    return { time, at: endsAt.toISOString(), now: now.toISOString() };
  }

  async function ownGains(person: Person, workshop: Workshop, after: Attempt, language: string) {
    const before = await findAttempt(db, person, workshop, 'pre');
    if (!before?.submittedAt) return [];
    const assessment = await assessmentFor(after.publicationId);
    const handbook = await getPart<CompiledEdition>(db, after.publicationId, 'handbook');
    const objectives = new Map(
      handbook.modules.flatMap((module) => module.objectives).map((one) => [one.id, one.text]),
    );
    const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return gainsOf(assessment, await answersOf(db, before), await answersOf(db, after)).map((gain) => ({
      objective: objectives.get(gain.objective) ?? gain.objective,
      items: figure.format(gain.items),
      before: figure.format(gain.before),
      after: figure.format(gain.after),
    }));
  }

  return [
    ...paperRoutes({ db, clock, origin }),
    ...timeRoutes({ db, clock, origin }),
    overviewRoute({ db, clock, origin }),

    get(base, workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const form = formOf(req);
      const person = signedIn(req);
      const attempt = await findToday(person, workshop, form);
      if (!attempt) {
        const questions = itemsOf(await assessmentFor(workshop.publicationId), form).length;
        const minutes = await minutesFor(db, person, workshop, form);
        const trail = trailOf(workshop);
        beginPage(res, { title: words(res)(`test.${form}`), workshop, form, questions, minutes, trail });
      } else if (attempt.submittedAt ?? isOver(attempt, clock())) {
        await showSent(res, person, workshop, attempt);
      } else {
        const saved = req.query['saved'] === 'yes';
        await showTest(res, workshop, attempt, await answersOf(db, attempt), { saved, sending: false });
      }
    }),

    post(`${base}/attempts`, workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const form = formOf(req);
      const now = clock();
      const endsAt = endOf(now, await minutesFor(db, signedIn(req), workshop, form));
      await beginAttempt(db, origin, now, signedIn(req), workshop, form, { endsAt });
      res.redirect(303, pathOf(workshop, form));
    }),

    post(`${base}/answers`, workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const form = formOf(req);
      const attempt = await findAttempt(db, signedIn(req), workshop, form);
      if (!attempt) throw new NotFound();
      const { then, attempt: meant } = req.body as { then?: unknown; attempt?: unknown };
      // What waited on a device belongs to one attempt, and never to another that is open there now.
      if (meant !== undefined && meant !== attempt.id) throw new Conflict('test.otherAttempt');
      const assessment = await assessmentFor(attempt.publicationId);
      const items = itemsOf(assessment, form);
      const answers = answersFrom(req.body, items, assessment.grid);
      const now = clock();
      const stated = givenFrom(req.body, now, attempt.startedAt);
      // Whoever may have seen the key is not believed that they answered before: it is kept as given when it comes.
      const given = isOver(attempt, now) && isPast(workshop) ? { ...stated, at: now } : stated;
      const missing = await db.transaction(async (trx) => {
        const kept = await saveAnswers(trx, clock(), attempt, answers, versionIn(items), given);
        // Sending twice (a double click, a retry after a lost reply) is answered like the first time.
        if (!kept && !isSending(then)) throw new Conflict('test.alreadySent');
        // What its end has closed is sent, whatever is missing.
        if (!kept || !isSending(then) || isOver(attempt, clock())) return [];
        const all = await answersOf(trx, attempt);
        // What may be somebody's real number does not go out, not even as it is.
        const cautioned = items.filter(({ id }) => cautionIn(all.get(id)) !== null);
        if (cautioned.length > 0) return cautioned;
        const open = items.filter((item) => !isComplete(item, all.get(item.id)));
        if (open.length > 0 && then !== 'send-anyway') return open;
        await submitAttempt(trx, clock(), attempt);
        return [];
      });

      if (req.get('accept') === 'application/json') {
        if (missing.length > 0) res.status(422).json({ missing: missing.length });
        else res.json({ saved: [...answers.keys()], sent: isSending(then) });
      } else if (missing.length > 0) {
        await showTest(res, workshop, attempt, await answersOf(db, attempt), { saved: false, sending: true });
      } else {
        const next = typeof then === 'string' && /^\d+$/.test(then) ? `?saved=yes#q${Number(then) + 1}` : '';
        res.redirect(303, `${pathOf(workshop, form)}${next}`);
      }
    }),
  ];
}

function isSending(then: unknown): boolean {
  return then === 'send' || then === 'send-anyway';
}

function versionIn(items: readonly Item[]): (itemId: string) => string {
  return (itemId) => items.find((item) => item.id === itemId)?.version ?? '';
}
