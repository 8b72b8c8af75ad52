import { z } from 'zod';
import { isId, newId } from '../ids';
import { formOf } from '../web/form';
import type { FormValues } from './case';
import { type Concern, cautionsIn } from '../prose';
import type { OfferedField, OfferedForm } from './role-view';

const inputId = z.string().refine(isId).catch(newId);

/** A seat to begin from. `input` is the form's own id: sent twice, it begins one run. */
export const startForm = formOf(z.object({ role: z.string('run.start.chooseSeat'), input: inputId }));

/**
 * A decision: the choice, and what the page was shown for. `seq` is the last line of the log that the page knew; `input`
 * is the form's own id, so that a form sent twice decides once.
 */
export const decisionForm = formOf(
  z.object({
    choice: z.string('run.choose').min(1, 'run.choose'),
    seq: z.coerce.number().int().min(0).catch(-1),
    input: inputId,
    /** `yes` once the fields of the choice were on the page. */
    filled: z.literal('yes').optional().catch(undefined),
  }),
);

/** Which newer text the page offered. */
export const textForm = formOf(
  z.object({
    input: inputId,
    seq: z.coerce.number().int().min(0).catch(-1),
    version: z.string().catch(''),
  }),
);

export const retractionForm = formOf(z.object({ seq: z.coerce.number().int().min(0).catch(-1) }));

export const erasureForm = formOf(z.object({ seq: z.coerce.number().int().min(1), field: z.string().min(1) }));

export const longestText = 2000;

export interface Filled {
  /** The closed fields, as the kernel takes them. */
  readonly values: FormValues;
  /** The free texts by field name, without the empty ones. They never enter an input. */
  readonly texts: Readonly<Record<string, string>>;
  /** Field name as sent -> key of the sentence that says what is wrong. */
  readonly errors: Readonly<Record<string, string>>;
  /** What in a free text looks real, by field name as sent. */
  readonly found: Readonly<Record<string, readonly string[]>>;
}

/** The name under which a field travels: a case's own words never collide with ours. */
export function sentName(field: { readonly name: string }): string {
  return `f-${field.name}`;
}

/** Whether the field grades a fact on the 4x4 grid: it is asked in two parts, the source and the information. */
export function isGrade(field: OfferedField): boolean {
  return (
    field.type === 'one' && field.options.length > 0 && field.options.every(({ value }) => /^[ABCX][1-4]$/.test(value))
  );
}

/** Reads the fields of a choice's form. `fictional` is all text of the case this person has seen. */
export function readFields(form: OfferedForm, body: unknown, fictional: string): Filled {
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const values: Record<string, string | readonly string[]> = {};
  const texts: Record<string, string> = {};
  const errors: Record<string, string> = {};
  const found: Record<string, string[]> = {};

  for (const field of form.fields) {
    const name = sentName(field);
    if (field.fixed) continue;
    if (field.type === 'text') {
      const text = oneOf(sent[name]).trim().replaceAll('\r\n', '\n');
      if (text.length > longestText) errors[name] = 'run.form.tooLong';
      const cautions = cautionsIn(text, fictional);
      const first: Concern | undefined = cautions[0]?.concern;
      if (first) {
        errors[name] = `run.guard.${first}`;
        found[name] = [...new Set(cautions.map(({ excerpt }) => excerpt))];
      }
      if (text !== '') texts[field.name] = text;
    } else if (field.type === 'some') {
      const chosen = manyOf(sent[name]);
      if (chosen.length === 0 && (field.name === 'asks' || (field.name === 'gives' && form.kind !== 'request')))
        errors[name] = 'run.form.chooseSome';
      values[field.name] = chosen;
    } else if (isGrade(field)) {
      const grade = oneOf(sent[`${name}-source`]) + oneOf(sent[`${name}-information`]);
      if (grade.length === 2) values[field.name] = grade;
      else errors[name] = 'run.form.gradeBoth';
    } else {
      const value = oneOf(sent[name]);
      if (value === '') errors[name] = 'run.form.chooseOne';
      else values[field.name] = value;
    }
  }
  return { values, texts, errors, found };
}

/** Everything a form sent, as lists: to draw it again as it was typed. */
export function typedIn(body: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, manyOf(value)]));
}

function oneOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function manyOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
