import type { Request, Response } from 'express';
import { NotFound } from '../errors';
import { newId } from '../ids';
import { findRecorder } from '../live';
import { type RunRater, listSheets, standing } from '../rubric';
import { positionOf } from '../scenario';
import { nameOf, readerOf, wordsOf } from './hub-answer';
import { type MarkingDeps, listSet, rubricIn } from './opening';
import { textPage } from './pages';
import { type Party, partyOf } from './permission';
import { markingStateOf } from './queries';
import { choicesFor, resultsOf, typedFrom } from './shown';
import type { MarkedText } from './text';

export interface TextShown {
  /** What was sent and not taken; undefined for a page that is only asked for. */
  readonly typed?: Readonly<Record<string, string>>;
  readonly errors?: Readonly<Record<string, string>>;
  /** A key: why what was sent was not taken. */
  readonly notice?: string;
}

/** The text of this request, with the rubric that it is marked by. */
export async function readText(deps: MarkingDeps, req: Request, res: Response) {
  const { entry, subject } = partyOf(req);
  const rooms = await listSet(deps, entry);
  const text = await readerOf(deps, rooms, wordsOf(res))(subject);
  if (!text) throw new NotFound();
  return { text, rubric: await rubricIn(deps, subject.publicationId) };
}

/**
 * As whom this person may mark now: facilitators whenever there is something to mark, for themselves or, from paper, for
 * the table; of the table that marks, its recorder, while marking is open.
 */
export async function raterOf(
  deps: MarkingDeps,
  { entry, subject, part }: Party,
  asked: unknown,
): Promise<RunRater | undefined> {
  if (part === 'facilitator') return asked === 'table' && subject.markerTable !== null ? 'table' : 'facilitator';
  if (part !== 'marker' || (await markingStateOf(deps.db, entry.run)) !== 'open') return undefined;
  const recorder = entry.table && (await findRecorder(deps.db, entry.table.id));
  return recorder !== undefined && recorder === entry.player?.id ? 'table' : undefined;
}

/** Answers with one text as this person may see it: to be marked, or marked. */
export async function showText(deps: MarkingDeps, req: Request, res: Response, shown: TextShown = {}): Promise<void> {
  const t = wordsOf(res);
  const party = partyOf(req);
  const { entry, subject, part } = party;
  const { run, facilitates } = entry;
  const state = await markingStateOf(deps.db, run);
  if (part === 'owner' && state !== 'closed') throw new NotFound();
  const { text, rubric } = await readText(deps, req, res);
  const { exercise } = await positionOf(deps, run);
  const sheets = await listSheets(deps.db, [subject]);
  const asked = shown.typed?.['rater'] ?? req.query['for'];
  const rater = await raterOf(deps, party, asked);
  const own = standing(sheets).find((sheet) => sheet.rater === rater);
  // Nobody sees another's marks before their own stand: two raters who look at each other are one.
  const seen =
    part === 'owner' || (facilitates && (state === 'closed' || sheets.some((sheet) => sheet.rater === 'facilitator')))
      ? sheets
      : facilitates
        ? []
        : sheets.filter((sheet) => sheet.rater === 'table');
  const home = `/live/${run.id}/marking`;
  const here = `${home}/${subject.id}`;
  const onBehalf = rater === 'table' && facilitates;
  textPage(
    res,
    {
      title: nameOf(text, t),
      exercise: true,
      trail: [{ href: home, words: t('marking.title') }],
      caseTitle: exercise.title,
      text,
      form: rater
        ? {
            action: `${here}/marks`,
            input: newId(),
            rater,
            criteria: rubric.criteria,
            choices: rubric.criteria.map(({ id }) => ({ criterion: id, groups: choicesFor(text, rubric, id, t) })),
            again: own !== undefined,
            onBehalf,
          }
        : null,
      takeOver:
        part === 'marker' && !rater && state === 'open' ? { action: `${here}/recorders`, input: newId() } : null,
      results: resultsOf(text, rubric, seen, part === 'marker', t),
      onBehalf:
        facilitates && subject.markerTable !== null
          ? {
              href: onBehalf ? here : `${here}?for=table`,
              words: t(onBehalf ? 'marking.forMyself' : 'marking.forTable'),
            }
          : null,
      removal: facilitates && stands(text) ? `/live/${subject.runId}/console` : null,
      home,
      notice: shown.notice ?? null,
      errors: shown.errors ?? {},
      typed: shown.typed ?? typedFrom(own && seen.includes(own) ? own : undefined),
    },
    shown.errors && Object.keys(shown.errors).length > 0 ? 422 : shown.notice === undefined ? 200 : 409,
  );
}

function stands({ texts }: MarkedText): boolean {
  return texts.some(({ body }) => body !== null);
}
