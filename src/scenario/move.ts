import type { Words } from '../words';
import { isGrade, sentName } from './forms';
import { fieldLabel, valueWords } from './message';
import type { Offer, OfferedField, RoleView } from './role-view';
import { storyLength } from './story-time';

/** A choice of the radio group. */
export interface OfferLine {
  readonly id: string;
  readonly label: string;
  readonly cost: string;
  readonly form: string | null;
}

/** One field of a move's form, ready to be drawn; `values` are what was typed or chosen before. */
export interface MoveField {
  readonly name: string;
  readonly label: string;
  readonly draw: 'said' | 'one' | 'some' | 'text' | 'grade';
  readonly options: readonly { readonly value: string; readonly label: string; readonly chosen: boolean }[];
  readonly text: string;
  readonly error: string | null;
  /** The parts of a free text that look real. */
  readonly found: readonly string[];
  readonly source: string;
  readonly information: string;
}

export interface Move {
  readonly choice: string;
  readonly label: string;
  readonly cost: string;
  readonly kind: string;
  readonly from: string;
  readonly fields: readonly MoveField[];
}

export interface Typed {
  readonly typed: Readonly<Record<string, readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly found: Readonly<Record<string, readonly string[]>>;
}

export const nothingTyped: Typed = { typed: {}, errors: {}, found: {} };

export function offerLine(offer: Offer, t: Words): OfferLine {
  const { form } = offer;
  return {
    id: offer.id,
    label: offer.label,
    cost: storyLength(offer.costs.minutes, t),
    form: form && asked(form.fields) ? t(`run.kind.${form.kind}`) : null,
  };
}

/** Whether there is anything to fill in; a form whose fields are all fixed is decided like any choice. */
export function asked(fields: readonly OfferedField[]): boolean {
  return fields.some(({ fixed }) => !fixed);
}

/** The form of a move as the desk draws it, with what was typed and what was wrong with it. */
export function moveOf(offer: Offer, view: RoleView, before: Typed, t: Words): Move | null {
  if (!offer.form) return null;
  return {
    choice: offer.id,
    label: offer.label,
    cost: storyLength(offer.costs.minutes, t),
    kind: offer.form.kind,
    from: view.role.name,
    fields: offer.form.fields.map((field) => ({
      ...moveField(field, before, t),
      label: gradeLabel(field, view, t) ?? fieldLabel(field.name, field.label, t),
    })),
  };
}

function moveField(field: OfferedField, { typed, errors, found }: Typed, t: Words): Omit<MoveField, 'label'> {
  const name = sentName(field);
  const given = typed[name] ?? [];
  const error = errors[name];
  return {
    name,
    draw: field.fixed ? 'said' : isGrade(field) ? 'grade' : field.type,
    options: field.options.map((option) => ({
      value: option.value,
      label: valueWords(option.value, option.label, t),
      chosen: given.includes(option.value),
    })),
    text: given[0] ?? '',
    error: error === undefined ? null : t(error),
    found: found[name] ?? [],
    source: typed[`${name}-source`]?.[0] ?? '',
    information: typed[`${name}-information`]?.[0] ?? '',
  };
}

/** A grade is asked about a fact that the role knows: its sentence is the question. */
function gradeLabel(field: OfferedField, view: RoleView, t: Words): string | null {
  const fact = field.name.startsWith('grade.') ? view.knows.find(({ id }) => `grade.${id}` === field.name) : undefined;
  return fact ? t('run.form.grade', { fact: fact.text }) : null;
}
