import type { Request, Response } from 'express';
import { dayAtVenue } from '../clock';
import { NotFound } from '../errors';
import { type PrintDocument, printOnce } from '../print';
import { getCase } from '../scenario';
import { type Route, get } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import { type PackOrder, blankForms, rolePack } from './packs';
import { packsPage } from './pages';
import type { LivePlay } from './play';
import { wordsOf } from './shown';

/** Papers for a room without phones: a pack for each role, and forms to write on. For those who facilitate. */
export function packRoutes({ db, clock }: LivePlay): Route[] {
  const caseOf = (req: Request) => getCase(db, workshopOf(req), String(req.params['case']));
  const orderOf = (req: Request, res: Response): PackOrder => {
    const { timeZone, publicationId } = workshopOf(req);
    const paper = req.query['paper'] === 'Letter' ? 'Letter' : 'A4';
    return { t: wordsOf(res), paper, day: dayAtVenue(clock(), timeZone), publication: publicationId };
  };
  const send = async (res: Response, document: PrintDocument, name: string) => {
    const { pdf } = await printOnce(document);
    res.type('pdf').set('Content-Disposition', `inline; filename="${name}.pdf"`).send(pdf);
  };

  return [
    get('/workshops/:workshop/packs/:case', workshopFacilitator, async (req, res) => {
      const t = wordsOf(res);
      const workshop = workshopOf(req);
      const exercise = await caseOf(req);
      const at = `/workshops/${workshop.id}/packs/${exercise.id}`;
      const letter = req.query['paper'] === 'Letter';
      const query = letter ? '?paper=Letter' : '';
      packsPage(res, {
        title: t('live.pack.title'),
        exercise: true,
        trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
        packs: exercise.roles.map(({ id, name }) => ({ name, href: `${at}/roles/${id}.pdf${query}` })),
        caseTitle: exercise.title,
        forms: `${at}/forms.pdf${query}`,
        letter: letter ? at : `${at}?paper=Letter`,
        letterChosen: letter,
      });
    }),

    get('/workshops/:workshop/packs/:case/roles/:role.pdf', workshopFacilitator, async (req, res) => {
      const exercise = await caseOf(req);
      const role = exercise.roles.find(({ id }) => id === req.params['role']);
      if (!role) throw new NotFound();
      await send(res, rolePack(exercise, role.id, orderOf(req, res)), role.id);
    }),

    get('/workshops/:workshop/packs/:case/forms.pdf', workshopFacilitator, async (req, res) => {
      const exercise = await caseOf(req);
      await send(res, blankForms(exercise, orderOf(req, res)), 'forms');
    }),
  ];
}
