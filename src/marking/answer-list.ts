import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { listWritten } from '../assessment';
import { record } from '../audit';
import type { Rubric } from '../curriculum';
import { Conflict } from '../errors';
import {
  agreementsOf,
  fewestPairs,
  independentSheets,
  insertSubjects,
  listPlaces,
  listSheets,
  listSubjectsOfAnswers,
  settledOf,
  standing,
} from '../rubric';
import { workshopOf } from '../workshops';
import { wordsOf } from './hub-answer';
import type { MarkingRouteDeps } from './routes';
import { rubricIn } from './opening';
import { type AnswerLine, answersPage } from './answer-pages';
import { stateOf } from './answer-text';
import { agreementLines } from './shown';

/** Answers with every text of the tests of a workshop, in an order that was drawn, and how far its raters agree. */
export async function showAnswers({ db }: MarkingRouteDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const workshop = workshopOf(req);
  const me = signedIn(req).id;
  const base = `/workshops/${workshop.id}/marking`;
  const written = await listWritten(db, workshop);
  const subjects = await listSubjectsOfAnswers(db, workshop);
  const sheets = await listSheets(db, subjects);
  const places = await listPlaces(db, subjects);
  const rubrics = new Map<string, Rubric>();
  for (const { publicationId: id } of subjects) if (!rubrics.has(id)) rubrics.set(id, await rubricIn({ db }, id));

  const lines = subjects.flatMap((subject, at) => {
    const one = written.find(({ attemptId, item }) => attemptId === subject.attemptId && item.id === subject.itemId);
    const rubric = rubrics.get(subject.publicationId);
    if (!one || !rubric || one.personId === me) return [];
    const own = sheets.filter(({ subjectId }) => subjectId === subject.id);
    const settled = settledOf(rubric, own);
    const state = stateOf(settled, standing(own).length);
    const mine = Object.values(places.get(subject.id) ?? {}).includes(me);
    const differ = settled.filter(({ agreed }) => agreed === null).length;
    const line: AnswerLine = {
      href: `${base}/${subject.id}`,
      words: t('marking.answerName', { number: at + 1, test: t(`test.${one.form}`) }),
      note: t(`marking.answerState.${state.replace(' ', '_')}${mine && state === 'one mark' ? '_own' : ''}`, {
        count: differ,
      }),
      name: settled.length > 0 ? one.displayName : null,
      done: mine || state === 'agreed',
    };
    return [{ line, state }];
  });
  const [rubric] = rubrics.values();
  const agreements = rubric && agreementsOf(rubric, independentSheets(sheets), ['first', 'second']);
  const known = new Set(subjects.map(({ attemptId, itemId }) => `${attemptId} ${itemId}`));
  answersPage(res, {
    title: t('marking.answers'),
    workshop,
    trail: [
      { href: `/workshops/${workshop.id}`, words: workshop.title },
      { href: `/workshops/${workshop.id}/tests`, words: t('test.overview') },
    ],
    base,
    fresh: written.filter(({ attemptId, item, response }) => response.words && !known.has(`${attemptId} ${item.id}`))
      .length,
    lines: lines.map(({ line }) => line),
    differing: lines.filter(({ state }) => state === 'differ').map(({ line }) => line),
    agreement: agreements?.some(({ n }) => n > 0) ? agreementLines(agreements, t) : undefined,
    fewest: fewestPairs(rubric?.criteria[0]?.levels.length ?? 3),
  });
}

/** Puts every text that was sent on the list of those to mark; one that stands there already stays as it is. */
export async function listTextsToMark({ db, clock, origin }: MarkingRouteDeps, req: Request): Promise<void> {
  const workshop = workshopOf(req);
  const written = (await listWritten(db, workshop)).filter(({ response }) => response.words);
  for (const { publicationId } of written) await rubricIn({ db }, publicationId);
  if (written.length === 0) throw new Conflict('marking.noAnswers');
  await db.transaction(async (trx) => {
    const at = clock();
    const common = {
      workshopId: workshop.id,
      kind: 'answer',
      runId: null,
      seq: null,
      ownerTable: null,
      markerTable: null,
    } as const;
    await insertSubjects(
      trx,
      origin,
      at,
      written.map(({ publicationId, attemptId, item }) => ({ ...common, publicationId, attemptId, itemId: item.id })),
    );
    const deed = { workshopId: workshop.id, actorId: signedIn(req).id, action: 'texts of tests listed for marking' };
    await record(trx, origin, at, { ...deed, subject: workshop.id, after: { texts: written.length } });
  });
}
