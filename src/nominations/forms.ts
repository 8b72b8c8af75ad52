import { z } from 'zod';
import { cleanName, longestName, nameField } from '../accounts';
import { isId } from '../ids';
import { cautionsIn } from '../prose';
import { formOf, typedText } from '../web/form';
import { readLanguages } from '../workshops';

const id = z.string({ error: 'form.stale' }).refine(isId, 'form.stale');
const seen = z.coerce.number({ error: 'form.stale' }).int('form.stale').min(1, 'form.stale');

const longestNote = 200;

/** A few words about a person: never the number of a document, nor another way to reach them. */
const note = (missing?: string) =>
  z
    .string({ error: missing ?? 'form.unreadable' })
    .transform((typed) => typedText(typed).replace(/\s+/gu, ' '))
    .pipe(z.string().max(longestNote, 'nomination.noteLong'))
    .superRefine((typed, issues) => {
      const [caution] = cautionsIn(typed, '').filter(({ concern }) => concern !== 'realCase');
      if (missing !== undefined && typed === '') issues.addIssue({ code: 'custom', message: missing });
      else if (caution) issues.addIssue({ code: 'custom', message: `nomination.guard.${caution.concern}` });
    });

const email = z
  .string()
  .optional()
  .transform((typed) => (typed ?? '').trim().toLowerCase())
  .pipe(z.union([z.literal(''), z.email().max(254)], { error: 'account.emailWrong' }))
  .transform((typed) => (typed === '' ? null : typed));

const shortText = z
  .string()
  .optional()
  .transform((typed) => cleanName(typed ?? ''))
  .pipe(z.string().max(longestName, 'form.tooLong'))
  .transform((clean) => (clean === '' ? null : clean));

const requiredText = (missing: string) =>
  z.string({ error: missing }).transform(cleanName).pipe(z.string().min(1, missing).max(longestName, 'form.tooLong'));

// The form carries the id of what it makes, so that a form sent twice names one person.
const nominee = {
  id,
  name: nameField.refine((name) => name === '' || /\p{L}/u.test(name), 'nomination.nameWithoutLetters'),
  email,
  languages: z
    .string()
    .max(300, 'form.tooLong')
    .optional()
    .transform((typed) => readLanguages(typed ?? '')),
  needs: note()
    .optional()
    .transform((typed) => (typed === undefined || typed === '' ? null : typed)),
  again: z.literal('yes').optional().catch(undefined),
};

/** Somebody as an agency names them, or as staff name a substitute. */
export const nomineeForm = formOf(z.object(nominee));

/** The same as staff enter it, with where the person comes from. */
export const enteredForm = formOf(
  z.object({ ...nominee, represents: requiredText('nomination.representsMissing'), agency: shortText }),
);

export type Nominee = Omit<z.output<z.ZodObject<typeof nominee>>, 'again'>;

/** The answer to "who is this?" where a name may mean somebody known: a person's id, or `new`. */
const who = z
  .string()
  .optional()
  .transform((typed) => (typed === 'new' || isId(typed) ? typed : undefined));

const because = note('nomination.becauseMissing');

export const decisionForm = formOf(
  z.discriminatedUnion(
    'then',
    [
      z.object({ then: z.literal('approve'), seen, who }),
      z.object({ then: z.literal('wait'), seen, because }),
      z.object({ then: z.literal('decline'), seen, because }),
      z.object({ then: z.literal('withdraw'), seen, because }),
    ],
    { error: 'nomination.chooseThen' },
  ),
);

/** One step up or down the waiting list. */
export const moveForm = formOf(z.object({ seen, way: z.enum(['up', 'down'], { error: 'form.stale' }) }));

export const withdrawalForm = formOf(z.object({ seen, sure: z.literal('yes', { error: 'nomination.sureMissing' }) }));

/** Which agency is asked, and until which day; `today` and the workshop's last day bound it. */
export const agencyForm = (today: string, last: string) =>
  formOf(
    z.object({
      id,
      represents: requiredText('nomination.representsMissing'),
      agency: shortText,
      endsOn: endDay(today, last),
    }),
  );

export const linkForm = (today: string, last: string) => formOf(z.object({ id, endsOn: endDay(today, last) }));

function endDay(today: string, last: string) {
  return z.iso
    .date({ error: 'nomination.endMissing' })
    .refine((day) => day >= today, 'nomination.endPast')
    .refine((day) => day <= last, 'nomination.endLate');
}
