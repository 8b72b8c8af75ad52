import { z } from 'zod';
import { isId, newId } from '../ids';
import { formOf } from '../web/form';

/** Shows the line of the persons at the centre to the room, or puts it away; `role` is the page it was sent from. */
export const showingForm = formOf(
  z.object({
    input: z.string().refine(isId).catch(newId),
    show: z.enum(['yes', 'no']).transform((said) => said === 'yes'),
    role: z.string().regex(/^[a-z][a-z0-9-]*$/),
  }),
);
