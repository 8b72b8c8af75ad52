import { z } from 'zod';
import { editions } from '../curriculum';
import { formOf, typedText } from '../web/form';
import { longestContext, longestHighlight } from './highlight';
import { longestNote, marks } from './note';

/** Text as typed: lines kept, characters that cannot be kept or seen taken out. */
const words = z
  .string()
  .optional()
  .transform((typed) => typedText(typed ?? ''))
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

/** Marked words as a browser read them from the page: spaces folded, so that they can be shown in a line. */
const quoted = (longest: number) =>
  z
    .string()
    .transform((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .pipe(z.string().max(longest));

export const highlightForm = formOf(
  z.object({
    edition: z.enum(editions),
    block: z.string().max(200),
    exact: quoted(longestHighlight).pipe(z.string().min(1)),
    prefix: quoted(longestContext),
    suffix: quoted(longestContext),
  }),
);
