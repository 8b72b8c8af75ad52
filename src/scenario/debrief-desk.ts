import type { Words } from '../words';
import type { Id } from './case';
import { debrief } from './debrief';
import { type Chair, type Consequence, type DebriefSource, chairsOf, consequence } from './debrief-chairs';
import {
  type DimensionRow,
  type FactRow,
  type RequestRow,
  dimensionRows,
  factRows,
  requestRows,
} from './debrief-tables';
import { drawn } from './drawn';
import { storyTime } from './story-time';
import { type Day, timelineOf } from './timeline';
import { type Reason, reasonsFor } from './why';

/** A finished run as its page tells it. */
export interface DebriefPage {
  readonly runId: string;
  /** The seat it is told from. */
  readonly role: Id;
  readonly caseTitle: string;
  readonly seat: string;
  readonly ending: {
    readonly title: string;
    readonly quality: string;
    readonly textHtml: string;
    readonly reasons: readonly Reason[];
  };
  readonly otherEndings: readonly {
    readonly title: string;
    readonly quality: string;
    readonly reasons: readonly Reason[];
  }[];
  readonly endedAt: string;
  readonly timeline: readonly Day[];
  readonly seats: readonly { readonly id: Id; readonly name: string }[];
  readonly facts: readonly FactRow[];
  readonly chairs: readonly Chair[];
  readonly breaches: readonly {
    readonly time: string;
    readonly who: string;
    readonly what: string;
    readonly reason: string;
  }[];
  readonly requests: readonly RequestRow[];
  readonly dimensions: readonly DimensionRow[];
  readonly room: readonly Consequence[];
  readonly reviewed: boolean;
  /** The case tells what somebody at its centre lived meanwhile, and has a careful course to lay a run beside. */
  readonly tells: { readonly meanwhile: boolean; readonly reference: boolean };
}

/** Tells a finished run: everything here is folded from its log, and is shown to nobody before the ending. */
export function debriefOf(source: DebriefSource, t: Words): DebriefPage {
  const { run, exercise, state } = source;
  const told = debrief(exercise, run.seed, source.log);
  const nameOf = (id: Id | null) => told.roles.find((role) => role.id === id)?.name ?? t('debrief.everybody');
  const reached = exercise.endings.find(({ id }) => id === told.ending?.id);
  return {
    runId: run.id,
    role: run.role,
    caseTitle: exercise.title,
    seat: nameOf(run.role),
    ending: {
      title: told.ending?.title ?? '',
      quality: told.ending ? t(`debrief.quality.${told.ending.quality}`) : '',
      textHtml: drawn(told.ending?.text ?? []),
      reasons: reached ? reasonsFor(exercise, state, reached, t) : [],
    },
    otherEndings: exercise.endings
      .filter(({ id }) => id !== told.ending?.id)
      .map((ending) => ({
        title: ending.title,
        quality: t(`debrief.quality.${ending.quality}`),
        reasons: reasonsFor(exercise, state, ending, t),
      }))
      .filter(({ reasons }) => reasons.length > 0),
    endedAt: storyTime(told.endedAt.at, t.locale),
    timeline: timelineOf(told, nameOf, t),
    seats: told.roles,
    facts: factRows(told, nameOf, t),
    chairs: chairsOf(source, told, t),
    breaches: told.breaches.map((breach) => ({
      time: storyTime(breach.at.at, t.locale),
      who: nameOf(breach.role),
      what: breach.text,
      reason: breach.reason ?? '',
    })),
    requests: requestRows(told, nameOf, t),
    dimensions: dimensionRows(told, source),
    room: told.scores.filter(({ role }) => role === null).map(consequence),
    reviewed: exercise.reviewedBy !== null,
    tells: { meanwhile: (exercise.persons ?? []).length > 0, reference: source.reference !== undefined },
  };
}
