import type { Response } from 'express';
import type { Words } from '../words';
import type { Frame } from '../web/page';
import type { Workshop } from '../workshops';

/** The words of the reader's language. */
export function wordsOf(res: Response): Words {
  return (res.locals['frame'] as Frame).t;
}

/** The way back from a page of a workshop's certificates. */
export function trailOf(workshop: Workshop): { href: string; words: string }[] {
  return [{ href: `/workshops/${workshop.id}`, words: workshop.title }];
}
