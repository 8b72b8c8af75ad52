import type { Request, Response } from 'express';
import { Conflict, NotFound } from '../errors';
import { entryOf, liveFacilitator, liveWatcher } from '../live';
import { markLinesOf } from '../rubric';
import { type Case, debrief, getCase, ownRun, positionOf, reckonedOf, runOf } from '../scenario';
import { type Route, get } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import { drawPaths, listPaths } from './map';
import { pathsPage, questionPage } from './pages';
import { type Course, countable, foldCourses, stretchesOf } from './paths';
import { type EndedRun, listEndedRuns } from './queries';
import { questionsOf } from './questions';
import { runLines } from './run-lines';
import { pointsOf, wordsOf } from './seat';
import type { DebriefDeps } from './told';

/** What a whole room looks at after the end: questions on the wall, the paths of all its tables; and logs as lines. */
export function roomRoutes(deps: DebriefDeps): Route[] {
  return [
    get('/live/:live/wall/questions', liveWatcher, (req, res) => showQuestion(deps, req, res)),

    get('/workshops/:workshop/case/:case/paths', workshopFacilitator, (req, res) => showPaths(deps, req, res)),

    get('/runs/:run/log.jsonl', ownRun, async (req, res) => {
      const run = runOf(req);
      // What the computer decided for other seats is in it.
      if (!run.endedAt) throw new Conflict('debrief.notYet');
      sendLines(res, run.id, await runLines(deps, run, await positionOf(deps, run)));
    }),

    get('/live/:live/log.jsonl', liveFacilitator, async (req, res) => {
      const { run } = entryOf(req);
      const lines = await runLines(deps, run, await positionOf(deps, run));
      // Marks stand below, on lines of their own: they are no part of what happened.
      sendLines(res, run.id, lines + (await markLinesOf(deps.db, run)));
    }),
  ];
}

function sendLines(res: Response, id: string, lines: string): void {
  res
    .type('application/x-ndjson; charset=utf-8')
    .set('Content-Disposition', `attachment; filename="run-${id.slice(-8)}.jsonl"`)
    .send(lines);
}

async function showQuestion(deps: DebriefDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const { run } = entryOf(req);
  if (!run.endedAt) throw new Conflict('debrief.notYet');
  const position = await positionOf(deps, run);
  const found = await reckonedOf(deps, run, position);
  const { exercise } = position;
  const story = debrief(exercise, run.seed, position.standing);
  const { points } = pointsOf({ position, story, role: '' }, found, t);
  const questions = questionsOf(exercise, story, points, found?.earliest, t);
  const sheets = questions.flatMap((shown) =>
    shown.answer === ''
      ? [{ shown, answered: false }]
      : [
          { shown, answered: false },
          { shown, answered: true },
        ],
  );
  const asked = Math.floor(Number(req.query['page'] ?? 1));
  const at = Math.min(sheets.length, Math.max(1, Number.isNaN(asked) ? 1 : asked));
  const sheet = sheets[at - 1];
  if (!sheet) throw new NotFound();
  const to = (page: number) => `/live/${run.id}/wall/questions?page=${page}`;
  questionPage(res, {
    title: t('debrief.ask.title'),
    exercise: true,
    ...sheet,
    at,
    of: sheets.length,
    before: at > 1 ? to(at - 1) : null,
    after: at < sheets.length ? to(at + 1) : null,
  });
}

async function showPaths(deps: DebriefDeps, req: Request, res: Response): Promise<void> {
  const t = wordsOf(res);
  const workshop = workshopOf(req);
  const published = await getCase(deps.db, workshop, String(req.params['case']));
  const ended = await listEndedRuns(deps.db, workshop, published.id);
  // Those of one version of the case can be laid over each other: the version that was played last.
  const same = ended.filter(({ caseHash }) => caseHash === ended[0]?.caseHash);
  const exercise = same[0] ? (await positionOf(deps, same[0])).exercise : published;
  const role = exercise.roles.find(({ id }) => id === req.query['seat']) ?? exercise.roles[0];
  const counted = countable(same, role?.id ?? '');
  const courses = await Promise.all(counted.map((run) => courseOf(deps, exercise, run, role?.id ?? '')));
  const forks = foldCourses(exercise, courses);
  const here = `/workshops/${workshop.id}/case/${exercise.id}/paths`;
  pathsPage(res, {
    title: t('debrief.paths'),
    exercise: true,
    wide: true,
    trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
    caseTitle: exercise.title,
    seat: role?.name ?? '',
    seats: exercise.roles.map(({ id, name }) => ({ name, href: `${here}?seat=${id}`, chosen: id === role?.id })),
    courses: courses.length,
    alone: counted.filter((run) => run.role !== null).length,
    listHtml: listPaths(stretchesOf(forks), courses.length, t),
    mapHtml: drawPaths(forks, courses.length),
  });
}

async function courseOf(deps: DebriefDeps, exercise: Case, run: EndedRun, role: string): Promise<Course> {
  const { standing, state } = await positionOf(deps, run);
  const { decisions } = debrief(exercise, run.seed, standing);
  return {
    steps: decisions
      .filter((each) => each.role === role)
      .map(({ scene, choice }) => ({ scene: scene.id, choice: choice.id })),
    ending: state.ending ?? '',
  };
}
