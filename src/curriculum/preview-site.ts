import type express from 'express';
import type { Finding } from '../command';
import { NotFound } from '../errors';
import { contentHtml, parseProse, plainDrawing } from '../prose';
import { localSite, type LocalSite } from '../web/local-site';
import { page } from '../web/page';
import type { Words } from '../words';
import { editions, type Edition } from './curriculum';
import type { Draft, Manuscript } from './preview';
import { readDiagnostics } from './preview';

type Pages = ReturnType<Manuscript['pages']>;

const deskPage = page<{ name: string; pages: Pages; findings: number }>('curriculum/preview', 'preview');
const draftPage = page<Draft & { edition: string }>('curriculum/preview-page', 'preview');
const findingsPage = page<{ findings: readonly Finding[]; known: ReadonlySet<string> }>('curriculum/preview-findings', 'preview');
const diagnosticsPage = page<{ sections: readonly { code: string; textHtml: string }[] }>('curriculum/preview-diagnostics', 'preview');

export type PreviewSite = LocalSite;

/** The pages of the preview. They are for the author alone: only a browser that names this machine as host is answered. */
export function previewSite(manuscript: Manuscript, t: Words): PreviewSite {
  const site = localSite(manuscript.folder, t);
  const { app } = site;
  app.use(async (_req, _res, next) => {
    await manuscript.refresh();
    next();
  });
  app.get('/', (_req, res) => {
    res.redirect(302, `/both/${manuscript.pages()[1]?.name ?? 'preface'}`);
  });
  app.get('/both/:name', (req, res) => {
    const pages = manuscript.pages();
    const { name } = req.params;
    const found = pages.find((each) => each.name === name);
    if (!found) throw new NotFound();
    deskPage(res, { title: found.title, name, pages, findings: manuscript.findings.length });
  });
  app.get('/findings', (_req, res) => {
    const known = new Set(readDiagnostics().map(({ code }) => code));
    findingsPage(res, { title: t('preview.findings'), findings: manuscript.findings, known });
  });
  app.get('/diagnostics', (_req, res) => {
    const sections = readDiagnostics().map(({ code, text }) => ({ code, textHtml: contentHtml(parseProse(text).content, plainDrawing) }));
    diagnosticsPage(res, { title: t('preview.diagnostics'), sections });
  });
  app.get('/:edition/:name', (req, res) => {
    const edition = editions.find((each) => each === req.params.edition);
    if (!edition) throw new NotFound();
    draftPage(res, { ...manuscript.page(edition, req.params.name), edition: t(`book.edition.${edition satisfies Edition}`) });
  });
  app.use((error: unknown, _req: express.Request, res: express.Response, next: express.NextFunction) => {
    if (!(error instanceof NotFound)) next(error);
    else res.status(404).type('text').send(`${t('preview.noPage')}\n`);
  });
  return site;
}
