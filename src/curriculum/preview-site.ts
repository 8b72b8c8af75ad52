import { watch } from 'node:fs';
import express, { type Express, type Response } from 'express';
import type { Finding } from '../command';
import { NotFound } from '../errors';
import { contentHtml, parseProse, plainDrawing } from '../prose';
import { serveAssets } from '../web/assets';
import { page, type Frame } from '../web/page';
import type { Words } from '../words';
import { editions, type Edition } from './curriculum';
import type { Draft, Manuscript } from './preview';
import { readDiagnostics } from './preview';

type Pages = ReturnType<Manuscript['pages']>;

const deskPage = page<{ name: string; pages: Pages; findings: number }>('curriculum/preview', 'preview');
const draftPage = page<Draft & { edition: string }>('curriculum/preview-page', 'preview');
const findingsPage = page<{ findings: readonly Finding[]; known: ReadonlySet<string> }>('curriculum/preview-findings', 'preview');
const diagnosticsPage = page<{ sections: readonly { code: string; textHtml: string }[] }>('curriculum/preview-diagnostics', 'preview');

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

export interface PreviewSite {
  readonly app: Express;
  /** Ends every stream of changes and stops watching. */
  close(): void;
}

/** The pages of the preview. They are for the author alone: only a browser that names this machine as host is answered. */
export function previewSite(manuscript: Manuscript, t: Words): PreviewSite {
  const listening = new Set<Response>();
  const tell = (): void => {
    for (const response of listening) response.write('data: changed\n\n');
  };
  const watcher = watch(manuscript.folder, { recursive: true }, tell);
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    // Another site's name may be made to point here; its pages must not read a draft.
    if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(req.headers.host ?? '')) {
      res.status(403).type('text').send('The preview answers on this machine only.\n');
      return;
    }
    res.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    const frame: Frame = { t, path: req.path, csrf: () => '', places: [], example: false };
    res.locals['frame'] = frame;
    next();
  });
  app.use(serveAssets());
  app.get('/changes', (_req, res) => {
    res.set('Content-Type', 'text/event-stream').flushHeaders();
    res.write('retry: 1000\n\n');
    listening.add(res);
    res.on('close', () => listening.delete(res));
  });
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
  app.use((error: unknown, _req: express.Request, res: Response, next: express.NextFunction) => {
    if (!(error instanceof NotFound)) next(error);
    else res.status(404).type('text').send(`${t('preview.noPage')}\n`);
  });
  return {
    app,
    close: () => {
      watcher.close();
      for (const response of listening) response.end();
    },
  };
}
