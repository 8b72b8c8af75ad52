import type { Criterion, Rubric } from '../curriculum';
import { type Citable, type Sentence, sentencesOf } from '../rubric';
import {
  type Case,
  type Debrief,
  type Position,
  type RunText,
  fieldLabel,
  momentOf,
  storyTime,
  valueWords,
} from '../scenario';
import type { Words } from '../words';

/** Whose free text is marked: a message that asks for something, or that answers. */
const markedKinds = ['request', 'reply', 'refuse'] as const;
export type MarkedKind = (typeof markedKinds)[number];

interface Seat {
  readonly agency: string;
  readonly country: string;
}

/** A message with its free text as whoever marks it may see it: fictional agencies, fields, story time; no table, no name. */
export interface MarkedText {
  readonly kind: MarkedKind;
  readonly from: Seat;
  readonly to: Seat | null;
  /** For an answer: what was asked. */
  readonly asked: readonly string[];
  readonly fields: readonly { readonly name: string; readonly label: string; readonly values: readonly string[] }[];
  /** Fields that were left empty. */
  readonly empty: readonly { readonly name: string; readonly label: string }[];
  readonly texts: readonly { readonly field: string; readonly label: string; readonly body: string | null }[];
  readonly sentences: readonly Sentence[];
  readonly times: readonly { readonly name: string; readonly time: string }[];
}

/** What of a text a mark may point at. */
export type Citing = Pick<MarkedText, 'fields' | 'empty' | 'texts' | 'sentences' | 'times'>;

/** The messages of a run that are marked: the line of the log, and the role that wrote. At least one text must stand. */
export function markedIn(
  { exercise }: Position,
  story: Debrief,
  texts: readonly RunText[],
): readonly { readonly seq: number; readonly role: string }[] {
  const written = new Set(texts.filter(({ body }) => body !== null).map(({ seq }) => seq));
  return story.decisions.filter(({ seq, choice }) => {
    const kind = choiceIn(exercise, choice.id)?.form?.kind;
    return written.has(seq) && markedKinds.some((each) => each === kind);
  });
}

/** The message at this line of the log, or undefined where no decision stands there any more. */
export function textAt(
  { exercise }: Position,
  story: Debrief,
  all: readonly RunText[],
  seq: number,
  t: Words,
): MarkedText | undefined {
  const decision = story.decisions.find((each) => each.seq === seq);
  if (!decision) return undefined;
  const form = choiceIn(exercise, decision.choice.id)?.form;
  const kind = markedKinds.find((each) => each === form?.kind) ?? 'request';
  const message = story.messages.find(({ id }) => id === (kind === 'request' ? decision.choice.id : form?.request));
  const due = choiceIn(exercise, message?.id ?? '')?.form?.due ?? null;
  const arrived = message?.deliveredAt ?? null;
  const seat = (role: string | undefined): Seat | null => {
    const found = exercise.roles.find(({ id }) => id === role);
    return found ? { agency: found.agency, country: found.country } : null;
  };
  const labelOf = (name: string) => {
    const field = form?.fields.find((each) => each.name === name);
    return fieldLabel(name, field?.label ?? null, t);
  };
  const texts = all
    .filter((text) => text.seq === seq)
    .map(({ field, body }) => ({ field, label: labelOf(field), body }));
  // The addressee stands at the head; the name of a desk would be the name of its table.
  const closed = decision.form.filter(({ field }) => field !== 'to');
  const filled = new Set([...closed.filter(({ values }) => values.length > 0), ...texts].map(({ field }) => field));
  const moments = [
    { name: 'sent', at: kind === 'request' ? decision.doneAt : (message?.repliedAt ?? decision.doneAt) },
    { name: 'arrived', at: arrived },
    { name: 'due', at: arrived !== null && due !== null ? momentOf(exercise, arrived.tick + due) : null },
    { name: 'answered', at: kind === 'request' ? (message?.closedAt ?? null) : null },
  ];
  return {
    kind,
    from: seat(decision.role) ?? { agency: '', country: '' },
    to: seat(kind === 'request' ? message?.to : message?.from),
    asked: kind === 'request' ? [] : (message?.asks ?? []),
    fields: closed
      .filter(({ values }) => values.length > 0)
      .map(({ field, label, values }) => ({
        name: field,
        label: fieldLabel(field, label, t),
        values: values.map((value) => valueWords(value, null, t)),
      })),
    empty: (form?.fields ?? [])
      .filter(({ name }) => name !== 'to' && !filled.has(name))
      .map(({ name }) => ({ name, label: labelOf(name) })),
    texts,
    sentences: sentencesOf(texts),
    times: moments.flatMap(({ name, at }) => (at ? [{ name, time: storyTime(at.at, t.locale) }] : [])),
  };
}

/** What a mark of this text may point at. */
export function citableIn(text: Citing, { criteria }: Rubric): Citable {
  return {
    texts: text.texts,
    fields: text.fields.map(({ name }) => name),
    absent: [...text.empty.map(({ name }) => name), ...criteria.flatMap(signIds)],
    times: text.times.map(({ name }) => name),
  };
}

function signIds({ signs }: Criterion): string[] {
  return signs.map(({ id }) => id);
}

function choiceIn(exercise: Case, id: string) {
  return exercise.scenes.flatMap(({ choices }) => choices).find((choice) => choice.id === id);
}
