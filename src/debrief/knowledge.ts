import { type Case, type Debrief, type Earliest, momentOf, sourceWords, storyTime } from '../scenario';
import type { Words } from '../words';

/** What every seat knew at one moment of the story, and from when it could have known it. */
export interface KnowledgeMatrix {
  readonly moments: readonly { readonly tick: number; readonly time: string; readonly chosen: boolean }[];
  /** The moment that is shown; before it and after it, if there are such. */
  readonly at: { readonly tick: number; readonly time: string };
  readonly before: number | null;
  readonly after: number | null;
  readonly seats: readonly { readonly id: string; readonly name: string }[];
  readonly rows: readonly KnowledgeRow[];
}

export interface KnowledgeRow {
  readonly fact: string;
  readonly text: string;
  readonly handling: string | null;
  readonly cells: readonly KnowledgeCell[];
}

export interface KnowledgeCell {
  readonly steps: readonly {
    readonly tick: number;
    readonly words: string;
    readonly source: string;
    /** Reached at the moment that is shown. */
    readonly reached: boolean;
  }[];
  readonly knows: boolean;
  /** Earlier than it knew, or although it never knew: from when it could have. */
  readonly could: string | null;
}

/** The matrix at the moment `asked` (a tick), or at the end. `earliest` is undefined while it is being worked out. */
export function matrixAt(
  exercise: Case,
  told: Debrief,
  earliest: Earliest | undefined,
  asked: number | undefined,
  t: Words,
): KnowledgeMatrix {
  const timeOf = (tick: number) => storyTime(momentOf(exercise, tick).at, t.locale);
  const ticks = [...new Set(told.knowledge.flatMap(({ known }) => known.map(({ at }) => at.tick)))].sort(
    (a, b) => a - b,
  );
  const tick = ticks.findLast((each) => each <= (asked ?? Infinity)) ?? ticks[0] ?? 0;
  const place = ticks.indexOf(tick);
  const nameOf = (id: string) => told.roles.find((role) => role.id === id)?.name ?? id;
  return {
    moments: ticks.map((each) => ({ tick: each, time: timeOf(each), chosen: each === tick })),
    at: { tick, time: timeOf(tick) },
    before: ticks[place - 1] ?? null,
    after: ticks[place + 1] ?? null,
    seats: told.roles,
    rows: told.knowledge.map(({ id, text, handling, known }) => ({
      fact: id,
      text,
      handling,
      cells: told.roles.map((role) => {
        const own = known.filter((step) => step.role === role.id);
        const steps = own.map(({ level, at, from }) => ({
          tick: at.tick,
          words: t('debrief.knew', { level, time: timeOf(at.tick) }),
          source: sourceWords(told, from, nameOf, t),
          reached: at.tick <= tick,
        }));
        const could = earliest?.[role.id]?.[id];
        const knew = own[0]?.at.tick ?? Infinity;
        return {
          steps,
          knows: steps.some(({ reached }) => reached),
          could: could !== undefined && could < knew ? timeOf(could) : null,
        };
      }),
    })),
  };
}

/** A fact that a seat came to know late, or never, though it could have: the widest gaps first. */
export interface Gap {
  readonly fact: string;
  readonly role: string;
  readonly knewAt: number | null;
  readonly couldAt: number;
}

export function gapsOf(told: Debrief, earliest: Earliest): readonly Gap[] {
  const end = told.endedAt.tick;
  const gaps = told.knowledge.flatMap(({ id, known }) =>
    told.roles.flatMap((role): Gap[] => {
      const couldAt = earliest[role.id]?.[id];
      const knewAt = known.find((step) => step.role === role.id)?.at.tick ?? null;
      if (couldAt === undefined || couldAt >= (knewAt ?? end)) return [];
      return [{ fact: id, role: role.id, knewAt, couldAt }];
    }),
  );
  return gaps.toSorted((a, b) => (b.knewAt ?? end) - b.couldAt - ((a.knewAt ?? end) - a.couldAt));
}
