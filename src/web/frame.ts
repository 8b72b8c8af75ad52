import type { Request, RequestHandler } from 'express';
import { wordsIn } from '../words';
import { csrfToken } from './csrf';
import type { Frame } from './page';
import { themeOf } from './theme';

/** Sets up the frame of every page: words, the person, the places they may go. `placesOf` gives word keys. */
export function frames(
  example: boolean,
  placesOf: (req: Request) => readonly { readonly href: string; readonly key: string }[],
): RequestHandler {
  return (req, res, next) => {
    const t = wordsIn('en');
    const frame: Frame = {
      t,
      path: req.path,
      ...themeOf(req.headers.cookie),
      // The address of an answer to a form is not one to go back to.
      ...(req.method === 'GET' ? { here: req.originalUrl } : {}),
      csrf: () => csrfToken(req),
      person: req.user,
      places: placesOf(req).map(({ href, key }) => ({ href, words: t(key) })),
      example,
    };
    res.locals['frame'] = frame;
    next();
  };
}
