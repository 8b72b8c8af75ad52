import type { Response } from 'express';
import { NotFound } from '../errors';
import type { Words } from '../words';
import { page, type Frame } from './page';
import { get, type Permission, type Route } from './route';

/** Each page of the gallery with what its layout needs. `layout` is `page` unless it is for the wall. */
const sheets: Readonly<Record<string, { title: string; layout?: string; wide?: boolean; exercise?: boolean }>> = {
  parts: { title: 'Parts' },
  book: { title: 'The book' },
  forms: { title: 'Forms and tests' },
  scripts: { title: 'Scripts' },
  desk: { title: 'The desk', wide: true, exercise: true },
  debrief: { title: 'The debrief', wide: true, exercise: true },
  records: { title: 'Records' },
  home: { title: 'Home' },
  error: { title: 'There is no such page' },
  wall: { title: 'The wall', layout: 'projector', exercise: true },
  'wall-timeline': { title: 'The wall: what happened', layout: 'projector', exercise: true },
};

const development: Permission = { name: 'anyone', admit: () => undefined };

/**
 * Every component with sample words, for those who build pages. Mounted in development only. `?direction=rtl` turns a
 * page round; `?theme=dark` shows the other theme.
 */
export function galleryRoutes(): Route[] {
  return [
    get('/gallery', development, (_, res) => {
      page('gallery/index')(res, { title: 'Gallery', sheets: Object.entries(sheets) } as { title: string });
    }),
    get('/gallery/:sheet', development, (req, res) => {
      const name = String(req.params['sheet']);
      const sheet = Object.hasOwn(sheets, name) ? sheets[name] : undefined;
      if (!sheet) throw new NotFound();
      turn(res, req.query['direction'] === 'rtl', req.query['theme']);
      const trail = sheet.layout ? [] : [{ href: '/gallery', words: 'Gallery' }];
      page(`gallery/${name}`, sheet.layout ?? 'page')(res, { ...sheet, ...samples, trail });
    }),
  ];
}

const samples = {
  errors: { code: 'gallery.errorSample' },
  typed: { code: 'KAPAL-7' },
  status: 404,
  words: 'The address may have been typed wrongly, or the page is not yours to see.',
  reference: '0197-4C2E',
};

function turn(res: Response, rightToLeft: boolean, theme: unknown): void {
  const frame = res.locals['frame'] as Frame;
  const t: Words = rightToLeft
    ? Object.assign((...asked: Parameters<Words>) => frame.t(...asked), {
        language: 'en',
        locale: 'en-GB',
        direction: 'rtl' as const,
        has: (key: string) => frame.t.has(key),
      })
    : frame.t;
  const chosen = theme === 'dark' || theme === 'light' ? theme : undefined;
  res.locals['frame'] = { ...frame, t, theme: chosen ?? frame.theme, csrf: () => '' } satisfies Frame;
}
