import { Conflict } from '../errors';
import type { Frame } from '../web/page';
import { type Route, get } from '../web/route';
import type { Words } from '../words';
import { bestWhereItStood } from './best';
import { type DebriefPage, debriefOf } from './debrief-desk';
import { debriefPage } from './pages';
import { ownRun, runOf } from './permission';
import type { PlayDeps } from './play';
import { type Position, positionOf } from './position';
import { referenceOf } from './reference';
import { listTexts } from './queries';
import type { Run, RunText } from './run';

/** The debrief of a run, for the person who played it, and only once it has ended. */
export function debriefRoutes(play: PlayDeps): Route[] {
  return [
    get('/runs/:run/debrief', ownRun, async (req, res) => {
      const { t } = res.locals['frame'] as Frame;
      const run = runOf(req);
      if (!run.endedAt) throw new Conflict('debrief.notYet');
      const position = await positionOf(play, run);
      const { exercise } = position;
      const home = run.workshopId ? `/workshops/${run.workshopId}/case` : '/';
      debriefPage(res, {
        title: `${t('debrief.title')} – ${exercise.title}`,
        exercise: true,
        wide: true,
        trail: [{ href: home, words: t('case.title') }],
        debrief: debriefFrom(run, position, await listTexts(play.db, run), t),
        together: false,
        home,
        again: run.workshopId ? otherChairs(position, run.role, home) : [],
      });
    }),
  ];
}

const references = kept<ReturnType<typeof referenceOf>>(20);
const bests = kept<ReturnType<typeof bestWhereItStood>>(500);

/** An ended run told from one of its seats, whoever played them. What is costly to find is found once. */
export function debriefFrom(
  run: Pick<Run, 'id' | 'seed' | 'role'>,
  { exercise, standing, state }: Position,
  texts: readonly RunText[],
  t: Words,
): DebriefPage {
  const reference = references(exercise.contentHash, () => referenceOf(exercise));
  const best = bests(`${run.id} ${run.role}`, () => bestWhereItStood(exercise, run.seed, standing, run.role));
  return debriefOf({ run, exercise, state, log: standing, texts, reference, best }, t);
}

/** The seats of this case that can be played alone after this one. */
export function otherChairs(
  { exercise }: Position,
  role: string,
  home: string,
): readonly { readonly name: string; readonly href: string }[] {
  return exercise.roles
    .filter(({ id }) => id !== role)
    .map(({ id, name }) => ({ name, href: `${home}/${exercise.id}?seat=${id}` }));
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
