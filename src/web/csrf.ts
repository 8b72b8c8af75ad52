import { csrfSync } from 'csrf-sync';
import type { RequestHandler } from 'express';

const guard = csrfSync({
  // The token travels in the form, or in a header where a script sends the answer.
  getTokenFromRequest: (req) => {
    const body = req.body as { _csrf?: unknown } | undefined;
    return typeof body?._csrf === 'string' ? body._csrf : req.get('x-csrf-token');
  },
});

/** Refuses every write that does not carry this session's token (synchroniser token pattern, OWASP ASVS 5.0 3.5.1). */
export const csrfGuard: RequestHandler = guard.csrfSynchronisedProtection;

/** The token for this session; makes a session where there was none. */
export const csrfToken = guard.generateToken;
export const isCsrfError = (error: unknown): boolean => error === guard.invalidCsrfTokenError;
