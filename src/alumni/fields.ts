import { z } from 'zod';
import { cautionsIn } from '../prose';
import { type Form, textsOf, typedText } from '../web/form';

/** The longest line and the longest text, in characters. */
export const longestLine = 120;
export const longestText = 2000;

const typed = z
  .string()
  .optional()
  .transform((text) => typedText(text ?? ''));

/** One line; `missing` is the word key said when there is none. */
export const line = (missing?: string) =>
  typed
    .transform((text) => text.replace(/\s+/gu, ' '))
    .pipe(
      z
        .string()
        .min(missing === undefined ? 0 : 1, missing)
        .max(longestLine, 'form.tooLong'),
    );

/** Some lines. */
export const text = (missing?: string) =>
  typed.pipe(
    z
      .string()
      .min(missing === undefined ? 0 : 1, missing)
      .max(longestText, 'alumni.textTooLong'),
  );

/** An ISO day. */
export const day = z
  .string({ error: 'alumni.dayWrong' })
  .trim()
  .pipe(z.iso.date({ error: 'alumni.dayWrong' }));

/** A form whose free text was looked at before anything is kept; `found` are the words that gave the reason. */
export type Guarded<Value> = Form<Value> & { readonly found?: Readonly<Record<string, readonly string[]>> };

/** Sends back what looks like a real person's data or a real case, with the reason, before it is stored. */
export function guarded<Value extends object>(
  read: (body: unknown) => Form<Value>,
  names: readonly (keyof Value & string)[],
): (body: unknown) => Guarded<Value> {
  return (body) => {
    const form = read(body);
    if (!form.ok) return form;
    const errors: Record<string, string> = {};
    const found: Record<string, readonly string[]> = {};
    for (const name of names) {
      const cautions = cautionsIn(String(form.value[name]), '');
      if (!cautions[0]) continue;
      errors[name] = `room.guard.${cautions[0].concern}`;
      found[name] = [...new Set(cautions.map(({ excerpt }) => excerpt))];
    }
    if (Object.keys(errors).length === 0) return form;
    return { ok: false, errors, found, typed: textsOf(body) };
  };
}

/** What a page with a form needs when nothing was sent yet, and what a refused form adds. */
export const nothing = { errors: {}, typed: {}, found: {} };
export type Entered = Partial<Extract<Guarded<unknown>, { ok: false }>>;
