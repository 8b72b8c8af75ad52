import {
  type Case,
  type Decision,
  type Dimension,
  type Scores,
  consequence,
  fieldLabel,
  signed,
  valueWords,
} from '../scenario';
import type { Words } from '../words';
import type { Beside, Standing } from './beside';
import type { TurningPoint } from './turning';

/** One decision beside the careful course, as it is read: reasons before numbers. */
export interface BesideRow {
  readonly standing: Standing;
  readonly scene: string;
  readonly chose: string | null;
  readonly byStandIn: boolean;
  readonly careful: string | null;
  /** Where the form alone differs: what was filled in here, and there. */
  readonly fields: readonly { readonly label: string; readonly here: string; readonly there: string }[];
  /** What speaks for the careful course, and what followed here, as sentences. */
  readonly forCareful: readonly string[];
  readonly followed: readonly string[];
  readonly difference: readonly { readonly dimension: Dimension; readonly points: string }[];
  /** What this decision took from the best that could still be had; empty where it took nothing or nobody knows. */
  readonly lost: TurningPoint['lost'];
  readonly weight: number;
}

export interface BesidePart {
  readonly id: string;
  readonly title: string;
  readonly seats: readonly BesideSeat[];
}

export interface BesideSeat {
  readonly id: string;
  readonly name: string;
  readonly same: readonly BesideRow[];
  readonly other: readonly BesideRow[];
  readonly counts: Readonly<Record<Standing, number>>;
}

/** By part of the story and by seat. `points` says what decisions took, where that is known. */
export function partsOf(
  exercise: Case,
  besides: readonly Beside[],
  points: readonly TurningPoint[],
  t: Words,
): readonly BesidePart[] {
  return exercise.phases.map(({ id, title }) => ({
    id,
    title,
    seats: exercise.roles.flatMap((role): BesideSeat[] => {
      const rows = besides
        .filter((each) => each.phase === id && each.role === role.id)
        .map((each) => rowOf(each, points, t));
      if (rows.length === 0) return [];
      const count = (standing: Standing) => rows.filter((row) => row.standing === standing).length;
      return [
        {
          id: role.id,
          name: role.name,
          same: rows.filter(({ standing }) => standing === 'same'),
          other: rows.filter(({ standing }) => standing !== 'same'),
          counts: {
            same: count('same'),
            otherwise: count('otherwise'),
            different: count('different'),
            'not-taken': count('not-taken'),
            'only-here': count('only-here'),
          },
        },
      ];
    }),
  }));
}

function rowOf(
  { standing, scene, here, there, difference }: Beside,
  points: readonly TurningPoint[],
  t: Words,
): BesideRow {
  const lost = points.find(({ seq }) => seq === here?.seq)?.lost ?? [];
  return {
    standing,
    scene: scene.title,
    chose: here?.choice.label ?? null,
    byStandIn: here?.actor === 'stand-in',
    careful: there?.choice.label ?? null,
    fields: standing === 'otherwise' && here && there ? fieldsOf(here, there, t) : [],
    forCareful: reasonsOf(there, here, 1),
    followed: reasonsOf(here, there, 0),
    difference: difference.map((each) => ({ dimension: each.dimension, points: signed(each.points) })),
    lost,
    weight: Math.max(0, ...difference.map((each) => Math.abs(each.points))),
  };
}

/** The reasons of one decision that the other does not share; with `least` only those that give so much. */
function reasonsOf(one: Decision | null, other: Decision | null, least: number): readonly string[] {
  const shared = new Set(other?.scores.map(({ rule }) => rule));
  const lines = one?.scores.filter(({ rule, points }) => !shared.has(rule) && (least === 0 || points >= least)) ?? [];
  return [...new Set(lines.map((line) => consequence(line).reason))];
}

function fieldsOf(here: Decision, there: Decision, t: Words): BesideRow['fields'] {
  const said = (decision: Decision, name: string) =>
    decision.form
      .find(({ field }) => field === name)
      ?.values.map((value) => valueWords(value, null, t))
      .join('; ') ?? '';
  return here.form
    .map(({ field, label }) => ({
      label: fieldLabel(field, label, t),
      here: said(here, field) || '–',
      there: said(there, field) || '–',
    }))
    .filter((each) => each.here !== each.there);
}

/** The same as lines of a run. */
export function besideLines(besides: readonly Beside[], lost: ReadonlyMap<number, Scores>): readonly object[] {
  return besides.map(({ standing, role, phase, scene, here, there, difference }) => ({
    line: 'beside',
    role,
    phase,
    scene: scene.id,
    standing,
    chose: here?.choice.id ?? null,
    careful: there?.choice.id ?? null,
    difference: Object.fromEntries(difference.map(({ dimension, points }) => [dimension, points])),
    lost: here ? (lost.get(here.seq) ?? null) : null,
  }));
}
