import type { Request, Response } from 'express';
import { type Person, findEmailOf, findPerson, mayRunProgramme, signedIn } from '../accounts';
import { record } from '../audit';
import { Conflict, NotFound } from '../errors';
import { isId } from '../ids';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import { mergeForm } from './forms';
import type { ImportDeps } from './import-routes';
import { type Side, unsettled } from './merge';
import { lockBoth, merge, planMerge, rename } from './merge-queries';
import { listNamesakes, listOthers } from './namesakes';
import { mergePage } from './pages';
import { listPlaces } from './queries';

/** Two records of one person made one: what would move is shown first, and what clashes is asked. */
export function mergeRoutes({ db, clock, origin, belongings, forget }: ImportDeps): Route[] {
  /** Both people, when the one who asks may merge them. */
  async function bothOf(req: Request, otherId: unknown): Promise<{ kept: Person; other: Person }> {
    const workshop = workshopOf(req);
    const by = signedIn(req);
    const keptId = req.params['person'];
    const kept = isId(keptId) ? await findPerson(db, keptId) : undefined;
    if (!kept || kept.id !== keptId || (await listPlaces(db, workshop, kept.id)).length === 0) throw new NotFound();
    const candidates = new Set([
      ...(await listOthers(db, workshop, kept.id)).map((one) => one.personId),
      ...(await listNamesakes(db, by, workshop, { personId: kept.id, displayName: kept.displayName })).map(
        (one) => one.personId,
      ),
    ]);
    const other = isId(otherId) && candidates.has(otherId) ? await findPerson(db, otherId) : undefined;
    if (!other || other.id !== otherId) throw new NotFound();
    // Whoever takes over a record can do what its owner could: accounts and roles are for the programme's staff.
    const accounts = await Promise.all([kept, other].map((one) => findEmailOf(db, one)));
    const entrusted = [kept, other].some((one) => one.programmeRoles.length > 0) || accounts.every(Boolean);
    if (entrusted && !mayRunProgramme(by)) throw new Conflict('roster.merge.staffOnly');
    return { kept, other };
  }

  async function show(
    req: Request,
    res: Response,
    both: { kept: Person; other: Person },
    choices: ReadonlyMap<string, Side>,
    sent: boolean,
  ) {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    const base = `/workshops/${workshop.id}`;
    const plan = await planMerge(db, both.kept.id, both.other.id, belongings);
    const unanswered = sent && unsettled(plan, choices).length > 0;
    mergePage(
      res,
      {
        title: t('roster.merge.title'),
        workshop,
        ...both,
        plan,
        choices,
        unanswered,
        trail: [
          { href: base, words: workshop.title },
          { href: `${base}/roster`, words: t('roster.title') },
          { href: `${base}/roster/people/${both.kept.id}`, words: both.kept.displayName },
        ],
      },
      unanswered ? 422 : 200,
    );
  }

  return [
    get('/workshops/:workshop/roster/people/:person/merge', workshopFacilitator, async (req, res) => {
      if ('other' in req.query) await show(req, res, await bothOf(req, req.query['other']), new Map(), false);
      else res.redirect(303, req.path.replace(/\/merge$/, ''));
    }),

    post('/workshops/:workshop/roster/people/:person/merge', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const form = mergeForm(req.body);
      if (!form.ok) throw new Conflict('form.stale');
      const { choices, name } = form.value;
      const both = await bothOf(req, form.value.other);
      const { kept, other } = both;
      const done = await db.transaction(async (trx) => {
        if (!(await lockBoth(trx, kept.id, other.id))) return true;
        const plan = await planMerge(trx, kept.id, other.id, belongings);
        if (unsettled(plan, choices).length > 0) return false;
        const moved = await merge(trx, clock(), kept.id, other.id, belongings, plan, choices);
        if (name === 'other') await rename(trx, kept.id, other.displayName);
        await record(trx, origin, clock(), {
          workshopId: workshop.id,
          actorId: signedIn(req).id,
          action: 'people merged',
          subject: kept.id,
          before: { other: other.id, names: [kept.displayName, other.displayName] },
          after: { moved, chosen: Object.fromEntries(choices), name },
        });
        return true;
      });
      forget(kept.id, other.id);
      if (done) res.redirect(303, `/workshops/${workshop.id}/roster/people/${kept.id}`);
      else await show(req, res, both, choices, true);
    }),
  ];
}
