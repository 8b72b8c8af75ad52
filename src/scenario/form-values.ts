import type { Choice, Field, FormValues } from './case';
import { knownTo, type Sight } from './sight';
import type { Refused } from './state';

export type Filled = { readonly values: FormValues } | { readonly refused: Refused };

/** Values a role may give in a field now: of the facts it could pass on, only those it knows. */
export function openValues(field: Field, sight: Sight): readonly string[] {
  const values = field.options.map((option) => option.value);
  const { role } = sight;
  if (field.name !== 'gives' || role === null) return values;
  return values.filter((fact) => knownTo(sight, role, fact) !== undefined);
}

/** Whether an empty list is an answer: a request need not give anything, an own list may fit nothing. */
export function mayBeEmpty(choice: Choice, field: Field): boolean {
  if (field.name === 'asks') return false;
  return field.name === 'gives' ? choice.form?.kind === 'request' : true;
}

/** A form that grades one fact only may say `grade` for it. */
export function namedFields(choice: Choice, given: FormValues): FormValues {
  const grades = choice.form?.fields.filter((field) => field.name.startsWith('grade.')) ?? [];
  const [only] = grades;
  const { grade, ...rest } = given;
  return grade === undefined || !only || grades.length > 1 ? given : { ...rest, [only.name]: grade };
}

/** Completes a form with its fixed fields and puts lists into the author's order, or says what is wrong with it. */
export function fillForm(choice: Choice, said: FormValues, sight: Sight): Filled {
  const given = namedFields(choice, said);
  const values: Record<string, string | readonly string[]> = {};
  const fields = choice.form?.fields.filter((field) => field.type !== 'text') ?? [];
  for (const name of Object.keys(given))
    if (!fields.some((field) => field.name === name && !field.fixed)) return { refused: 'form-value-unknown' };
  for (const field of fields) {
    const open = openValues(field, sight);
    if (field.fixed) {
      values[field.name] = field.type === 'some' ? open : (open[0] ?? '');
      continue;
    }
    const value = given[field.name] ?? [];
    const chosen = typeof value === 'string' ? [value] : value;
    if (chosen.some((each) => !open.includes(each))) return { refused: 'form-value-unknown' };
    const ordered = open.filter((each) => chosen.includes(each));
    if (field.type === 'some') {
      if (ordered.length === 0 && !mayBeEmpty(choice, field)) return { refused: 'form-incomplete' };
      values[field.name] = ordered;
    } else {
      const [only] = ordered;
      if (only === undefined || ordered.length > 1) return { refused: 'form-incomplete' };
      values[field.name] = only;
    }
  }
  return { values };
}
