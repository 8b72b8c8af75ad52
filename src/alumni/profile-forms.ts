import { z } from 'zod';
import { formOf } from '../web/form';
import { consentEdition } from './consent-texts';
import { line } from './fields';
import { type ConsentField, consentFields } from './profile';

const email = line().pipe(z.union([z.literal(''), z.email()], { error: 'account.emailWrong' }));

/** What was written and what was ticked, below the texts of `edition`. */
export const profileForm = formOf(
  z
    .object({
      edition: z.string().refine((edition) => edition === consentEdition(), 'alumni.consentMoved'),
      represents: line(),
      agency: line(),
      post: line(),
      languages: line(),
      email,
      topics: line(),
      ...Object.fromEntries(consentFields.map((field) => [`show.${field}`, z.literal('yes').optional()])),
    })
    .transform(({ represents, agency, post, languages, email, topics, ...ticks }) => ({
      written: { represents, agency, post, languages, email, topics },
      agreed: new Set<ConsentField>(
        consentFields.filter((field) => (ticks as Record<string, unknown>)[`show.${field}`] === 'yes'),
      ),
    })),
);
