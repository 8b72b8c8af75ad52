import type { Request, Response } from 'express';
import { mayRunProgramme, signedIn } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import type { Frame } from '../web/page';
import type { Words } from '../words';

export interface NetworkDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/** Where the programme's office is: its days are counted there. */
const officeZone = 'Asia/Bangkok';

/** The ISO day at the programme's office: announcements, groups and offers begin and end by it. */
export function officeDay(now: Date): string {
  return dayAtVenue(now, officeZone);
}

/** The id in this path; NotFound where it is none. */
export function idIn(req: Request, name: string): string {
  const id = req.params[name];
  if (!isId(id)) throw new NotFound();
  return id;
}

export function wordsOf(res: Response): Words {
  return (res.locals['frame'] as Frame).t;
}

export function isStaff(req: Request): boolean {
  return mayRunProgramme(signedIn(req));
}

/** The way back to the record, above every page of the Network. */
export function trailTo(t: Words, ...between: readonly { readonly href: string; readonly words: string }[]) {
  return [{ href: '/alumni', words: t('alumni.title') }, ...between];
}
