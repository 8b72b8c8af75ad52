import type { Atom, Counter, Dimension, Effect, Id, Scene } from './case';

/** How the desks have done so far under one principle, the lowest first. The lowest is what the others are not. */
export const bands = ['weak', 'fair', 'strong'] as const;
export type Band = (typeof bands)[number];

/** A band counts points from this much below nothing to as much above, and no further. */
const reach = 4;

/** The fewest points of each band. */
const fewest: Readonly<Record<Band, number>> = { weak: -reach, fair: -1, strong: 2 };

/** An author cannot give this id to a counter of his own. */
function counterOf(dimension: Dimension): Id {
  return `band:${dimension}`;
}

export function isBand(counter: Id): boolean {
  return counter.startsWith('band:');
}

/** The condition "this band, or a higher one". */
export function atLeastBand(dimension: Dimension, band: Band): Atom {
  return { is: 'counter', counter: counterOf(dimension), atLeast: reach + fewest[band] };
}

/** A band's condition in the author's words; null for a counter of the author's own. */
export function sayBand(counter: Id, atLeast: number): string | null {
  const band = bands.find((each) => reach + fewest[each] === atLeast);
  return isBand(counter) && band ? `band ${counter.slice('band:'.length)} at least ${band}` : null;
}

/**
 * Makes the score readable where a condition reads it: for each of these principles one more counter, hidden, to which
 * every score line of a choice adds its points. Everything that plays or proves a case knows counters: what others have
 * scored in this round is not seen before its barrier, and a case stays finite. Principles that nothing reads add nothing.
 */
export function withBands<T extends { readonly scenes: readonly Scene[]; readonly counters: readonly Counter[] }>(
  body: T,
  read: ReadonlySet<Dimension>,
): T {
  if (read.size === 0) return body;
  const counters = [...read].sort().map((dimension): Counter => {
    const id = counterOf(dimension);
    return { id, name: id, most: 2 * reach, starts: reach, public: false };
  });
  const scenes = body.scenes.map((scene) => ({
    ...scene,
    choices: scene.choices.map((choice) => ({
      ...choice,
      effects: [
        ...choice.effects,
        ...choice.scores
          .filter(({ dimension }) => read.has(dimension))
          .map(({ when, dimension, points }): Effect => ({
            when,
            do: 'adds',
            counter: counterOf(dimension),
            by: points,
          })),
      ],
    })),
  }));
  return { ...body, scenes, counters: [...body.counters, ...counters] };
}
