import { z } from 'zod';
import { isId } from '../ids';
import { formOf } from '../web/form';
import { readLanguages } from '../workshops';

/** What a facilitator wants of the tables. `places` holds everybody who stood on the page. */
export interface TablesWish {
  readonly input: string;
  readonly seen: number;
  readonly then: 'save' | 'shuffle';
  readonly tables: number;
  readonly places: ReadonlyMap<string, { readonly number: number | null; readonly held: boolean }>;
  readonly languages: ReadonlyMap<string, readonly string[]>;
}

/** As much as the page's field takes. */
const longestLine = 300;

/**
 * `table.<person>` is a number, `held.<person>` is sent where they are to stay, `languages.<person>` is a line as typed.
 * There are never more tables than `people`.
 */
export const tablesForm = (people: number) =>
  formOf(
    z
      .looseObject({
        input: z.string({ error: 'form.stale' }).refine(isId, 'form.stale'),
        seen: z.coerce.number({ error: 'form.stale' }).int('form.stale').min(0, 'form.stale'),
        then: z.enum(['save', 'shuffle']).catch('save'),
        tables: z.coerce
          .number({ error: 'tables.countWrong' })
          .int('tables.countWrong')
          .min(1, 'tables.countWrong')
          .max(Math.min(100, people), 'tables.countWrong'),
      })
      .transform(({ input, seen, then, tables, ...body }): TablesWish => {
        const ofPeople = (prefix: string) =>
          Object.entries(body).flatMap(([name, value]): [string, string][] => {
            const id = name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : '';
            return isId(id) && typeof value === 'string' ? [[id, value]] : [];
          });
        const numberOf = (typed: string) => (/^\d{1,3}$/.test(typed) && Number(typed) > 0 ? Number(typed) : null);
        const held = new Map(ofPeople('held'));
        return {
          ...{ input, seen, then, tables },
          places: new Map(
            ofPeople('table').map(([id, typed]) => [id, { number: numberOf(typed), held: held.has(id) }]),
          ),
          languages: new Map(
            ofPeople('languages').map(([id, typed]) => [id, readLanguages(typed.slice(0, longestLine))]),
          ),
        };
      }),
  );
