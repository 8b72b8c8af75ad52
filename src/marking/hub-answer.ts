import type { Request, Response } from 'express';
import { Conflict } from '../errors';
import { entryOf, listTables, roomName, tableName } from '../live';
import {
  type Sheet,
  type Subject,
  agreementsOf,
  fewestPairs,
  listGivenTo,
  listSheets,
  listSubjectsOf,
  standing,
} from '../rubric';
import { debrief, listTexts, positionOf } from '../scenario';
import type { Frame } from '../web/page';
import type { Words } from '../words';
import { type MarkingDeps, listSet, rubricIn } from './opening';
import { type TextLine, hubPage } from './pages';
import { markingStateOf } from './queries';
import { agreementLines } from './shown';
import { type MarkedText, textAt } from './text';

export const wordsOf = (res: Response): Words => (res.locals['frame'] as Frame).t;

/** Reads texts of several rooms; each room is told once. */
export type Reader = (subject: Pick<Subject, 'runId' | 'seq'>) => Promise<MarkedText | undefined>;

/** A reader of what these rooms wrote. */
export function readerOf(deps: MarkingDeps, rooms: Awaited<ReturnType<typeof listSet>>, t: Words): Reader {
  const told = new Map<string, Promise<Parameters<typeof textAt>>>();
  const tell = async (room: (typeof rooms)[number]): Promise<Parameters<typeof textAt>> => {
    const position = await positionOf(deps, room);
    return [position, debrief(position.exercise, room.seed, position.standing), await listTexts(deps.db, room), 0, t];
  };
  return async ({ runId, seq }) => {
    const room = rooms.find(({ id }) => id === runId);
    if (!room || seq === null) return undefined;
    const known = told.get(room.id) ?? tell(room);
    told.set(room.id, known);
    const [position, story, texts] = await known;
    return textAt(position, story, texts, seq, t);
  };
}

/** Answers with the marking of a room, for whoever asks: what to mark, what was marked, and how far the raters agree. */
export async function showHub(deps: MarkingDeps, req: Request, res: Response): Promise<void> {
  const { db } = deps;
  const t = wordsOf(res);
  const { run, workshop, table, facilitates, watches } = entryOf(req);
  const base = `/live/${run.id}/marking`;
  const rooms = await listSet(deps, entryOf(req));
  const state = await markingStateOf(db, run);
  const read = readerOf(deps, rooms, t);
  const { exercise } = await positionOf(deps, run);
  const subjects = await listSubjectsOf(
    db,
    rooms.map(({ id }) => id),
  );
  const given = table && state === 'open' ? await listGivenTo(db, table) : [];
  const own = table && state === 'closed' ? subjects.filter(({ ownerTable }) => ownerTable === table.id) : [];
  const sheets = await listSheets(db, subjects);
  const lines = (some: readonly Subject[], note: (subject: Subject, text: MarkedText) => Promise<Rest> | Rest) =>
    linesOf(base, some, read, note, t);
  const rubric = await rubricIn(deps, subjects[0]?.publicationId ?? workshop.publicationId).catch((error: unknown) => {
    if (error instanceof Conflict) return undefined;
    throw error;
  });
  const sees = facilitates || state === 'closed';
  hubPage(res, {
    title: t('marking.title'),
    exercise: true,
    trail: [{ href: `/workshops/${workshop.id}/live`, words: t('live.title') }],
    caseTitle: `${exercise.title} · ${roomName(run, t)}`,
    base,
    ended: run.endedAt !== null,
    state,
    facilitates,
    seated: table !== undefined || watches,
    given: await lines(given, ({ id }) => doneBy(sheets, id, 'table', t)),
    own: await lines(own, ({ id }) => ({
      note: t('marking.marksCount', { count: standing(sheets).filter(({ subjectId }) => subjectId === id).length }),
      done: true,
    })),
    all: facilitates ? await lines(subjects, (subject) => forFacilitator(subject)) : [],
    rooms: rooms.length,
    sheets: `${base}/sheets.pdf`,
    agreement: sees && rubric && subjects.length > 0 ? agreementLines(agreementsOf(rubric, sheets), t) : undefined,
    fewest: fewestPairs(rubric?.criteria[0]?.levels.length ?? 3),
  });

  async function forFacilitator({ id, runId, markerTable }: Subject): Promise<Rest> {
    const room = rooms.find((each) => each.id === runId);
    const marker = await markerName(markerTable);
    const own = doneBy(sheets, id, 'facilitator', t);
    const said = [
      ...(room && rooms.length > 1 ? [roomName(room, t)] : []),
      own.note,
      marker === null
        ? t('marking.noOtherTable')
        : t(doneBy(sheets, id, 'table', t).done ? 'marking.tableHasMarked' : 'marking.tableMarks', { table: marker }),
    ];
    return { note: said.join(' · '), done: own.done };
  }

  async function markerName(id: string | null): Promise<string | null> {
    for (const room of rooms) {
      const found = (await listTables(db, room)).find((each) => each.id === id);
      if (!found) continue;
      const name = tableName(found.roles, exercise);
      return rooms.length > 1 ? `${roomName(room, t)}, ${name}` : name;
    }
    return null;
  }
}

interface Rest {
  readonly note: string;
  readonly done: boolean;
}

function doneBy(sheets: readonly Sheet[], id: string, rater: Sheet['rater'], t: Words): Rest {
  const done = sheets.some((sheet) => sheet.subjectId === id && sheet.rater === rater);
  return { note: t(done ? `marking.${rater}Marked` : `marking.${rater}NotMarked`), done };
}

async function linesOf(
  base: string,
  subjects: readonly Subject[],
  read: Reader,
  note: (subject: Subject, text: MarkedText) => Promise<Rest> | Rest,
  t: Words,
): Promise<TextLine[]> {
  const lines: TextLine[] = [];
  for (const subject of subjects) {
    const text = await read(subject);
    if (text) lines.push({ href: `${base}/${subject.id}`, words: nameOf(text, t), ...(await note(subject, text)) });
  }
  return lines;
}

/** What a text is called: what it is, between whom, and when it was sent. */
export function nameOf({ kind, from, to, times }: MarkedText, t: Words): string {
  const seat = (each: typeof to) => (each ? t('marking.seat', { agency: each.agency, country: each.country }) : '');
  return t('marking.textName', {
    kind: t(`run.kind.${kind}`),
    from: seat(from),
    to: seat(to),
    time: times.find(({ name }) => name === 'sent')?.time ?? '',
  });
}
