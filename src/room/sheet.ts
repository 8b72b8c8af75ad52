import type { OwnDay, OwnItem, Weight } from '../workshops';
import { type Course, type Part, type Stretch, endOf, lay } from './course';
import { type Advice, type Recovery, advise } from './recoveries';

export const marks = ['started', 'paused', 'finished', 'left out', 'minutes'] as const;

/** Something that happened to a part, as a row says it; `at` is in minutes since midnight of the day, at the venue. */
export interface Mark {
  readonly id: string;
  readonly item: string;
  readonly mark: (typeof marks)[number];
  readonly minutes: number | null;
  readonly at: number;
  readonly by: string | null;
}

/** One row of the run sheet. Times are minutes since midnight at the venue. */
export interface Line {
  readonly item: OwnItem;
  readonly weight: Weight['weight'];
  readonly minimum: number;
  readonly state: 'done' | 'now' | 'paused' | 'ahead' | 'passed' | 'left out';
  readonly planned: { readonly from: number; readonly to: number };
  /** What it is to take now; other than planned after a recovery. */
  readonly takes: number;
  /** Minutes that it had before it was last begun. */
  readonly before: number;
  readonly started?: { readonly at: number; readonly by: string | null };
  readonly finished?: { readonly at: number; readonly by: string | null };
  /** Where it stands if all goes on as it is. */
  readonly expected: readonly Stretch[];
}

