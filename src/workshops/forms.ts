import { z } from 'zod';
import { cleanName, longestName, nameField } from '../accounts';
import { isId } from '../ids';
import { formOf } from '../web/form';
import { type Mark, marks } from './attendance';
import { isTimeZone } from './workshop';

const shortText = z
  .string()
  .optional()
  .transform((typed) => cleanName(typed ?? ''))
  .pipe(z.string().max(longestName, 'form.tooLong'))
  .transform((clean) => clean || undefined);

const requiredText = (missing: string) =>
  z.string({ error: missing }).transform(cleanName).pipe(z.string().min(1, missing).max(longestName, 'form.tooLong'));

/** A code as people type it: any case, with spaces or dashes. */
const code = z
  .string({ error: 'join.codeMissing' })
  .transform((typed) => typed.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  .pipe(z.string().min(1, 'join.codeMissing').max(12, 'join.codeUnknown'));

export const codeForm = formOf(z.object({ code }));

export const joinForm = formOf(z.object({ code, name: nameField, represents: shortText, agency: shortText }));

export const enrolSelfForm = formOf(z.object({ code, represents: shortText, agency: shortText }));

const isoDay = (missing: string) => z.iso.date({ error: missing });

export const workshopForm = formOf(
  z
    .object({
      id: z.string().refine(isId, 'form.stale'),
      title: requiredText('workshop.titleMissing'),
      venue: requiredText('workshop.venueMissing'),
      timeZone: z.string({ error: 'workshop.zoneUnknown' }).trim().refine(isTimeZone, 'workshop.zoneUnknown'),
      startsOn: isoDay('workshop.startMissing'),
      endsOn: isoDay('workshop.endMissing'),
      capacity: z.coerce
        .number({ error: 'workshop.capacityWrong' })
        .int('workshop.capacityWrong')
        .min(1, 'workshop.capacityWrong')
        .max(500, 'workshop.capacityWrong'),
      overlay: shortText,
    })
    .refine((plan) => plan.endsOn >= plan.startsOn, { path: ['endsOn'], message: 'workshop.endsBeforeStart' })
    .refine((plan) => days(plan.startsOn, plan.endsOn) <= 31, { path: ['endsOn'], message: 'workshop.tooLong' }),
);

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

/** The marks of one half day: `mark.<person id>` = present, absent or excused; people left open are not sent. */
export const attendanceForm = formOf(
  z.looseObject({ half: z.string(), everybody: z.literal('present').optional() }).transform((body) => {
    const given = Object.entries(body).flatMap(([name, value]): [string, Mark][] => {
      const personId = /^mark\.(.+)$/.exec(name)?.[1];
      const mark = marks.find((one) => one === value);
      return personId && mark ? [[personId, mark]] : [];
    });
    return { half: body.half, everybody: body.everybody === 'present', marks: new Map(given) };
  }),
);

export const checkInForm = formOf(z.object({ code }));
