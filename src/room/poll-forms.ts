import { z } from 'zod';
import { isId } from '../ids';
import { type Form, formOf, textsOf, typedText } from '../web/form';
import { type Guarded, questionForm } from './lot-forms';
import { type PollKind, isVote, pollKinds } from './poll';

// What a wall of 1024 by 768 has room for, in letters of 24 pixels.
const mostOptions = 6;
const longestQuestion = 160;
const longestOption = 80;

export const pollForm = formOf(
  z
    .object({
      id: z.string({ error: 'form.stale' }).refine(isId, 'form.stale'),
      kind: z.enum(pollKinds, { error: 'poll.kindMissing' }),
      question: z
        .string({ error: 'poll.questionMissing' })
        .transform(typedText)
        .pipe(z.string().min(1, 'poll.questionMissing').max(longestQuestion, 'poll.questionLong')),
      options: z
        .string()
        .optional()
        .transform((typed) =>
          typedText(typed ?? '')
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        ),
    })
    .refine(({ kind, options }) => kind === 'wall' || (options.length >= 2 && options.length <= mostOptions), {
      path: ['options'],
      message: 'poll.optionsWrong',
    })
    .refine(({ options }) => options.every((option) => option.length <= longestOption), {
      path: ['options'],
      message: 'poll.optionLong',
    })
    .transform((poll) => (poll.kind === 'wall' ? { ...poll, options: [] } : poll)),
);

/** `option` for a choice, `place.<option>` for an order, `points.<option>` for an allocation; a table if one is given. */
export function voteForm(
  body: unknown,
  kind: PollKind,
  options: number,
): Form<{ numbers: number[]; table: number | null }> {
  const typed = textsOf(body);
  const all = Array.from({ length: options }, (_, option) => option);
  const number = (name: string) =>
    Number(/^\d{1,3}$/.exec(typed[name]?.trim() ?? '')?.[0] ?? (kind === 'allocation' ? 0 : -1));
  const numbers = {
    choice: () => [number('option')],
    order: () => all.toSorted((a, b) => number(`place.${a}`) - number(`place.${b}`)),
    allocation: () => all.map((option) => number(`points.${option}`)),
    wall: () => [],
  }[kind]();
  const places = all.map((option) => number(`place.${option}`)).sort((a, b) => a - b);
  const ordered = kind !== 'order' || places.every((place, index) => place === index + 1);
  const errors: Record<string, string> = {};
  if (!ordered || !isVote(kind, options, numbers)) errors['vote'] = `poll.voteWrong.${kind}`;
  const table = tableIn(typed, errors);
  return Object.keys(errors).length > 0 ? { ok: false, errors, typed } : { ok: true, value: { numbers, table } };
}

/** A text for the wall (`question`), or several keyed in from paper. */
export function wallForm(body: unknown): Guarded<{ bodies: readonly string[]; table: number | null }> {
  const read = questionForm(body);
  const errors: Record<string, string> = read.ok ? {} : { ...read.errors };
  const table = tableIn(textsOf(body), errors);
  if (read.ok && Object.keys(errors).length === 0) return { ok: true, value: { bodies: read.value, table } };
  return { ok: false, typed: textsOf(body), errors, ...(read.ok || !read.found ? {} : { found: read.found }) };
}

/** Hands for each option: `hands.<option>`; an empty field is none. */
export function handsForm(body: unknown, options: number): Form<number[]> {
  const typed = textsOf(body);
  const errors: Record<string, string> = {};
  const counts = Array.from({ length: options }, (_, option) => {
    const given = typed[`hands.${option}`]?.trim() ?? '';
    if (!/^\d{0,3}$/.test(given)) errors[`hands.${option}`] = 'poll.handsWrong';
    return Number(given);
  });
  return Object.keys(errors).length > 0 ? { ok: false, errors, typed } : { ok: true, value: counts };
}

function tableIn(typed: Readonly<Record<string, string>>, errors: Record<string, string>): number | null {
  const given = typed['table']?.trim() ?? '';
  if (given === '') return null;
  const table = Number(given);
  if (!/^\d{1,2}$/.test(given) || table < 1) errors['table'] = 'poll.tableWrong';
  return table;
}

export const turnForm = formOf(
  z.object({ then: z.enum(['close-round', 'next-round', 'show', 'hide', 'close'], { error: 'form.stale' }) }),
);

export const verdictForm = formOf(z.object({ verdict: z.enum(['shown', 'kept back'], { error: 'form.stale' }) }));
