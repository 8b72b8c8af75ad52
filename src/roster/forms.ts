import { z } from 'zod';
import { cleanName, longestName, nameField } from '../accounts';
import { isId } from '../ids';
import { formOf } from '../web/form';
import { type Field, type Mapping, fields } from './columns';
import { dateOrders } from './dates';
import type { Answer } from './plan';
import type { Side } from './merge';
import { rosterRoles } from './roster';
import { limits } from '../intake/sheet';

/** How a file is to be read: `headings` is a line, `column.3` the field in the fourth column. */
export const mappingForm = formOf(
  z
    .looseObject({
      headings: z.coerce.number({ error: 'form.stale' }).int('form.stale').min(0, 'form.stale'),
      dateOrder: z.enum(['', ...dateOrders]).optional(),
    })
    .transform((body): Mapping => {
      const columns: (Field | null)[] = [];
      for (let at = 0; at < limits.columns && `column.${at}` in body; at += 1) {
        const field = fields.find((one) => one === body[`column.${at}`]) ?? null;
        columns.push(field !== null && columns.includes(field) ? null : field);
      }
      return { headings: body.headings, columns, dateOrder: body.dateOrder || null };
    }),
);

/** What was decided about lines: `answer.7` is `new`, `skip`, or the id of the person who is meant. */
export const answersForm = formOf(
  z.looseObject({}).transform((body): ReadonlyMap<number, Answer> => {
    const given = Object.entries(body).flatMap(([name, value]): [number, Answer][] => {
      const line = /^answer\.(\d{1,7})$/.exec(name)?.[1];
      const known = value === 'new' || value === 'skip' || isId(value);
      return line !== undefined && known ? [[Number(line), value]] : [];
    });
    return new Map(given);
  }),
);

const text = z
  .string()
  .optional()
  .transform((typed) => cleanName(typed ?? ''))
  .pipe(z.string().max(longestName, 'form.tooLong'))
  .transform((clean) => clean || undefined);

const id = z.string({ error: 'form.stale' }).refine(isId, 'form.stale');

/** A new person by name. The form carries their id, so that a form sent twice makes one person. */
export const personForm = formOf(
  z.object({
    id,
    name: nameField,
    represents: text,
    agency: text,
    role: z.enum(rosterRoles, { error: 'form.unreadable' }),
  }),
);

export const substituteForm = formOf(z.object({ id, enrolment: id, name: nameField }));

export const endForm = formOf(z.object({ enrolment: id, sure: z.literal('yes', { error: 'roster.end.sure' }) }));

export const accountForm = formOf(
  z.object({
    email: z
      .string({ error: 'account.emailMissing' })
      .trim()
      .toLowerCase()
      .pipe(z.email({ error: 'account.emailWrong' })),
    role: z.enum(['facilitator', 'observer', 'interpreter'], { error: 'form.unreadable' }),
  }),
);

/** Which of two rows stands: `clash.attendance.0` is `kept` or `other`; `name` likewise. */
export const mergeForm = formOf(
  z.looseObject({ other: id }).transform(({ other, ...body }) => {
    const given = Object.entries(body).flatMap(([name, value]): [string, Side][] => {
      const clash = /^clash\.(.+)$/.exec(name)?.[1];
      return clash !== undefined && (value === 'kept' || value === 'other') ? [[clash, value]] : [];
    });
    return { other, choices: new Map(given), name: body['name'] === 'other' ? ('other' as const) : ('kept' as const) };
  }),
);
