import { z } from 'zod';
import { formOf } from '../web/form';
import { cleanName, longestName } from './person';
import { shortestPassword } from './password';

const email = z
  .string({ error: 'account.emailMissing' })
  .trim()
  .max(254, 'account.emailWrong')
  .pipe(z.email({ error: 'account.emailWrong' }));

export const nameField = z
  .string({ error: 'account.nameMissing' })
  .transform(cleanName)
  .pipe(z.string().min(1, 'account.nameMissing').max(longestName, 'account.nameTooLong'));

export const passwordField = z
  .string({ error: 'account.passwordShort' })
  .min(shortestPassword, 'account.passwordShort')
  .max(256, 'account.passwordLong');

export const signInForm = formOf(
  z.object({
    email: z.string({ error: 'account.emailMissing' }).trim().min(1, 'account.emailMissing'),
    password: z.string(),
  }),
);

export const administratorForm = formOf(z.object({ name: nameField, email, password: passwordField }));

export const ownSignInForm = formOf(z.object({ email, password: passwordField }));

export const secretForm = formOf(
  z.object({ secret: z.string({ error: 'rejoin.secretMissing' }).trim().min(1, 'rejoin.secretMissing') }),
);
