import { cautionsIn } from '../prose';
import { type Form, typedText } from '../web/form';

/** The longest text of this feature, in characters. */
export const longestText = 1000;

/** A form whose free text was looked at before anything is kept; `found` are the words that gave the reason. */
export type Guarded<Value> =
  | Extract<Form<Value>, { ok: true }>
  | (Extract<Form<Value>, { ok: false }> & { readonly found: Readonly<Record<string, readonly string[]>> });

/** Refuses what looks like a real person's data or a real case in these texts (`room.guard.<concern>`), and long ones. */
export function guarded<Value>(
  typed: Readonly<Record<string, string>>,
  names: readonly string[],
  wrong: Readonly<Record<string, string>>,
  value: () => Value,
): Guarded<Value> {
  const errors = { ...wrong };
  const found: Record<string, string[]> = {};
  for (const name of names) {
    const text = typedText(typed[name] ?? '');
    if (text.length > longestText) errors[name] = 'followup.tooLong';
    const cautions = cautionsIn(text, '');
    const [first] = cautions;
    if (!first) continue;
    errors[name] = `room.guard.${first.concern}`;
    found[name] = [...new Set(cautions.map(({ excerpt }) => excerpt))];
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors, typed, found } : { ok: true, value: value() };
}
