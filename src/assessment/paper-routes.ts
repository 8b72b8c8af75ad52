import type { Request, Response as HttpResponse } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import { type Assessment, getPart } from '../curriculum';
import { Conflict, NotFound } from '../errors';
import { digestOf } from '../ids';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, listEnrolled, workshopFacilitator, workshopOf } from '../workshops';
import { answersFrom, formIn } from './forms';
import { blankPage, keyInPage } from './pages';
import { answersOf, beginAttempt, findAttempt, saveAnswers, submitAttempt } from './queries';
import { type Response, isComplete, itemsOf, questionOf } from './question';
import { questionView } from './question-view';
import type { AssessmentDeps } from './routes';

/** A test on paper: a form to print, and a page where a facilitator enters what one person wrote on it. */
export function paperRoutes({ db, clock, origin }: AssessmentDeps): Route[] {
  const words = (res: HttpResponse) => (res.locals['frame'] as Frame).t;
  const pathOf = (workshop: Workshop) => `/workshops/${workshop.id}/tests`;
  const trailOf = (workshop: Workshop, res: HttpResponse) => [
    { href: `/workshops/${workshop.id}`, words: workshop.title },
    { href: pathOf(workshop), words: words(res)('test.overview') },
  ];

  /** The questions as they stand on paper: in one order for everybody, so that what is entered is what was printed. */
  async function onPaper(workshop: Workshop, form: 'pre' | 'post', given: ReadonlyMap<string, Response> = new Map()) {
    const assessment = await getPart<Assessment>(db, workshop.publicationId, 'assessment');
    const items = itemsOf(assessment, form);
    const views = items.map((item, at) => {
      const question = questionOf(item, assessment.grid, `paper ${workshop.id}`, digestOf);
      return questionView(question, at + 1, given.get(item.id), isComplete(item, given.get(item.id)));
    });
    return { items, grid: assessment.grid, views };
  }

  async function fetched(req: Request) {
    const workshop = workshopOf(req);
    const form = formIn(req.params['form']);
    const enrolled = await listEnrolled(db, workshop, 'participant');
    const person = enrolled.find(({ personId }) => personId === req.params['person']);
    if (!person) throw new NotFound();
    const attempt = await findAttempt(db, { id: person.personId }, workshop, form);
    return { workshop, form, person, attempt };
  }

  return [
    get('/workshops/:workshop/tests/:form/blank', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = formIn(req.params['form']);
      const { views } = await onPaper(workshop, form);
      const title = words(res)(`test.${form}`);
      blankPage(res, { title, workshop, form, questions: views, trail: trailOf(workshop, res) });
    }),

    get('/workshops/:workshop/tests/:form/papers/:person', workshopFacilitator, async (req, res) => {
      const { workshop, form, person, attempt } = await fetched(req);
      const sent = Boolean(attempt?.submittedAt);
      // What somebody has answered on their own device is theirs: here only what was entered from paper is shown.
      const given = attempt?.enteredAt && !sent ? await answersOf(db, attempt) : undefined;
      const { views } = await onPaper(workshop, form, given);
      keyInPage(res, {
        title: words(res)('test.keyIn'),
        workshop,
        form,
        person,
        sent,
        begun: attempt !== undefined && !attempt.enteredAt,
        saved: req.query['saved'] === 'yes',
        questions: views,
        trail: trailOf(workshop, res),
      });
    }),

    post('/workshops/:workshop/tests/:form/papers/:person', workshopFacilitator, async (req, res) => {
      const { workshop, form, person } = await fetched(req);
      const { items, grid } = await onPaper(workshop, form);
      const isSending = (req.body as { then?: unknown }).then === 'send';
      const owner = { id: person.personId };
      await db.transaction(async (trx) => {
        const now = clock();
        await beginAttempt(trx, origin, now, owner, workshop, form, { enteredBy: signedIn(req) });
        const attempt = await findAttempt(trx, owner, workshop, form);
        if (!attempt?.enteredAt) throw new Conflict('test.onDevice');
        const answers = answersFrom(req.body, items, grid);
        const versionOf = (id: string) => items.find((item) => item.id === id)?.version ?? '';
        if (!(await saveAnswers(trx, now, attempt, answers, versionOf))) throw new Conflict('test.alreadySent');
        if (!isSending) return;
        await submitAttempt(trx, now, attempt);
        const deed = { workshopId: workshop.id, actorId: signedIn(req).id, action: 'paper test entered' };
        await record(trx, origin, now, { ...deed, subject: attempt.id });
      });
      const here = `${pathOf(workshop)}/${form}/papers/${person.personId}?saved=yes`;
      res.redirect(303, isSending ? pathOf(workshop) : here);
    }),
  ];
}
