import type { Request, Response } from 'express';
import { z } from 'zod';
import { formOf } from './form';
import { type Frame, page } from './page';
import { type Route, get, post } from './route';

/** How a person wants pages to look on this device. What they have not chosen, the device decides. */
export interface Theme {
  readonly theme?: 'light' | 'dark' | undefined;
  readonly contrast?: 'more' | undefined;
}

const themes = ['system', 'light', 'dark'] as const;
const contrasts = ['system', 'more'] as const;
const aYear = 365 * 86_400_000;

/** Reads the choice from a Cookie header; anything unknown in it is no choice. */
export function themeOf(cookies = ''): Theme {
  const value = (name: string) => new RegExp(`(?:^|;\\s*)${name}=([a-z]+)\\s*(?:;|$)`).exec(cookies)?.[1];
  const theme = value('theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    contrast: value('contrast') === 'more' ? 'more' : undefined,
  };
}

const themeForm = formOf(
  z.object({
    theme: z.enum(themes).catch('system'),
    contrast: z.enum(contrasts).catch('system'),
    /** A path of ours, whatever was sent. */
    next: z
      .string()
      .regex(/^\/(?![/\\])[^\s\\]*$/)
      .catch('/'),
  }),
);

const themePage = page<{ next: string }>('theme');

const everybody = { name: 'anyone', admit: () => undefined };

/**
 * Light, dark and more contrast, kept in cookies on the device. Those who are signed in have the form at the foot of
 * every page; visitors have a link to it, so that a mere reader of one page gets no session for the form's token.
 */
export function themeRoutes(): Route[] {
  return [
    get('/theme', everybody, (req: Request, res: Response) => {
      const { t } = res.locals['frame'] as Frame;
      const read = themeForm({ next: req.query['next'] });
      themePage(res, {
        title: t('theme.title'),
        next: read.ok ? read.value.next : '/',
      });
    }),

    post('/theme', everybody, (req: Request, res: Response) => {
      const read = themeForm(req.body);
      const { theme, contrast, next } = read.ok ? read.value : { theme: 'system', contrast: 'system', next: '/' };
      keep(req, res, 'theme', theme);
      keep(req, res, 'contrast', contrast);
      res.redirect(303, next);
    }),
  ];
}

function keep(req: Request, res: Response, name: string, value: string): void {
  const options = { httpOnly: true, sameSite: 'lax', secure: req.secure, path: '/' } as const;
  if (value === 'system') res.clearCookie(name, options);
  else res.cookie(name, value, { ...options, maxAge: aYear });
}
