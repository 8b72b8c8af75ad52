import { z } from 'zod';
import { agendaKinds, principles } from './curriculum';

const words = z.string().trim().min(1);
const minutes = z.int().min(1).max(1440);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:30, in quotes');
const codes = z.record(z.string().min(1), words);

/** The front matter of each kind of file. Ids are taken as text: whether they are ids is said with their place. */
export const curriculumFields = z.strictObject({
  id: words,
  title: words,
  subtitle: words,
  language: words,
  version: words,
  note: words,
  grid: z.strictObject({ source: codes, information: codes, handling: codes }).optional(),
});

export const moduleFields = z.strictObject({
  id: words,
  title: words,
  aim: words,
  minutes,
  minimum: minutes.optional(),
  core: z.boolean(),
  status: z.enum(['full', 'outline']).default('full'),
  raapt: z.array(z.enum(principles)).default([]),
  materials: z.array(words).default([]),
  objectives: z.array(z.strictObject({ id: words, text: words })).min(1),
});
export type ModuleFields = z.infer<typeof moduleFields>;

export const agendaFields = z.strictObject({
  interpretation: z.number().min(1).max(3).default(1.3),
  days: z
    .array(
      z.strictObject({
        id: words,
        title: words,
        starts: clock,
        ends: clock,
        items: z
          .array(
            z.strictObject({
              id: words,
              kind: z.enum(agendaKinds),
              ref: words.optional(),
              holds: z.enum(['time', 'length']).optional(),
              title: words.optional(),
              minutes: minutes.optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type AgendaFields = z.infer<typeof agendaFields>;

/** Every field that an author may have meant by an unknown one. */
export const fieldNames = [
  ...Object.keys(curriculumFields.shape),
  ...Object.keys(moduleFields.shape),
  ...Object.keys(agendaFields.shape),
  ...['information', 'source', 'handling', 'text', 'starts', 'ends', 'items', 'kind', 'ref'],
];
