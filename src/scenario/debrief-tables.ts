import type { Words } from '../words';
import { type Dimension, type Id, dimensions } from './case';
import type { Debrief } from './debrief';
import { type DebriefSource, signed } from './debrief-chairs';
import { type ScoreLine, sumOf } from './score';
import { storyTime } from './story-time';

/** One row of the knowledge matrix: for each seat, in the order of the seats, every step of its knowledge. */
export interface FactRow {
  readonly id: Id;
  readonly text: string;
  readonly grade: string | null;
  readonly handling: string | null;
  readonly cells: readonly { readonly steps: readonly { readonly words: string; readonly source: string }[] }[];
}

export interface RequestRow {
  readonly id: Id;
  readonly from: string;
  readonly to: string;
  readonly channel: string;
  readonly asks: readonly string[];
  readonly status: string;
  readonly sent: string;
  readonly arrived: string | null;
  readonly closed: string | null;
}

/** One principle: what this seat gained and lost, and what the whole exchange did. The principles are never added up. */
export interface DimensionRow {
  readonly dimension: Dimension;
  readonly gained: string;
  readonly lost: string;
  readonly own: string;
  readonly room: string;
  /** The most this seat could have had for this principle, decision by decision, where it stood. */
  readonly best: string;
  /** What this seat, and all seats, come to on the careful course. */
  readonly careful: { readonly own: string; readonly room: string } | null;
}

export function dimensionRows(told: Debrief, { run, reference, best }: DebriefSource): readonly DimensionRow[] {
  const sum = (lines: readonly ScoreLine[]) => lines.reduce((total, { points }) => total + points, 0);
  const careful = reference && {
    own: sumOf(reference.scores.filter((line) => line.role === run.role)),
    room: reference.room,
  };
  return dimensions.map((dimension) => {
    const own = told.scores.filter((line) => line.role === run.role && line.dimension === dimension);
    return {
      dimension,
      gained: signed(sum(own.filter(({ points }) => points > 0))),
      lost: signed(sum(own.filter(({ points }) => points < 0))),
      own: signed(sum(own)),
      best: signed(best[dimension]),
      room: signed(told.room[dimension]),
      careful: careful ? { own: signed(careful.own[dimension]), room: signed(careful.room[dimension]) } : null,
    };
  });
}

export function factRows(told: Debrief, nameOf: (id: Id) => string, t: Words): readonly FactRow[] {
  return told.knowledge.map(({ id, text, grade, handling, known }) => ({
    id,
    text,
    grade,
    handling,
    cells: told.roles.map((role) => ({
      steps: known
        .filter((step) => step.role === role.id)
        .map(({ level, at, from }) => ({
          words: t('debrief.knew', { level, time: storyTime(at.at, t.locale) }),
          source: sourceWords(told, from, nameOf, t),
        })),
    })),
  }));
}

/** From whom a seat had a fact, in words. */
export function sourceWords(told: Pick<Debrief, 'roles'>, from: Id, nameOf: (id: Id) => string, t: Words): string {
  if (from === 'start' || from === 'self') return t(`run.source.${from}`);
  return told.roles.some(({ id }) => id === from)
    ? t('run.source.from', { name: nameOf(from) })
    : t('run.source.outside');
}

export function requestRows(told: Debrief, nameOf: (id: Id) => string, t: Words): readonly RequestRow[] {
  const time = (at: { readonly at: string } | null) => (at ? storyTime(at.at, t.locale) : null);
  return told.messages.map((message) => ({
    id: message.id,
    from: nameOf(message.from),
    to: nameOf(message.to),
    channel: message.channel ?? '',
    asks: message.asks,
    status: message.status,
    sent: time(message.sentAt) ?? '',
    arrived: time(message.deliveredAt),
    closed: time(message.closedAt),
  }));
}
