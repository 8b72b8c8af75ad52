import type { Request, Response } from 'express';
import { atVenue } from '../clock';
import type { Db } from '../db/db';
import { foldName } from '../accounts';
import { newId } from '../ids';
import type { Frame } from '../web/page';
import { workshopOf } from '../workshops';
import { listImports } from './import-queries';
import { rosterPage } from './pages';
import { type RosterEntry, listRoster } from './queries';

interface Said {
  readonly typed?: Readonly<Record<string, string>>;
  readonly errors?: Readonly<Record<string, string>>;
  readonly fileFault?: { readonly words: string; readonly params: Readonly<Record<string, string | number>> };
}

/** The roster's page, with what was wrong in the form that was sent from it. */
export async function showRoster(db: Db, req: Request, res: Response, said: Said = {}, status = 200): Promise<void> {
  const workshop = workshopOf(req);
  const { t } = res.locals['frame'] as Frame;
  const [entries, former, imports] = await Promise.all([
    listRoster(db, workshop),
    listRoster(db, workshop, 'former'),
    listImports(db, workshop),
  ]);
  const when = { dateStyle: 'medium', timeStyle: 'short' } as const;
  rosterPage(
    res,
    {
      title: t('roster.title'),
      workshop,
      trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      entries,
      former,
      newId: newId(),
      alike: alikeIn(entries),
      imports: imports.map((one) => ({ ...one, when: atVenue(one.madeAt, workshop.timeZone, t.locale, when) })),
      typed: said.typed ?? {},
      errors: said.errors ?? {},
      ...(said.fileFault && { fileFault: said.fileFault }),
    },
    status,
  );
}

/** People of one workshop whose names are the same but for case, accents and order. */
function alikeIn(entries: readonly RosterEntry[]): RosterEntry[][] {
  const groups = new Map<string, Map<string, RosterEntry>>();
  for (const entry of entries) {
    const key = foldName(entry.displayName);
    groups.set(key, (groups.get(key) ?? new Map<string, RosterEntry>()).set(entry.personId, entry));
  }
  return [...groups.values()].map((group) => [...group.values()]).filter((group) => group.length > 1);
}
