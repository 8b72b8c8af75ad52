import type { z } from 'zod';

/** What a browser sent, read or refused. A mistake in a form is a value, not an error: the page shows what was typed. */
export type Form<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly errors: Readonly<Record<string, string>>;
      readonly typed: Readonly<Record<string, string>>;
    };

/**
 * Reads a form by its schema. Each message in the schema is a key of `locales/`; the first one for each field is kept,
 * under the field's name (`gives.0` for a field in a list).
 */
export function formOf<Schema extends z.ZodType>(schema: Schema): (body: unknown) => Form<z.output<Schema>> {
  return (body) => {
    const read = schema.safeParse(body ?? {});
    if (read.success) return { ok: true, value: read.data };
    const errors: Record<string, string> = {};
    for (const issue of read.error.issues)
      errors[issue.path.join('.')] ??= isWordKey(issue.message) ? issue.message : 'form.unreadable';
    return { ok: false, errors, typed: textsOf(body) };
  };
}

/** A field that a browser never leaves out, left out by something else, has the library's own message. */
function isWordKey(message: string): boolean {
  return /^[a-z]\w*(\.\w+)+$/i.test(message);
}

/** The texts that a browser sent, by their names. */
export function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Text as typed: lines kept, characters that cannot be kept or seen taken out (joiners of a script stay), one form (NFC). */
export function typedText(typed: string): string {
  return typed
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t\u200B-\u200F]/gu, '')
    .normalize('NFC')
    .trim();
}
