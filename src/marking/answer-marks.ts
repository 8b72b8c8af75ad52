import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { formIn, listWritten } from '../assessment';
import { record } from '../audit';
import { type Assessment, type Rubric, getPart } from '../curriculum';
import type { Db } from '../db/db';
import { Conflict, NotFound } from '../errors';
import { isId, newId } from '../ids';
import {
  type AnswerRater,
  answerRaters,
  holdSubject,
  insertSheet,
  isSheetTaken,
  listPlaces,
  listSheets,
  listSubjectsOfAnswers,
  raterFor,
  settledOf,
  sheetForm,
  standing,
  takePlace,
} from '../rubric';
import { textsOf } from '../web/form';
import { workshopOf } from '../workshops';
import { wordsOf } from './hub-answer';
import type { MarkingRouteDeps } from './routes';
import { rubricIn } from './opening';
import { type OwnMarks, answerPage, ownMarksPage } from './answer-pages';
import { answerTextOf } from './answer-text';
import { answerOf } from './permission';
import { besideEachOther, choicesFor, typedFrom } from './shown';
import { citableIn } from './text';

interface Shown {
  readonly typed?: Readonly<Record<string, string>>;
  readonly errors?: Readonly<Record<string, string>>;
  /** A key: why what was sent was not taken. */
  readonly notice?: string;
}

/** Everything about the answer of this path, as the facilitator who asks may have it. Nobody marks an answer of their own. */
async function readAnswer(db: Db, req: Request) {
  const subject = answerOf(req);
  const me = signedIn(req).id;
  const written = await listWritten(db, workshopOf(req));
  const one = written.find(({ attemptId, item }) => attemptId === subject.attemptId && item.id === subject.itemId);
  if (!one || one.personId === me) throw new NotFound();
  const rubric = await rubricIn({ db }, subject.publicationId);
  return { subject, me, one, text: answerTextOf(one), rubric, ...(await standingOf(db, subject, rubric, me)) };
}

async function standingOf(db: Db, subject: { readonly id: string }, rubric: Rubric, me: string) {
  const sheets = await listSheets(db, [subject]);
  const settled = settledOf(rubric, sheets);
  const places = (await listPlaces(db, [subject])).get(subject.id) ?? {};
  return { sheets, settled, places, rater: raterFor(places, settled, me) };
}

/** A third marks only that on which the two differ. */
function rubricOf(rubric: Rubric, rater: AnswerRater, settled: ReturnType<typeof settledOf>): Rubric {
  if (rater !== 'third') return rubric;
  const differs = new Set(settled.filter(({ first, second }) => first !== second).map(({ criterion }) => criterion));
  return { ...rubric, criteria: rubric.criteria.filter(({ id }) => differs.has(id)) };
}

/** Answers with one text: to be marked, and, once two have marked it, with both their marks and the name of its writer. */
export async function showAnswer(
  { db }: MarkingRouteDeps,
  req: Request,
  res: Response,
  shown: Shown = {},
): Promise<void> {
  const t = wordsOf(res);
  const workshop = workshopOf(req);
  const { subject, me, one, text, rubric, sheets, settled, places, rater } = await readAnswer(db, req);
  const home = `/workshops/${workshop.id}/marking`;
  const stand = standing(sheets);
  const place = answerRaters.find((each) => places[each] === me);
  const own = stand.find((sheet) => sheet.rater === place);
  // Two raters who look at each other are one: until both stand, each sees their own.
  const seen = settled.length > 0 ? stand : stand.filter((sheet) => sheet === own);
  const criteria = rater ? rubricOf(rubric, rater, settled).criteria : [];
  const title =
    rater === 'third'
      ? 'marking.settle'
      : settled.length > 0
        ? 'marking.changeAfterTalk'
        : own
          ? 'marking.markAgain'
          : 'marking.yourMarks';
  const nameOf = (each: string) => (each === place ? t('marking.you') : t(`rubric.rater.${each}`));
  answerPage(
    res,
    {
      title: t(rater ? 'marking.markThis' : 'marking.marksOf'),
      workshop,
      trail: [
        { href: `/workshops/${workshop.id}`, words: workshop.title },
        { href: home, words: t('marking.answers') },
      ],
      text,
      name: settled.length > 0 ? one.displayName : null,
      form:
        rater && criteria.length > 0
          ? {
              action: `${home}/${subject.id}/marks`,
              input: newId(),
              rater,
              criteria,
              choices: criteria.map(({ id }) => ({ criterion: id, groups: choicesFor(text, rubric, id, t) })),
              title,
            }
          : null,
      results:
        seen.length > 0 ? besideEachOther(text, rubric, seen, nameOf, t).filter(({ marks }) => marks.length > 0) : [],
      differs: settled.flatMap(({ criterion, agreed }) =>
        agreed === null ? rubric.criteria.filter(({ id }) => id === criterion).map((each) => each.title) : [],
      ),
      home,
      notice: shown.notice ?? null,
      errors: shown.errors ?? {},
      typed: shown.typed ?? typedFrom(own),
    },
    shown.errors ? 422 : shown.notice === undefined ? 200 : 409,
  );
}

