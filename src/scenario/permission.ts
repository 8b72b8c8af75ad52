import type { Request } from 'express';
import { signedIn } from '../accounts';
import type { Db } from '../db';
import type { Permission } from '../web/route';
import { getRun } from './queries';
import type { Run } from './run';

const admitted = new WeakMap<Request, Run>();

/** The run of this path. Only behind `ownRun`. */
export function runOf(req: Request): Run {
  const run = admitted.get(req);
  if (!run) throw new Error('This route has no run permission.');
  return run;
}

/** A run belongs to the person who plays it. For everybody else, facilitators too, it is not found. */
export const ownRun: Permission = {
  name: 'person of the run',
  admit: async (req) => {
    const person = signedIn(req);
    admitted.set(req, await getRun(req.app.locals['db'] as Db, person, String(req.params['run'])));
  },
};
