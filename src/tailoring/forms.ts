import { z } from 'zod';
import { type ModuleChoice, modulePlaces } from '../curriculum';
import { formOf, typedText } from '../web/form';
import { longestNote, readers } from './note';

/** Markdown as typed: lines kept, characters that cannot be kept or seen taken out. */
const words = z
  .string()
  .optional()
  .transform((typed) => typedText(typed ?? ''))
  .pipe(z.string().max(longestNote, 'form.tooLong'));

/** `then`: `keep` writes the same words against the text as it is now, `remove` takes the note away. */
export const noteForm = formOf(
  z.object({
    body: words,
    readers: z.enum(readers, { error: 'tailoring.readersMissing' }),
    then: z.enum(['save', 'keep', 'remove']).catch('save'),
  }),
);

const factor = z.coerce
  .number({ error: 'tailoring.factorWrong' })
  .min(1, 'tailoring.factorWrong')
  .max(3, 'tailoring.factorWrong');

/**
 * The modules of a workshop: `place.<id>` and `order.<id>` for each, in the order in which they stand on the page, and
 * `falls.<objective>` for what is said to fall.
 */
export const modulesForm = formOf(
  z.looseObject({ interpretation: factor, then: z.string().optional() }).transform((body) => {
    const places = Object.entries(body).flatMap(([name, value]) => {
      const id = /^place\.(.+)$/.exec(name)?.[1];
      const place = modulePlaces.find((each) => each === value);
      return id === undefined || !place ? [] : [{ id, place }];
    });
    const sent = places.map((each, at) => ({ ...each, order: placeAmong(at + 1, Number(body[`order.${each.id}`])) }));
    const modules = sent.sort((a, b) => a.order - b.order).map(({ id, place }) => ({ id, place }));
    const falling = Object.keys(body).flatMap((name) => /^falls\.(.+)$/.exec(name)?.[1] ?? []);
    const choice: ModuleChoice = { modules, interpretation: body.interpretation };
    return { choice, falling, asProgramme: body.then === 'programme' };
  }),
);

/** A module takes the place that was typed for it; the one that had it makes room to the side it came from. */
function placeAmong(before: number, typed: number): number {
  if (!Number.isFinite(typed) || typed < 1 || typed === before) return before;
  return typed < before ? typed - 0.5 : typed + 0.5;
}
