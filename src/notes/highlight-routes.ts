import { signedIn } from '../accounts';
import type { Clock } from '../clock';
import type { Db } from '../db/db';
import { Conflict, NotFound } from '../errors';
import { isId } from '../ids';
import type { Frame } from '../web/page';
import { type Route, post } from '../web/route';
import { mayFacilitate, workshopMember, workshopOf } from '../workshops';
import { highlightForm } from './forms';
import { standingIn } from './highlights';
import { mostHighlights } from './highlight';
import { addHighlight, removeHighlight } from './highlight-queries';
import { findPassage, pathOfPassage } from './passages';

/** Words that a reader marks in a block of a book that they may open. Without script a whole block is marked, by a note. */
export function highlightRoutes({ db, clock }: { readonly db: Db; readonly clock: Clock }): Route[] {
  return [
    post('/workshops/:workshop/highlights', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const form = highlightForm(req.body);
      if (!form.ok) throw new Conflict('highlight.tooLong');
      const words = form.value;
      const met = await findPassage(db, workshop, words.block);
      if (!met || (words.edition === 'guide' && !mayFacilitate(workshop))) throw new NotFound();
      const { t } = res.locals['frame'] as Frame;
      const edition = met.edition === 'guide' ? 'guide' : words.edition;
      if (!(await standingIn(db, workshop, edition, t)(words))) throw new Conflict('highlight.notThere');
      const kept = await addHighlight(db, clock(), signedIn(req), workshop, { ...words, edition });
      if (!kept) throw new Conflict('highlight.tooMany', { count: mostHighlights });
      res.redirect(303, pathOfPassage(workshop, edition, met.passage));
    }),

    post('/workshops/:workshop/highlights/:highlight/removals', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const id = String(req.params['highlight']);
      if (isId(id)) await removeHighlight(db, signedIn(req), workshop, id);
      res.redirect(303, `/workshops/${workshop.id}/notes`);
    }),
  ];
}
