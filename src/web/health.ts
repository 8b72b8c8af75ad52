import type { Db } from '../db/db';
import { type Route, get } from './route';

/** For whoever watches the process: `live` while it runs, `ready` while its database answers. */
export function healthRoutes(db: Db): Route[] {
  const everybody = { name: 'anyone', admit: () => undefined };
  return [
    get('/health/live', everybody, (_req, res) => {
      res.json({ live: true });
    }),
    get('/health/ready', everybody, async (_req, res) => {
      const answers = await db.raw('select 1').then(
        () => true,
        () => false,
      );
      res.status(answers ? 200 : 503).json({ ready: answers });
    }),
  ];
}
