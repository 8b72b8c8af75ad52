import { z } from 'zod';
import { formOf } from '../web/form';
import { gap } from './mail';

const address = z
  .string({ error: 'account.emailMissing' })
  .trim()
  .max(254, 'account.emailWrong')
  .pipe(z.email({ error: 'account.emailWrong' }));

export const mailForm = formOf(
  z.object({
    address,
    subject: z
      .string({ error: 'mail.subjectMissing' })
      .transform((typed) => typed.replace(/[\p{Cc}\s]+/gu, ' ').trim())
      .pipe(z.string().min(1, 'mail.subjectMissing').max(160, 'mail.subjectLong')),
    body: z
      .string({ error: 'mail.linkMissing' })
      .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
      .pipe(z.string().max(5000, 'mail.bodyLong'))
      .refine((typed) => typed.includes(gap), 'mail.linkMissing'),
  }),
);

export const resetForm = formOf(z.object({ email: address }));
