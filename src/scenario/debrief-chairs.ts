import type { Words } from '../words';
import type { Case, Dimension, Id, Scores } from './case';
import type { Debrief, Decision } from './debrief';
import { choiceOf } from './desk';
import { drawn } from './drawn';
import { fieldLabel, valueWords } from './message';
import type { Reference } from './reference';
import type { Run, RunText, Standing } from './run';
import type { ScoreLine } from './score';
import type { State } from './state';
import { start } from './step';
import { storyTime } from './story-time';
import { view } from './view';

/** A finished run, and the careful course it is laid beside. */
export interface DebriefSource {
  readonly run: Pick<Run, 'id' | 'seed' | 'role'>;
  readonly exercise: Case;
  readonly state: State;
  readonly log: readonly Standing[];
  readonly texts: readonly RunText[];
  readonly reference: Reference | undefined;
  /** The most this seat could have had for each principle, where it stood. */
  readonly best: Scores;
}

/** A scored consequence as it is read: the reason first, then the principle and the number. */
export interface Consequence {
  readonly reason: string;
  readonly dimension: Dimension;
  readonly points: string;
}

export interface DecisionCard {
  readonly seq: number;
  readonly scene: string;
  readonly time: string;
  readonly chose: string;
  readonly form: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly texts: readonly { readonly field: string; readonly body: string | null }[];
  readonly consequences: readonly Consequence[];
  readonly debriefHtml: string;
  /** What this seat chose here on the careful course, where it chose otherwise; null where it was the same or not here. */
  readonly careful: string | null;
}

/** One seat's story: what it was told at first, and what it did. */
export interface Chair {
  readonly id: Id;
  readonly name: string;
  readonly own: boolean;
  readonly briefingHtml: string;
  readonly decisions: readonly DecisionCard[];
}

/** The run told from each chair, the reader's own first. */
export function chairsOf(
  { run, exercise, texts, reference }: DebriefSource,
  told: Debrief,
  t: Words,
): readonly Chair[] {
  const first = start(exercise, run.seed);
  const own = exercise.roles.filter(({ id }) => id === run.role);
  return [...own, ...exercise.roles.filter(({ id }) => id !== run.role)].map(({ id, name }) => ({
    id,
    name,
    own: id === run.role,
    briefingHtml: drawn(view(exercise, first, id).briefing),
    decisions: told.decisions
      .filter(({ role }) => role === id)
      .map((decision) => ({
        ...decisionCard(
          decision,
          texts.filter(({ seq }) => seq === decision.seq),
          t,
        ),
        careful: carefulChoice(exercise, decision, reference),
      })),
  }));
}

function decisionCard(decision: Decision, texts: readonly RunText[], t: Words): Omit<DecisionCard, 'careful'> {
  return {
    seq: decision.seq,
    scene: decision.scene.title,
    time: storyTime(decision.at.at, t.locale),
    chose: decision.choice.label,
    form: decision.form
      .filter(({ values }) => values.length > 0)
      .map(({ field, label, values }) => ({
        label: fieldLabel(field, label, t),
        values: values.map((value) => valueWords(value, null, t)),
      })),
    texts: texts.map(({ field, body }) => ({ field, body })),
    consequences: decision.scores.map(consequence),
    debriefHtml: drawn(decision.debrief),
  };
}

function carefulChoice(exercise: Case, decision: Decision, reference: Reference | undefined): string | null {
  const chosen = reference?.chosen.get(`${decision.role} ${decision.scene.id}`) ?? [];
  if (chosen.length === 0 || chosen.includes(decision.choice.id)) return null;
  return chosen.map((id) => choiceOf(exercise, id)?.label ?? id).join('; ');
}

export function consequence({
  reason,
  dimension,
  points,
}: Pick<ScoreLine, 'reason' | 'dimension' | 'points'>): Consequence {
  return { reason: sentence(reason), dimension, points: signed(points) };
}

/** Authors write "because nothing shows who asked": here it stands as a sentence of its own. */
function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?…。។၊။]$/u.test(text) ? text : `${text}.`;
}

/** A number with its sign, with a real minus: `+1`, `0`, `−2`. */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0';
}
