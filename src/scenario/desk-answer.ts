import type { Request, Response } from 'express';
import type { Db } from '../db';
import { newId } from '../ids';
import type { Frame } from '../web/page';
import { deskOf } from './desk';
import { findNewerText } from './newer-text';
import { newerTextOffer } from './newer-text-words';
import type { Typed } from './move';
import { deskPage } from './pages';
import { runOf } from './permission';
import type { Position } from './position';
import { listTexts } from './queries';
import type { RoleView } from './role-view';
import { lastBarrier } from './run';
import { view } from './view';

export interface Shown {
  /** The choice whose form is open, or ''. */
  readonly choice: string;
  readonly before: Typed;
  /** A key: why what was sent was not taken. */
  readonly notice: string | null;
  /** Texts that were typed for something that is no longer there: given back to be copied. */
  readonly returned?: readonly string[];
}

/** Answers with the desk of this run as it stands: 422 if a form has mistakes, 409 if the run has moved on. */
export async function showDesk(db: Db, req: Request, res: Response, position: Position, shown: Shown): Promise<void> {
  const { t } = res.locals['frame'] as Frame;
  const run = runOf(req);
  const { exercise, standing, state } = position;
  const seen = view(exercise, state, run.role);
  const [texts, newer] = await Promise.all([listTexts(db, run), findNewerText(db, run, position)]);
  const desk = deskOf({ run, exercise, view: seen, log: standing, texts }, shown, t);
  const errors = shown.before.errors;
  const home = run.workshopId ? `/workshops/${run.workshopId}/case` : '/';
  deskPage(
    res,
    {
      title: `${desk.role.name} – ${exercise.title}`,
      exercise: true,
      wide: true,
      trail: [{ href: home, words: t('case.title') }],
      desk,
      seq: position.seq,
      input: newId(),
      notice: shown.notice,
      returned: shown.returned ?? [],
      newer: newer ? { ...newerTextOffer(newer, exercise, t, run.role), input: newId() } : null,
      mayGoBack: !desk.ended && lastBarrier(position.log) !== undefined,
      home,
      errors,
    },
    Object.keys(errors).length > 0 ? 422 : shown.notice === null ? 200 : 409,
  );
}

/** All words of the case that this seat has been shown: numbers in it are fictional, and may be written. */
export function fictionalText(seen: RoleView): string {
  return JSON.stringify([seen.knows, seen.holds, seen.scene, seen.arrived, seen.briefing, seen.phase]);
}
