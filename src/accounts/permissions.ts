import type { Request } from 'express';
import 'passport';
import { Forbidden, SignInFirst } from '../errors';
import type { Permission } from '../web/route';
import { type Person, mayOpenWorkshops, mayRunProgramme } from './person';

declare global {
  // Passport owns this name; our person is the user it knows.
  namespace Express {
    interface User extends Person {}
  }
}

/** The person who asks. Throws SignInFirst for a visitor. */
export function signedIn(req: Request): Person {
  if (!req.user) throw new SignInFirst();
  return req.user;
}

export const anyone: Permission = { name: 'anyone', admit: () => undefined };

export const signedInOnly: Permission = { name: 'signed in', admit: (req) => void signedIn(req) };

export const staffOnly: Permission = {
  name: 'staff',
  admit: (req) => {
    if (!mayRunProgramme(signedIn(req))) throw new Forbidden();
  },
};

/** Those who may open a workshop: staff, and facilitators of the programme. */
export const workshopOpeners: Permission = {
  name: 'facilitator of the programme',
  admit: (req) => {
    if (!mayOpenWorkshops(signedIn(req))) throw new Forbidden();
  },
};
