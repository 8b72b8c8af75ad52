import { z } from 'zod';
import { editions } from '../curriculum';
import { formOf } from '../web/form';
import { longestNote, marks } from './note';

/** Text as typed: lines kept, characters that cannot be kept or seen taken out. */
const words = z
  .string()
  .optional()
  .transform((typed) =>
    (typed ?? '')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{C}\n\t\u200B-\u200F]/gu, '')
      .normalize('NFC')
      .trim(),
  )
  .pipe(z.string().max(longestNote, 'note.tooLong'));

export const noteForm = formOf(
  z
    .object({
      body: words,
      mark: z.enum(marks).nullable().catch(null),
      edition: z.enum(editions).catch('handbook'),
      then: z.string().optional(),
    })
    .transform(({ then, ...note }) => (then === 'remove' ? { ...note, body: '', mark: null } : note)),
);

export const bookmarkForm = formOf(z.object({ edition: z.enum(editions), block: z.string().max(200) }));
