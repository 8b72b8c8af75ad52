import type { Request } from 'express';
import { signedIn } from '../accounts';
import type { Db } from '../db/db';
import { Forbidden, NotFound } from '../errors';
import { isId } from '../ids';
import type { Permission } from '../web/route';
import { findWorkshop } from './queries';
import { type Workshop, mayFacilitate, takesPart } from './workshop';

const admitted = new WeakMap<Request, Workshop>();

/** The workshop of this path, as the person who asks may see it. Only behind one of the permissions below. */
export function workshopOf(req: Request): Workshop {
  const workshop = admitted.get(req);
  if (!workshop) throw new Error('This route has no workshop permission.');
  return workshop;
}

/** Fetches `:workshop` through the person who asks; one that is not theirs to see is not found. */
async function admit(req: Request): Promise<Workshop> {
  const person = signedIn(req);
  const id = req.params['workshop'];
  const workshop = isId(id) ? await findWorkshop(req.app.locals['db'] as Db, person, id) : undefined;
  if (!workshop) throw new NotFound();
  admitted.set(req, workshop);
  return workshop;
}

/** Everybody enrolled in the workshop, in whatever role, for life; and programme staff. */
export const workshopMember: Permission = {
  name: 'member of the workshop',
  admit: async (req) => {
    await admit(req);
  },
};

export const workshopParticipant: Permission = {
  name: 'participant of the workshop',
  admit: async (req) => {
    if (!takesPart(await admit(req))) throw new Forbidden();
  },
};

export const workshopFacilitator: Permission = {
  name: 'facilitator of the workshop',
  admit: async (req) => {
    if (!mayFacilitate(await admit(req))) throw new NotFound();
  },
};
