import { Conflict } from '../errors';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import { bestWhereItStood } from './best';
import { debriefOf } from './debrief-desk';
import { debriefPage } from './pages';
import { ownRun, runOf } from './permission';
import type { PlayDeps } from './play';
import { positionOf } from './position';
import { referenceOf } from './reference';
import { listTexts } from './queries';

/** The debrief of a run, for the person who played it, and only once it has ended. */
export function debriefRoutes(play: PlayDeps): Route[] {
  const references = kept<ReturnType<typeof referenceOf>>(20);
  const bests = kept<ReturnType<typeof bestWhereItStood>>(500);
  return [
    get('/runs/:run/debrief', ownRun, async (req, res) => {
      const { t } = res.locals['frame'] as Frame;
      const run = runOf(req);
      if (!run.endedAt) throw new Conflict('debrief.notYet');
      const { exercise, standing, state } = await positionOf(play, run);
      const texts = await listTexts(play.db, run);
      const reference = references(exercise.contentHash, () => referenceOf(exercise));
      const best = bests(run.id, () => bestWhereItStood(exercise, run.seed, standing, run.role));
      const debrief = debriefOf({ run, exercise, state, log: standing, texts, reference, best }, t);
      const home = run.workshopId ? `/workshops/${run.workshopId}/case` : '/';
      debriefPage(res, {
        title: `${t('debrief.title')} – ${exercise.title}`,
        exercise: true,
        wide: true,
        trail: [{ href: home, words: t('case.title') }],
        debrief,
        home,
        again: run.workshopId
          ? exercise.roles
              .filter(({ id }) => id !== run.role)
              .map(({ id, name }) => ({ name, href: `${home}/${exercise.id}?seat=${id}` }))
          : [],
      });
    }),
  ];
}

/** Keeps what is costly to find and never changes, by its key; the one found first makes room. */
function kept<Thing>(most: number): (key: string, find: () => Thing) => Thing {
  const things = new Map<string, { readonly thing: Thing }>();
  return (key, find) => {
    const known = things.get(key) ?? { thing: find() };
    things.set(key, known);
    const [oldest] = things.keys();
    if (things.size > most && oldest !== undefined) things.delete(oldest);
    return known.thing;
  };
}
