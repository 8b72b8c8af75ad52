import type { Request, Response } from 'express';
import { NotFound } from '../errors';
import { localSite, type LocalSite } from '../web/local-site';
import { page } from '../web/page';
import type { Words } from '../words';
import type { CaseDraft, Course, Situation } from './draft';

const listPage = page<{ courses: readonly Course[]; isLast: boolean }>('scenario/preview', 'preview');
const situationPage = page<{ situation: Situation }>('scenario/preview-at', 'preview');

/** The pages of a case's preview: its findings and courses, and every desk at any step of one. Nothing can be sent. */
export function casePreview(draft: CaseDraft, t: Words): LocalSite {
  const site = localSite(draft.folder, t);
  const { app } = site;
  app.use((_req, _res, next) => {
    draft.refresh();
    next();
  });
  app.get('/', (_req, res) => {
    listPage(res, { title: draft.title, courses: draft.courses, isLast: draft.isLast });
  });
  app.get('/at/:course', (req, res) => {
    const at =
      typeof req.query['step'] === 'string' && /^\d{1,4}$/.test(req.query['step'])
        ? Number(req.query['step'])
        : undefined;
    const situation = draft.situation(req.params.course, at);
    if (!situation) throw new NotFound();
    situationPage(res, { title: situation.course.title, exercise: true, situation });
  });
  app.use((error: unknown, _req: Request, res: Response, next: (error: unknown) => void) => {
    if (!(error instanceof NotFound)) next(error);
    else
      res
        .status(404)
        .type('text')
        .send(`${t('preview.case.noPage')}\n`);
  });
  return site;
}
