import { z } from 'zod';
import { cleanName, longestName, nameField } from '../accounts';
import { formOf } from '../web/form';
import type { Signatory } from './certificate';

/** How many people sign at most: what fits on the paper. */
export const mostSignatories = 3;

const line = z
  .string()
  .optional()
  .transform((typed) => cleanName(typed ?? ''))
  .pipe(z.string().max(longestName, 'form.tooLong'));

const because = z
  .string({ error: 'certificate.becauseMissing' })
  .transform((typed) => typed.trim())
  .pipe(z.string().min(1, 'certificate.becauseMissing').max(500, 'form.tooLong'));

const signing = Object.fromEntries(
  Array.from({ length: mostSignatories }, (_, at) => [`signName${at + 1}`, `signRole${at + 1}`])
    .flat()
    .map((name) => [name, line]),
);

/** Who signs: `signName1` and `signRole1` to `3`. Lines without a name are left out. */
export const signatoriesForm = formOf(
  z.object(signing).transform((typed): Signatory[] =>
    Array.from({ length: mostSignatories }, (_, at) => ({
      name: typed[`signName${at + 1}`] ?? '',
      role: typed[`signRole${at + 1}`] ?? '',
    })).filter(({ name }) => name !== ''),
  ),
);

export const reissueForm = formOf(
  z.object({ name: nameField, represents: line.transform((clean) => clean || null), because }),
);

export const revocationForm = formOf(z.object({ withdrawnBecause: because }));
