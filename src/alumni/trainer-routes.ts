import type { Request, Response } from 'express';
import { z } from 'zod';
import { signedIn, staffOnly } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import { Conflict, NotFound } from '../errors';
import { formOf } from '../web/form';
import { type Route, get, post } from '../web/route';
import { dayInWords } from '../workshops';
import { type NetworkDeps, idIn, isStaff, trailTo, wordsOf } from './asked';
import { type Entered, day, guarded, nothing, text } from './fields';
import { trainersPage } from './pages';
import { alumnaOnly, alumnaOrStaff } from './permissions';
import { type Mark, criteria, nextStep, stepKinds } from './trainer';
import { beginPath, findPath, leavePath, listPaths, lockPath, recordStep } from './trainer-queries';

const stepForm = guarded(
  formOf(
    z
      .object({
        kind: z.enum(stepKinds, { error: 'form.stale' }),
        doneOn: day,
        words: text('trainer.wordsMissing'),
        ...Object.fromEntries(
          criteria.map((criterion) => [`mark.${criterion}`, z.enum(['met', 'not yet']).optional()]),
        ),
      })
      .transform(({ kind, doneOn, words, ...sent }) => ({
        kind,
        doneOn,
        words,
        marks: Object.fromEntries(
          criteria.flatMap((criterion) => {
            const mark = (sent as Record<string, Mark | undefined>)[`mark.${criterion}`];
            return mark === undefined ? [] : [[criterion, mark]];
          }),
        ),
      }))
      .refine(({ kind, marks }) => kind === 'co-delivery' || criteria.every((one) => one in marks), {
        error: 'trainer.marksMissing',
        path: ['mark.purpose'],
      }),
  ),
  ['words'],
);

/** From alumna to facilitator: a co-delivery, an observed delivery, and the sign-off by the written rubric. */
export function trainerRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const show = async (req: Request, res: Response, entered: Entered & { readonly marking?: string }) => {
    const t = wordsOf(res);
    const person = signedIn(req);
    const staff = isStaff(req);
    const paths = (await listPaths(db, person, staff)).map((path) => ({
      ...path,
      own: path.personId === person.id,
      next: nextStep(path.steps),
      steps: path.steps.map((step) => ({ ...step, on: dayInWords(step.doneOn, t.locale, 'long') })),
    }));
    const mayBegin = (await hasAlumniRecord(db, person)) && !paths.some(({ own }) => own);
    const page = { title: t('trainer.title'), trail: trailTo(t), paths, criteria, mayBegin, staff };
    trainersPage(res, { ...nothing, ...entered, ...page, marking: entered.marking ?? '' }, entered.errors ? 422 : 200);
  };

  return [
    get('/alumni/trainers', alumnaOrStaff, (req, res) => show(req, res, {})),

    post('/alumni/trainers', alumnaOnly, async (req, res) => {
      const leaves = (req.body as { then?: unknown }).then === 'leave';
      const act = leaves ? leavePath : beginPath;
      await db.transaction((trx) => act(trx, origin, clock(), signedIn(req)));
      res.redirect(303, '/alumni/trainers');
    }),

    post('/alumni/trainers/:path/steps', staffOnly, async (req, res) => {
      const path = await findPath(db, idIn(req, 'path'));
      if (!path) throw new NotFound();
      if (path.personId === signedIn(req).id) throw new Conflict('trainer.notOneself');
      const form = stepForm(req.body);
      if (!form.ok) return show(req, res, { ...form, marking: path.id });
      await db.transaction(async (trx) => {
        const now = await lockPath(trx, path);
        if (!now || nextStep(now.steps) !== form.value.kind) throw new Conflict('trainer.notNext');
        await recordStep(trx, origin, clock(), signedIn(req), now, form.value);
      });
      res.redirect(303, '/alumni/trainers');
    }),
  ];
}
