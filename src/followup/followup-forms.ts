import { z } from 'zod';
import { formOf } from '../web/form';
import { outcomes } from './followup';

const count = z
  .string()
  .optional()
  .transform((typed) => (typed ?? '').trim())
  .refine((typed) => /^\d{0,3}$/.test(typed), 'followup.countWrong')
  .transform((typed) => (typed === '' ? null : Number(typed)));

/** Counts and one word: there is no field for anything about a case. Who declines gives no counts. */
export const followupForm = formOf(
  z
    .object({
      outcome: z.enum(outcomes, { error: 'followup.outcomeMissing' }),
      requestsSent: count,
      requestsAnswered: count,
      contactsUsed: count,
    })
    .transform((answer) =>
      answer.outcome === 'declined'
        ? { ...answer, requestsSent: null, requestsAnswered: null, contactsUsed: null }
        : answer,
    ),
);
