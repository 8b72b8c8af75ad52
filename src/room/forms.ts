import { z } from 'zod';
import { cleanName } from '../accounts';
import { formOf } from '../web/form';

/** What is pressed on the run sheet: a part begins, pauses, is finished or left out; or the last press is taken back. */
export const markForm = formOf(
  z.object({
    item: z.string({ error: 'form.stale' }).max(120, 'form.stale'),
    mark: z.enum(['started', 'paused', 'finished', 'left out'], { error: 'form.stale' }),
    /** The part that begins when this one is paused or finished. */
    next: z.string().max(120, 'form.stale').optional(),
    day: z.string().optional(),
  }),
);

export const recoveryForm = formOf(
  z.object({
    day: z.string({ error: 'form.stale' }),
    kind: z.enum(['leave', 'spread', 'soon', 'falls'], { error: 'form.stale' }),
  }),
);

/** A countdown for the room (`room`), for each of the first so many tables (`1-6`), or for one table (`4`). */
export const timerForm = formOf(
  z.object({
    minutes: z.coerce
      .number({ error: 'timer.minutesWrong' })
      .int('timer.minutesWrong')
      .min(1, 'timer.minutesWrong')
      .max(240, 'timer.minutesWrong'),
    label: z
      .string()
      .optional()
      .transform((typed) => cleanName(typed ?? '').slice(0, 60)),
    whom: z
      .string({ error: 'timer.whomWrong' })
      .transform((typed) => typed.trim())
      .pipe(z.string().regex(/^(room|\d{1,2}|1-\d{1,2})$/, 'timer.whomWrong'))
      .transform((whom): (number | null)[] => {
        if (whom === 'room') return [null];
        const [first = 1, last = first] = whom.split('-').map(Number);
        return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
      })
      .refine((tables) => tables.length > 0 && tables.every((table) => table !== 0), 'timer.whomWrong'),
  }),
);

export const timerChangeForm = formOf(
  z.object({
    then: z
      .enum(['1', '5', 'stop'], { error: 'form.stale' })
      .transform((then) => (then === 'stop' ? then : Number(then))),
  }),
);
