import { z } from 'zod';
import { formOf } from '../web/form';
import { type Factor, factors, longestLimit } from './time';

/** Minutes of a test, in the digits that people type; nothing is no limit. */
const minutes = z
  .string()
  .optional()
  .transform((typed) => (typed ?? '').trim())
  .refine((typed) => /^\d{0,4}$/.test(typed), 'test.limitWrong')
  .transform((typed) => (typed === '' ? null : Number(typed)))
  .refine((typed) => typed === null || (typed >= 1 && typed <= longestLimit), 'test.limitWrong');

export const timesForm = formOf(z.object({ pre: minutes, post: minutes }));

/**
 * Whose extra time this page changed, by person id: `factor.<id>` against `was.<id>`, what the page was drawn with. So a
 * page that stood open for long takes nothing back that a colleague gave in the meantime.
 */
export function changedFactorsIn(body: unknown): Map<string, Factor | null> {
  const fields = new Map(Object.entries((body ?? {}) as Record<string, unknown>));
  const changed = new Map<string, Factor | null>();
  for (const [name, value] of fields) {
    const personId = /^factor\.(.+)$/.exec(name)?.[1];
    if (personId === undefined || value === (fields.get(`was.${personId}`) ?? '')) continue;
    const factor = factors.find((each) => each === value);
    if (factor || value === '') changed.set(personId, factor ?? null);
  }
  return changed;
}
