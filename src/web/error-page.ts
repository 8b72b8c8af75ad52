import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Refusal, SignInFirst } from '../errors';
import { newCode } from '../ids';
import { isCsrfError } from './csrf';
import { type Frame, page } from './page';

const errorPage = page<{ status: number; words: string; reference?: string }>('error');

/** Nothing answered: there is no such page. */
export const noSuchPage: RequestHandler = (_req, _res, next) => next(new Refusal(404, 'error.notFound'));

/**
 * Answers what went wrong in the reader's words. A refusal says why; a visitor is led to sign in and back; a fault of
 * ours is logged under a reference, which is all that the page shows of it.
 */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof SignInFirst && req.method === 'GET' && req.accepts(['html', 'json']) === 'html') {
      res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`);
      return;
    }
    const { status, key, params } = refusalIn(error);
    const reference = status >= 500 ? newCode(8) : undefined;
    if (reference)
      log.error(
        {
          reference,
          err: error,
          method: req.method,
          route: req.route ? String((req.route as { path: unknown }).path) : '',
        },
        'fault',
      );
    const { t } = res.locals['frame'] as Frame;
    const words = t(key, params);
    res.set('Cache-Control', 'no-store');
    if (req.accepts(['html', 'json']) === 'json') res.status(status).json({ error: words, reference });
    else errorPage(res, { title: t('error.title'), status, words, ...(reference && { reference }) }, status);
  };
}

interface Said {
  readonly status: number;
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

function refusalIn(error: unknown): Said {
  if (error instanceof Refusal) return { status: error.status, key: error.wordKey, params: error.params };
  if (isCsrfError(error)) return { status: 403, key: 'error.stale' };
  const status = statusOf(error);
  if (status === 413) return { status, key: 'error.tooLarge' };
  if (status !== undefined) return { status, key: 'error.badRequest' };
  return { status: 500, key: 'error.fault' };
}

/** Express and its parsers mark what the sender did wrong (a broken body, a bad escape in the path) with a status. */
function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
