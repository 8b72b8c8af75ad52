import type { Request } from 'express';
import { mayRunProgramme } from './accounts';

/** Where a signed-in person may go from any page. */
export function placesOf(req: Request): { href: string; key: string }[] {
  if (!req.user) return [];
  return [
    { href: '/workshops', key: 'places.workshops' },
    ...(mayRunProgramme(req.user)
      ? [
          { href: '/publications', key: 'places.publications' },
          { href: '/reports', key: 'places.reports' },
          { href: '/outbox', key: 'places.outbox' },
        ]
      : []),
    { href: '/alumni', key: 'places.alumni' },
    { href: '/account', key: 'places.account' },
  ];
}