/** Takes a sheet of marks of whichever rater this facilitator is; the first time makes them that rater. */
export async function takeAnswerMarks(deps: MarkingRouteDeps, req: Request, res: Response): Promise<void> {
  const { db, clock, origin } = deps;
  const { subject, me, text, rubric, settled, rater } = await readAnswer(db, req);
  const typed = textsOf(req.body);
  const sent = typed['input'];
  if (isId(sent) && (await isSheetTaken(db, subject, sent))) {
    res.redirect(303, `/workshops/${subject.workshopId}/marking`);
    return;
  }
  if (!rater) {
    await showAnswer(deps, req, res, { notice: 'marking.nothingToSettle' });
    return;
  }
  if (typed['rater'] !== rater) {
    // What was marked as one rater, seeing nothing, is never taken as another's.
    await showAnswer(deps, req, res, { notice: 'marking.otherWasFaster', typed });
    return;
  }
  const form = sheetForm(rubricOf(rubric, rater, settled), citableIn(text, rubric), req.body);
  if (!form.ok) {
    await showAnswer(deps, req, res, form);
    return;
  }
  await db.transaction(async (trx) => {
    const at = clock();
    await holdSubject(trx, subject);
    if (await isSheetTaken(trx, subject, form.input)) return;
    const now = await standingOf(trx, subject, rubric, me);
    if (now.rater !== rater) throw new Conflict('marking.otherWasFaster');
    if (now.places[rater] === undefined) await takePlace(trx, origin, at, subject, rater, { id: me });
    const sheet = { input: form.input, rater, by: me, marks: form.marks };
    await insertSheet(trx, origin, at, subject, sheet);
    const deed = { workshopId: subject.workshopId, actorId: me, action: 'answer marked', subject: subject.id };
    await record(trx, origin, at, { ...deed, after: { rater } });
  });
  res.redirect(303, `/workshops/${subject.workshopId}/marking`);
}

/** Answers with the agreed marks on what this person wrote in a test; who gave them is not said. */
export async function showOwnMarks({ db }: MarkingRouteDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const workshop = workshopOf(req);
  const form = formIn(req.params['form']);
  const me = signedIn(req).id;
  const written = (await listWritten(db, workshop)).filter((each) => each.personId === me && each.form === form);
  const subjects = (await listSubjectsOfAnswers(db, workshop)).filter((each) =>
    written.some(({ attemptId }) => attemptId === each.attemptId),
  );
  const sheets = await listSheets(db, subjects);
  const own: OwnMarks[] = [];
  for (const one of written) {
    const subject = subjects.find(({ attemptId, itemId }) => attemptId === one.attemptId && itemId === one.item.id);
    const text = answerTextOf(one);
    const { items } = await getPart<Assessment>(db, one.publicationId, 'assessment');
    const number = items.filter((item) => item.form === form).findIndex(({ id }) => id === one.item.id) + 1;
    if (!subject) {
      own.push({ number, text, results: [] });
      continue;
    }
    const rubric = await rubricIn({ db }, subject.publicationId);
    const given = sheets.filter(({ subjectId }) => subjectId === subject.id);
    own.push({ number, text, results: agreedResults(rubric, given, text, t) });
  }
  ownMarksPage(res, {
    title: t('marking.ownTitle'),
    workshop,
    trail: [
      { href: `/workshops/${workshop.id}`, words: workshop.title },
      { href: `/workshops/${workshop.id}/tests/${form}`, words: t(`test.${form}`) },
    ],
    lede: t(`test.${form}`),
    own,
  });
}

/** Of each criterion that is settled, the marks that say what was agreed; of nothing else. */
function agreedResults(
  rubric: Rubric,
  sheets: Awaited<ReturnType<typeof listSheets>>,
  text: OwnMarks['text'],
  t: ReturnType<typeof wordsOf>,
): OwnMarks['results'] {
  const agreed = new Map(settledOf(rubric, sheets).map((each) => [each.criterion, each.agreed]));
  if (agreed.size === 0 || [...agreed.values()].includes(null)) return [];
  const telling = standing(sheets).map((sheet) => ({
    ...sheet,
    marks: sheet.marks.filter(({ criterion, level }) => agreed.get(criterion) === level),
  }));
  return besideEachOther(text, rubric, telling, (rater) => t(`rubric.rater.${rater}`), t);
}
