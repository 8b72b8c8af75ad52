import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { atVenue } from '../clock';
import type { Db } from '../db/db';
import { newId } from '../ids';
import { type Deed as Meant, countFreeSeats, whoAre } from '../roster';
import type { Frame } from '../web/page';
import type { Words } from '../words';
import { type Workshop, workshopOf } from '../workshops';
import { listAgencies } from './agency-queries';
import { lineOf } from './deciding';
import { type Happened, type Nomination, deedsOf, isOpen, keptDays, mayBeSubstituted, waitingList } from './nomination';
import { type Entered, type HappenedLine, type Line, nominationPage, nominationsPage, nothingEntered } from './pages';
import { listHappened, listNominations, listSubstitutes } from './queries';

export const wordsOf = (res: Response): Words => (res.locals['frame'] as Frame).t;

/** All nominations of a workshop, those to be decided first, with what a name may also mean. */
export async function showNominations(db: Db, req: Request, res: Response, entered?: Entered): Promise<void> {
  const workshop = workshopOf(req);
  const t = wordsOf(res);
  const all = await listNominations(db, workshop);
  const hints = await hintsFor(db, req, workshop, all, t);
  const lines = all.map((one): Line => ({ ...one, hint: hints.get(one.id) ?? null }));
  const of = (...states: readonly string[]) => lines.filter(({ state }) => states.includes(state));
  const free = await countFreeSeats(db, workshop);
  const waiting = waitingList(lines);
  nominationsPage(
    res,
    {
      ...(entered ?? nothingEntered),
      title: t('nomination.title'),
      workshop,
      trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      taken: workshop.capacity - free,
      free: Math.max(0, free),
      open: of('nominated'),
      waiting,
      approved: of('approved'),
      out: of('declined', 'withdrawn', 'replaced'),
      next: free > 0 ? waiting[0] : undefined,
      newId: newId(),
      keptDays,
      agencies: (await listAgencies(db, workshop)).length,
    },
    entered ? 422 : 200,
  );
}

async function hintsFor(
  db: Db,
  req: Request,
  workshop: Workshop,
  all: readonly Nomination[],
  t: Words,
): Promise<Map<string, string>> {
  const open = all.filter((one) => isOpen(one) && one.name !== null);
  const meant = await whoAre(db, signedIn(req), workshop, open.map(lineOf));
  return new Map(
    open.flatMap((one, at) => {
      const hint = hintOf(meant[at], open, t);
      return hint === undefined ? [] : [[one.id, hint] as const];
    }),
  );
}

function hintOf(meant: Meant | undefined, open: readonly Nomination[], t: Words): string | undefined {
  if (meant?.kind === 'enrolled') return t('nomination.hint.here', { name: meant.displayName });
  if (meant?.kind === 'known') return t('nomination.hint.known', { name: meant.displayName });
  if (meant?.kind !== 'ask') return undefined;
  const twin = meant.sameAsLine === undefined ? undefined : open[meant.sameAsLine];
  const name = meant.about[0]?.displayName ?? twin?.name ?? '';
  return t(meant.about.length > 0 ? 'nomination.hint.ask' : 'nomination.hint.twice', { name });
}

export interface Wrong extends Partial<Entered> {
  readonly form?: 'decision' | 'substitute';
  readonly meant?: Meant;
  readonly full?: boolean;
}

/** One nomination with its history, and what may be decided about it now. */
export async function showNomination(
  db: Db,
  req: Request,
  res: Response,
  nomination: Nomination,
  wrong: Wrong = {},
): Promise<void> {
  const workshop = workshopOf(req);
  const t = wordsOf(res);
  const [asked] =
    wrong.meant || !deedsOf(nomination).includes('approve')
      ? [wrong.meant]
      : await whoAre(db, signedIn(req), workshop, [lineOf(nomination)]);
  const base = `/workshops/${workshop.id}`;
  nominationPage(
    res,
    {
      typed: wrong.typed ?? {},
      errors: wrong.errors ?? {},
      title: nomination.name ?? t('nomination.forgotten'),
      workshop,
      trail: [
        { href: base, words: workshop.title },
        { href: `${base}/nominations`, words: t('nomination.title') },
      ],
      nomination,
      deeds: deedsOf(nomination),
      happened: happenedLines(await listHappened(db, nomination), workshop, t),
      substitutes: await listSubstitutes(db, workshop, nomination),
      maySubstitute: mayBeSubstituted(nomination),
      meant: asked,
      newId: newId(),
      wrong: wrong.form,
      full: wrong.full ?? false,
      keptDays,
    },
    wrong.form ? 422 : 200,
  );
}

/** What happened, as a page says it. An agency reads `the programme` in the place of names. */
export function happenedLines(
  happened: readonly Happened[],
  { timeZone }: Pick<Workshop, 'timeZone'>,
  t: Words,
  names = true,
): HappenedLine[] {
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return happened.map(({ state, at, byName, byAgency, because }) => ({
    what: t(`nomination.state.${state}`),
    when: atVenue(at, timeZone, t.locale, style),
    who: byAgency
      ? t('nomination.byAgency')
      : names
        ? (byName ?? t('nomination.byNobody'))
        : t('nomination.byProgramme'),
    because,
  }));
}
