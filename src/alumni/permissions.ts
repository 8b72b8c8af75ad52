import type { Request } from 'express';
import { mayRunProgramme, signedIn } from '../accounts';
import { hasAlumniRecord } from '../certificates';
import type { Db } from '../db/db';
import { Forbidden } from '../errors';
import type { Permission } from '../web/route';

const hasRecord = (req: Request) => hasAlumniRecord(req.app.locals['db'] as Db, signedIn(req));

/** Whoever has an alumni record, for what is theirs to do. */
export const alumnaOnly: Permission = {
  name: 'alumna',
  admit: async (req) => {
    if (!(await hasRecord(req))) throw new Forbidden('alumni.onlyAlumni');
  },
};

/** The Alumni Network: those who have an alumni record, and programme staff. */
export const alumnaOrStaff: Permission = {
  name: 'alumna or staff',
  admit: async (req) => {
    if (!mayRunProgramme(signedIn(req)) && !(await hasRecord(req))) throw new Forbidden('alumni.onlyAlumni');
  },
};