/** A day while it runs. `late` is negative where the room is early; without `live` the day is not today. */
export interface Sheet {
  readonly live: boolean;
  readonly now: number;
  readonly lines: readonly Line[];
  readonly running?: Line;
  readonly next?: Line;
  readonly late: number;
  /** When the part under way is to end; may be past. */
  readonly until?: number;
  readonly ends: number;
  readonly limit: number;
  readonly advice?: Advice;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The run sheet of a day at a moment: `now` in minutes since its midnight, undefined where it is not today. */
export function sheetOf(
  day: OwnDay,
  weigh: (item: OwnItem) => Weight,
  given: readonly Mark[],
  now: number | undefined,
): Sheet {
  const states = day.items.map((item) => standing(item, weigh(item), given));
  const runningAt = states.findIndex(({ state }) => state === 'now');
  const reached = states.reduce((last, { begun }, index) => (begun ? index : last), -1);
  const lines = states.map((each, index) => ({
    ...each,
    state: each.state === 'ahead' && index < reached ? ('passed' as const) : each.state,
  }));
  const limit = minutesOf(day.ends);
  const running = lines[runningAt];
  const rest = [
    ...(running ? [running] : []),
    ...lines.filter(({ state }) => state === 'paused'),
    ...lines.filter(({ state }) => state === 'ahead'),
  ];
  const first = lines[0];
  const begun = reached >= 0;
  const moment = Math.max(now ?? 0, begun ? 0 : (first?.planned.from ?? 0));
  const had = running ? hadBy(running, moment) : 0;
  const course: Course = {
    now: moment,
    parts: rest.map((line) => partOf(line, weigh(line.item))),
    ends: limit,
    ...(running ? { running: { id: running.item.id, had } } : {}),
  };
  const stretches = now === undefined ? [] : lay(course, (part) => Math.max(part.takes, 0));
  const shown = lines.map((line): Line => strip(line, stretches));
  const shownRunning = shown[runningAt];
  const next = shown.find((line) => line.state === 'paused') ?? shown.find((line) => line.state === 'ahead');
  const ends = now === undefined ? lastEnd(shown) : endOf(course, stretches);
  const until = running && moment + Math.max(0, running.takes - had);
  const late = now === undefined ? 0 : lateness(shown, shownRunning, next, until, moment);
  return {
    ...{ live: now !== undefined, now: moment, lines: shown, late, ends, limit },
    ...(shownRunning ? { running: shownRunning } : {}),
    ...(next ? { next } : {}),
    ...(running ? { until: running.lastStart + running.takes - running.before } : {}),
    ...(now !== undefined && rest.length > 0 ? { advice: advise(course) } : {}),
  };
}

interface Standing extends Omit<Line, 'expected'> {
  readonly begun: boolean;
  readonly lastStart: number;
}

function standing(item: OwnItem, { weight, minimum }: Weight, given: readonly Mark[]): Standing {
  const own = given.filter((mark) => mark.item === item.id);
  let [before, lastStart, takes] = [0, 0, item.takes];
  let state: Standing['state'] = 'ahead';
  let started: Standing['started'];
  let finished: Standing['finished'];
  for (const { mark, at, by, minutes } of own) {
    if (mark === 'minutes') takes = minutes ?? takes;
    else if (mark === 'left out') state = 'left out';
    else if (mark === 'started') {
      started ??= { at, by };
      finished = undefined;
      lastStart = at;
      state = 'now';
    } else {
      if (state === 'now') before += Math.max(0, at - lastStart);
      if (mark === 'finished') finished = { at, by };
      state = mark === 'finished' ? 'done' : 'paused';
    }
  }
  return {
    ...{
      item,
      weight,
      minimum: Math.min(minimum, takes),
      state,
      takes,
      before,
      lastStart,
      begun: started !== undefined,
    },
    planned: { from: minutesOf(item.starts), to: minutesOf(item.starts) + item.takes },
    ...(started ? { started } : {}),
    ...(finished ? { finished } : {}),
  };
}

function hadBy({ before, lastStart }: Standing, moment: number): number {
  return before + Math.max(0, moment - lastStart);
}

/** What is still to come of a line: a part that was paused has had some of its time. */
function partOf(line: Standing, { divisible, objectives }: Weight): Part {
  const paused = line.state === 'paused' ? line.before : 0;
  const keeps = line.item.holds === 'time' && line.state === 'ahead';
  return {
    ...{ id: line.item.id, title: line.item.title, weight: line.weight, divisible, objectives },
    takes: Math.max(0, line.takes - paused),
    minimum: Math.max(0, line.minimum - paused),
    ...(keeps ? { at: line.planned.from } : {}),
  };
}

function strip(standing: Standing, stretches: readonly Stretch[]): Line {
  const { item, weight, minimum, state, planned, takes, before, started, finished } = standing;
  return {
    ...{ item, weight, minimum, state, planned, takes, before },
    ...(started ? { started } : {}),
    ...(finished ? { finished } : {}),
    expected: stretches.filter(({ id }) => id === item.id),
  };
}

function lateness(
  lines: readonly Line[],
  running: Line | undefined,
  next: Line | undefined,
  until: number | undefined,
  now: number,
): number {
  if (running && until !== undefined) return until - running.planned.to;
  if (next?.state === 'ahead')
    return Math.max(now - next.planned.from, lines.some(({ started }) => started) ? -999 : 0);
  const last = [...lines].reverse().find(({ finished }) => finished);
  return last?.finished ? last.finished.at - last.planned.to : 0;
}

function lastEnd(lines: readonly Line[]): number {
  return lines.reduce((end, { planned }) => Math.max(end, planned.to), 0);
}

type NewMark = Pick<Mark, 'item' | 'mark'> & { readonly minutes?: number };

/**
 * The marks that one press makes. Beginning a part ends the one under way; `next` begins when the pressed one is paused
 * or finished. An item that is not of this day, and a core part to be left out, make none.
 */
export function marksFor(sheet: Sheet, item: string, mark: Mark['mark'], next?: string): NewMark[] {
  const line = sheet.lines.find((one) => one.item.id === item);
  if (!line || (mark === 'left out' && line.weight === 'core')) return [];
  const running = sheet.running?.item.id;
  const ended: NewMark[] =
    running !== undefined && running !== item && mark === 'started' ? [{ item: running, mark: 'finished' }] : [];
  const begins = sheet.lines.some((one) => one.item.id === next && one.item.id !== item);
  return [
    ...ended,
    { item, mark },
    ...(begins && next !== undefined ? [{ item: next, mark: 'started' } as const] : []),
  ];
}

/** The marks that make a recovery true. What was paused has had some minutes already, which its part of the plan left out. */
export function marksOf(sheet: Sheet, { leftOut, shorter }: Pick<Recovery, 'leftOut' | 'shorter'>): NewMark[] {
  const lengths = shorter.map(({ id, minutes }): NewMark => {
    const line = sheet.lines.find(({ item }) => item.id === id);
    const before = line?.state === 'paused' ? line.before : 0;
    return { item: id, mark: 'minutes', minutes: Math.max(1, minutes + before) };
  });
  return [...leftOut.map((item): NewMark => ({ item, mark: 'left out' })), ...lengths];
}

/** A part that the room may be late for, but this one not, comes next: what is under way goes on after it. */
export function interrupts(sheet: Sheet): boolean {
  const { running, next } = sheet;
  return running !== undefined && next?.state === 'ahead' && next.item.holds === 'time' && running.item.kind !== 'test';
}
