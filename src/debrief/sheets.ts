import type { Request } from 'express';

/** Which of the sheets of a wall is asked for (`?page=`), and where one turns to. Nonsense is the first, too far the last. */
export function turnedTo(req: Request, of: number, address: string) {
  const asked = Math.floor(Number(req.query['page'] ?? 1));
  const at = Math.min(of, Math.max(1, Number.isNaN(asked) ? 1 : asked));
  const to = (page: number) => `${address}?page=${page}`;
  return { at, of, before: at > 1 ? to(at - 1) : null, after: at < of ? to(at + 1) : null };
}
