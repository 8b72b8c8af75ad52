import { z } from 'zod';
import { isId } from '../ids';
import { type Form, formOf, textsOf, typedText } from '../web/form';
import { type Guarded, gridLines, questionForm } from './lot-forms';
import { type Poll, isVote, pollKinds } from './poll';

// What a wall of 1024 by 768 has room for, in letters of 24 pixels.
const mostOptions = 6;
/** What is put in order or given points may be more, if it is short. */
const mostShortOptions = 8;
const shortOption = 32;
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
      points: z
        .string()
        .optional()
        .transform((typed) => (typed?.trim() ? Number(typed) : 100))
        .pipe(
          z.number('poll.pointsWrong').int('poll.pointsWrong').min(2, 'poll.pointsWrong').max(1000, 'poll.pointsWrong'),
        ),
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
    .refine(
      ({ kind, options }) =>
        kind === 'wall' ||
        (options.length >= 2 && options.length <= (kind === 'choice' ? mostOptions : mostShortOptions)),
      { path: ['options'], message: 'poll.optionsWrong' },
    )
    .refine(({ options }) => options.length <= mostOptions || options.every((option) => option.length <= shortOption), {
      path: ['options'],
      message: 'poll.optionsLong',
    })
    .refine(({ options }) => options.every((option) => option.length <= longestOption), {
      path: ['options'],
      message: 'poll.optionLong',
    })
    .transform((poll) => (poll.kind === 'wall' ? { ...poll, options: [] } : poll)),
);

type Asked = Pick<Poll, 'kind' | 'options' | 'points'>;
type Typed = Readonly<Record<string, string>>;

/** `option` for a choice, `place.<option>` for an order, `points.<option>` for an allocation; a table if one is given. */
export function voteForm(body: unknown, poll: Asked): Form<{ numbers: number[]; table: number | null }> {
  const typed = textsOf(body);
  const numbers = readVote(typed, poll, '');
  const errors: Record<string, string> = {};
  if (!numbers) errors['vote'] = `poll.voteWrong.${poll.kind}`;
  const table = tableIn(typed, errors);
  return !numbers || Object.keys(errors).length > 0
    ? { ok: false, errors, typed }
    : { ok: true, value: { numbers, table } };
}

/**
 * Votes from the printed sheet, one a column: `place.<line>.<option>` or `points.<line>.<option>`. An empty one is nothing.
 * With the id of the form, so that a sheet sent twice is counted once.
 */
export function ballotsForm(
  body: unknown,
  poll: Asked,
): Form<{ input: string; ballots: { line: number; numbers: number[] }[]; table: number | null }> {
  const typed = textsOf(body);
  const errors: Record<string, string> = {};
  const ballots: { line: number; numbers: number[] }[] = [];
  const field = poll.kind === 'order' ? 'place' : 'points';
  for (let line = 0; line < gridLines; line += 1) {
    if (poll.options.every((_, option) => (typed[`${field}.${line}.${option}`]?.trim() ?? '') === '')) continue;
    const numbers = readVote(typed, poll, `${line}.`);
    if (numbers) ballots.push({ line, numbers });
    else errors[`ballot.${line}`] = `poll.voteWrong.${poll.kind}`;
  }
  if (ballots.length === 0 && Object.keys(errors).length === 0) errors['ballot.0'] = 'poll.ballotsMissing';
  const table = tableIn(typed, errors, 'sheet');
  const input = typed['input'] ?? '';
  if (!isId(input)) errors['ballot.0'] ??= 'form.stale';
  return Object.keys(errors).length > 0 ? { ok: false, errors, typed } : { ok: true, value: { input, ballots, table } };
}

/** The numbers of one vote, or undefined where they are none. No points given is none. */
function readVote(typed: Typed, { kind, options, points }: Asked, line: string): number[] | undefined {
  const all = options.map((_, option) => option);
  const number = (name: string) => {
    const given = typed[name]?.trim() ?? '';
    return given === '' && kind === 'allocation' ? 0 : Number(/^\d{1,4}$/.exec(given)?.[0] ?? -1);
  };
  if (kind === 'wall') return undefined;
  if (kind === 'order') {
    const places = all.map((option) => number(`place.${line}${option}`));
    const whole = places.toSorted((a, b) => a - b).every((place, index) => place === index + 1);
    return whole ? all.toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0)) : undefined;
  }
  const numbers = kind === 'choice' ? [number('option')] : all.map((option) => number(`points.${line}${option}`));
  return isVote(kind, options.length, numbers, points) ? numbers : undefined;
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

function tableIn(typed: Typed, errors: Record<string, string>, name = 'table'): number | null {
  const given = typed[name]?.trim() ?? '';
  if (given === '') return null;
  const table = Number(given);
  if (!/^\d{1,2}$/.test(given) || table < 1) errors[name] = 'poll.tableWrong';
  return table;
}

export const turnForm = formOf(
  z.object({ then: z.enum(['close-round', 'next-round', 'show', 'hide', 'close'], { error: 'form.stale' }) }),
);

export const verdictForm = formOf(z.object({ verdict: z.enum(['shown', 'kept back'], { error: 'form.stale' }) }));
