import { z } from 'zod';
import { isId, newId } from '../ids';
import { formOf } from '../web/form';

/** The form's own id: sent twice, it does one thing. */
const input = z.string().refine(isId).catch(newId);
const seen = z.coerce.number().int().min(0).catch(-1);
const id = z.string().regex(/^[a-z][a-z0-9-]*$/);

const whole = (least: number, most: number, wrong: string) =>
  z.coerce.number({ error: wrong }).int(wrong).min(least, wrong).max(most, wrong);

export const mostRooms = 20;
export const longestNudge = 200;

/** Which case, at how many tables a room, in how many rooms. */
export const beginForm = formOf(
  z.object({
    input,
    case: z.string('live.begin.chooseCase').min(1, 'live.begin.chooseCase'),
    tables: whole(1, 12, 'live.begin.tablesWrong'),
    rooms: whole(1, mostRooms, 'live.begin.roomsWrong'),
  }),
);

export const inputForm = formOf(z.object({ input }));
/** Never by accident: without the form's own id nothing is done. */
export const departureForm = formOf(z.object({ input: z.string('form.stale').refine(isId, 'form.stale') }));
export const barrierForm = formOf(z.object({ input, seen }));
export const injectForm = formOf(z.object({ input, inject: id }));
/** Which newer text the page offered. */
export const textForm = formOf(z.object({ input, version: z.string().regex(/^[0-9a-f]{64}$/, 'form.stale') }));
export const standInForm = formOf(z.object({ input, seen, role: id }));
export const timerForm = formOf(z.object({ input, minutes: whole(1, 240, 'live.timer.wrong') }));
export const seatForm = formOf(
  z.object({ input, table: z.string('live.seat.choose').refine(isId, 'live.seat.choose') }),
);
export const recorderForm = formOf(z.object({ input, player: z.string().refine(isId).optional().catch(undefined) }));

/** A short word to one table, or to all (`table` empty). */
export const nudgeForm = formOf(
  z.object({
    input,
    table: z.string().refine(isId).optional().catch(undefined),
    body: z
      .string({ error: 'live.nudge.missing' })
      .transform((typed) => typed.trim().replace(/\s+/g, ' '))
      .pipe(z.string().min(1, 'live.nudge.missing').max(longestNudge, 'form.tooLong')),
  }),
);

export const voteForm = formOf(z.object({ input, seen, choice: z.string('run.choose').min(1, 'run.choose') }));
export const revealForm = formOf(z.object({ input, seen }));
export const removalForm = formOf(z.object({ input, seq: z.coerce.number().int().min(1), field: z.string().min(1) }));

export const tableCodeForm = formOf(
  z.object({
    code: z
      .string({ error: 'join.codeMissing' })
      .transform((typed) => typed.toUpperCase().replace(/[^A-Z0-9]/g, ''))
      .pipe(z.string().min(1, 'join.codeMissing').max(12, 'join.codeUnknown')),
  }),
);
