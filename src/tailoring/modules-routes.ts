import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { record } from '../audit';
import type { Clock } from '../clock';
import {
  type Agenda,
  type Assessment,
  type CompiledEdition,
  type ModuleChoice,
  choiceOn,
  getPart,
  modulePlaces,
  programmesChoice,
  textIdOf,
} from '../curriculum';
import type { Db } from '../db/db';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, workshopFacilitator, workshopOf } from '../workshops';
import { daysOf, faultsOf, fallingOf, linesOf } from './choice';
import { modulesForm } from './forms';
import { modulesPage } from './pages';
import { chooseModules, findChoice } from './queries';

export interface TailoringDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

interface Shown {
  readonly choice: ModuleChoice;
  readonly said: readonly string[];
  readonly errors?: Readonly<Record<string, string>>;
  readonly typed?: Readonly<Record<string, string>>;
}

/** Which modules a workshop takes, in which order, and whether its days hold them. */
export function modulesRoutes({ db, clock, origin }: TailoringDeps): Route[] {
  const partsOf = async ({ publicationId, overlay }: Workshop) => {
    const text = textIdOf(publicationId, overlay);
    const [handbook, agenda, assessment] = await Promise.all([
      getPart<CompiledEdition>(db, text, 'handbook'),
      getPart<Agenda>(db, text, 'agenda'),
      getPart<Assessment>(db, text, 'assessment'),
    ]);
    return { handbook, agenda, assessment };
  };
  const show = async (req: Request, res: Response, { choice, said, errors = {}, typed = {} }: Shown) => {
    const workshop = workshopOf(req);
    const { t } = res.locals['frame'] as Frame;
    const { handbook, agenda, assessment } = await partsOf(workshop);
    modulesPage(
      res,
      {
        title: t('tailoring.modules'),
        workshop,
        language: handbook.language,
        modules: linesOf(handbook, choice),
        places: modulePlaces,
        interpretation: choice.interpretation,
        days: daysOf(agenda, handbook, choice),
        falling: fallingOf(handbook, choice, said, assessment),
        saved: req.query['saved'] === 'yes',
        own: (await findChoice(db, workshop))?.choice != null,
        errors,
        typed,
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  };

  return [
    get('/workshops/:workshop/modules', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const { handbook, agenda } = await partsOf(workshop);
      const made = await findChoice(db, workshop);
      const choice = choiceOn(handbook, agenda, made?.choice ?? undefined);
      await show(req, res, { choice, said: made?.falling ?? [] });
    }),

    post('/workshops/:workshop/modules', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const { handbook, agenda } = await partsOf(workshop);
      const programmes = programmesChoice(handbook, agenda);
      const form = modulesForm(req.body);
      if (!form.ok) {
        const typed = modulesForm({ ...(req.body as object), interpretation: programmes.interpretation });
        const choice = typed.ok ? choiceOn(handbook, agenda, typed.value.choice) : programmes;
        return show(req, res, {
          choice,
          said: typed.ok ? typed.value.falling : [],
          errors: form.errors,
          typed: form.typed,
        });
      }
      const { asProgramme, falling: said } = form.value;
      const choice = asProgramme ? programmes : choiceOn(handbook, agenda, form.value.choice);
      const errors = asProgramme ? {} : faultsOf(handbook, agenda, choice, said);
      if (Object.keys(errors).length > 0) return show(req, res, { choice, said, errors });
      const own = JSON.stringify(choice) !== JSON.stringify(programmes);
      const falling = fallingOf(handbook, choice, said).flatMap(({ objectives }) => objectives.map(({ id }) => id));
      const person = signedIn(req);
      await db.transaction(async (trx) => {
        await chooseModules(trx, clock(), person, workshop, { choice: own ? choice : null, falling });
        const deed = { workshopId: workshop.id, actorId: person.id, action: 'modules chosen', subject: workshop.id };
        await record(trx, origin, clock(), { ...deed, after: { choice: JSON.stringify(choice), falling } });
      });
      res.redirect(303, `/workshops/${workshop.id}/modules?saved=yes`);
    }),
  ];
}
