import type { Request } from 'express';

/** A whole address of ours: under the one people use (`TITIAN_URL`), else the one by which this request reached us. */
export function addressOf(req: Request, path: string): string {
  const known = req.app.locals['publicUrl'] as string | undefined;
  return `${known ?? `${req.protocol}://${req.get('host') ?? 'localhost'}`}${path}`;
}
