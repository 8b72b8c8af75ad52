import type { Request, Response } from 'express';
import { digestOf, newSecret } from '../ids';

const name = 'titian_device';
const aWeek = 7 * 86_400_000;

/**
 * What this device is called in one vote (a ballot of a table, a poll of the room). The secret stays on the device and
 * is never stored: a vote in the database leads to nobody, and two votes of one device cannot be laid side by side.
 * Undefined while the device has no secret.
 */
export function deviceIn(req: Request, voteId: string): string | undefined {
  const secret = /(?:^|;\s*)titian_device=([\w-]{20,40})(?:;|$)/.exec(req.headers.cookie ?? '')?.[1];
  return secret && digestOf(`${voteId} ${secret}`);
}

/** Gives this device its secret, once, and answers what it is called in this vote. */
export function nameDevice(req: Request, res: Response, voteId: string): string {
  const known = deviceIn(req, voteId);
  if (known !== undefined) return known;
  const secret = newSecret();
  res.cookie(name, secret, { httpOnly: true, sameSite: 'lax', secure: req.secure, maxAge: aWeek });
  return digestOf(`${voteId} ${secret}`);
}
