import type { Content } from '../prose';
import {
  type Case,
  type Debrief,
  type Lived,
  type LogEntry,
  type Timed,
  consequence,
  drawn,
  linesOf,
  momentOf,
  storyDay,
  storyHour,
  storyTime,
  timelineOf,
} from '../scenario';
import type { Words } from '../words';

/** What the persons at the centre lived, beside what the offices did at the same time. */
export interface Meanwhile {
  readonly persons: readonly { readonly id: string; readonly name: string; readonly textHtml: string }[];
  readonly days: readonly {
    readonly day: string;
    readonly rows: readonly {
      readonly time: string;
      readonly offices: readonly Timed[];
      readonly lived: readonly Told[];
    }[];
  }[];
  readonly entries: readonly Told[];
}

/** One entry of a person's line as it is read. */
export interface Told {
  readonly id: string;
  readonly of: string;
  readonly person: string;
  /** "waits", "is told", "decides" … */
  readonly kind: string;
  readonly title: string;
  readonly tick: number;
  readonly time: string;
  readonly when: string;
  readonly text: readonly Content[];
  readonly textHtml: string;
}

type Log = readonly Pick<LogEntry, 'seq' | 'input'>[];

/** Undefined where the case tells nobody's line. */
export function meanwhileOf(exercise: Case, seed: string, log: Log, told: Debrief, t: Words): Meanwhile | undefined {
  const persons = exercise.persons ?? [];
  if (persons.length === 0) return undefined;
  const entries = linesOf(exercise, seed, log).map((lived) => toldOf(exercise, lived, t));
  const nameOf = (id: string | null) => told.roles.find((role) => role.id === id)?.name ?? t('debrief.everybody');
  const offices = timelineOf(told, nameOf, t).flatMap(({ moments }) => moments.map(inWords));
  const ticks = [...new Set([...entries, ...offices].map(({ tick }) => tick))].sort((a, b) => a - b);
  const days = [...new Set(ticks.map((tick) => storyDay(momentOf(exercise, tick).at, t.locale)))];
  return {
    persons: persons.map(({ id, name, text }) => ({ id, name, textHtml: drawn(text) })),
    days: days.map((day) => ({
      day,
      rows: ticks
        .filter((tick) => storyDay(momentOf(exercise, tick).at, t.locale) === day)
        .map((tick) => ({
          time: storyHour(momentOf(exercise, tick).at, t.locale),
          offices: offices.filter((moment) => moment.tick === tick),
          lived: entries.filter((entry) => entry.tick === tick),
        })),
    })),
    entries,
  };
}

/** A breach that the case declares has an id and a reason: here the reason is what happened. */
function inWords(moment: Timed): Timed {
  if (moment.kind !== 'breach' || moment.note === '' || /\s/.test(moment.what)) return moment;
  return { ...moment, what: consequence({ reason: moment.note, dimension: 'accountability', points: 0 }).reason };
}

function toldOf(exercise: Case, { person, entry, at }: Lived, t: Words): Told {
  const moment = momentOf(exercise, at).at;
  const name = exercise.persons?.find(({ id }) => id === person)?.name ?? '';
  return {
    id: entry.id,
    of: person,
    // "Edran Sole, 34, a village teacher" is said in full once, above.
    person: name.split(',')[0] ?? name,
    kind: t(`debrief.lives.${entry.kind}`),
    title: entry.title,
    tick: at,
    time: storyHour(moment, t.locale),
    when: storyTime(moment, t.locale),
    text: entry.text,
    textHtml: drawn(entry.text),
  };
}

/** One sheet of the wall: an entry, and what the offices did since the one before it, at most so many. */
export interface MeanwhileSheet {
  readonly entry: Told;
  readonly offices: readonly Timed[];
  /** How many more moments of the offices there were. */
  readonly more: number;
}

export function sheetsOf({ entries, days }: Meanwhile, most: number): readonly MeanwhileSheet[] {
  const offices = days.flatMap(({ rows }) => rows.flatMap((row) => row.offices));
  return entries.map((entry, at) => {
    const since = entries[at - 1]?.tick ?? -1;
    const between = offices.filter(({ tick }) => tick > since && tick <= entry.tick);
    return { entry, offices: between.slice(-most), more: Math.max(0, between.length - most) };
  });
}

/** The same as lines of the run: ids and the story's time, which anybody can compute again from the inputs. */
export function meanwhileLines(exercise: Case, seed: string, log: Log): readonly object[] {
  return linesOf(exercise, seed, log).map(({ person, entry, at }) => ({
    line: 'lived',
    person,
    entry: entry.id,
    kind: entry.kind,
    tick: at,
    at: momentOf(exercise, at).at,
  }));
}
