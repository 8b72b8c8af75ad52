import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import type { Clock } from '../clock';
import { type Agenda, type CompiledEdition, getPart } from '../curriculum';
import type { Db } from '../db/db';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { ownAgenda } from './agenda';
import { agendaForm, shortest } from './agenda-forms';
import { agendaChanges, changeAgenda, getAgenda } from './agenda-queries';
import { dayInWords } from './days';
import { agendaPage, agendaPlanPage } from './pages';
import { workshopFacilitator, workshopMember, workshopOf } from './permissions';
import { textOf } from './text';
import { mayFacilitate } from './workshop';
import { weigher } from './weights';

export interface AgendaDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
}

/** The agenda of a workshop: for everybody in it to read, for those who run it to plan. */
export function agendaRoutes({ db, clock, origin }: AgendaDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;

  const planOf = async (req: Request) => {
    const workshop = workshopOf(req);
    const text = textOf(workshop);
    const agenda = await getPart<Agenda>(db, text, 'agenda');
    const { version, changes } = await agendaChanges(db, workshop);
    const weigh = weigher(await getPart<CompiledEdition>(db, text, 'guide'));
    return { workshop, agenda, version, changes, weigh, days: ownAgenda(agenda, changes, workshop) };
  };

  const showPlan = async (
    req: Request,
    res: Response,
    errors: Record<string, string>,
    typed: Record<string, string>,
  ) => {
    const { workshop, agenda, version, changes, weigh, days } = await planOf(req);
    const t = words(res);
    const home = { href: `/workshops/${workshop.id}`, words: workshop.title };
    agendaPlanPage(
      res,
      {
        title: t('agenda.planTitle'),
        workshop,
        version,
        factor: changes.interpretation ?? 1,
        programmeFactor: agenda.interpretation,
        days: days.map((day) => ({ ...day, dateWords: day.date === undefined ? '' : dayInWords(day.date, t.locale) })),
        weights: Object.fromEntries(
          days
            .flatMap((day) => [...day.items, ...day.leftOut])
            .map((item) => [item.id, { ...weigh(item), shortest: shortest(item, weigh) }]),
        ),
        saved: req.query['saved'] === 'yes',
        errors,
        typed,
        trail: [home, { href: `${home.href}/agenda`, words: t('agenda.title') }],
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  };

  return [
    get('/workshops/:workshop/agenda', workshopMember, async (req, res) => {
      const workshop = workshopOf(req);
      const t = words(res);
      const days = await getAgenda(db, workshop);
      agendaPage(res, {
        title: t('agenda.title'),
        workshop,
        facilitates: mayFacilitate(workshop),
        days: days.map((day) => ({
          ...day,
          dateWords: day.date === undefined ? '' : dayInWords(day.date, t.locale, 'long'),
        })),
        trail: [{ href: `/workshops/${workshop.id}`, words: workshop.title }],
      });
    }),

    get('/workshops/:workshop/agenda/plan', workshopFacilitator, (req, res) => showPlan(req, res, {}, {})),

    post('/workshops/:workshop/agenda/plan', workshopFacilitator, async (req, res) => {
      const { workshop, days, changes, weigh } = await planOf(req);
      const form = agendaForm(req.body, days, changes, weigh);
      if (!form.ok) return showPlan(req, res, form.errors, form.typed);
      const { version, changes: next } = form.value;
      await db.transaction((trx) => changeAgenda(trx, origin, clock(), signedIn(req), workshop, version, next));
      res.redirect(303, `/workshops/${workshop.id}/agenda/plan?saved=yes`);
    }),
  ];
}
