import { z } from 'zod';
import { type Caution, cautionsIn } from '../prose';
import { type Form, formOf, textsOf, typedText } from '../web/form';
import type { NewAction } from './lot-queries';

/** The longest question, action or text for the wall, in characters. */
export const longestText = 500;
/** As many lines as a page of the printed blank has. */
export const gridLines = 8;

/** A form whose free text was looked at before anything is kept; `found` are the words that gave the reason. */
export type Guarded<Value> = Form<Value> & { readonly found?: Readonly<Record<string, readonly string[]>> };

/**
 * Questions for the parking lot: `question`, or `question.0` … from the key-in grid; empty lines are nothing. What looks
 * like a real person's data is sent back with the reason (`room.guard.<concern>`) before it is stored.
 */
export function questionForm(body: unknown): Guarded<readonly string[]> {
  const typed = textsOf(body);
  const names = ['question', ...lines('question')];
  const check = checked(names, typed, {});
  const questions = names.map((name) => typedText(typed[name] ?? '')).filter((text) => text !== '');
  if (questions.length === 0) check.errors['question'] ??= 'lot.questionMissing';
  return Object.keys(check.errors).length > 0 ? { ok: false, typed, ...check } : { ok: true, value: questions };
}

/** Actions from the grid: `what.0`, `who.0`, `due.0` …; a line with one of them needs what and who. */
export function actionForm(body: unknown): Guarded<readonly NewAction[]> {
  const typed = textsOf(body);
  const errors: Record<string, string> = {};
  const actions: NewAction[] = [];
  for (let line = 0; line < gridLines; line += 1) {
    const [what = '', who = '', due = ''] = ['what', 'who', 'due'].map((name) =>
      typedText(typed[`${name}.${line}`] ?? ''),
    );
    if (what === '' && who === '' && due === '') continue;
    if (what === '') errors[`what.${line}`] = 'action.whatMissing';
    if (who === '') errors[`who.${line}`] = 'action.whoMissing';
    if (due !== '' && !z.iso.date().safeParse(due).success) errors[`due.${line}`] = 'action.dueWrong';
    actions.push({ what, who, dueOn: due === '' ? null : due });
  }
  if (actions.length === 0) errors['what.0'] = 'action.whatMissing';
  const check = checked([...lines('what'), ...lines('who')], typed, errors);
  return Object.keys(check.errors).length > 0 ? { ok: false, typed, ...check } : { ok: true, value: actions };
}

export const settlementForm = formOf(
  z.object({
    outcome: z.enum(['answered', 'carried', 'removed'], { error: 'form.stale' }),
    words: z
      .string()
      .optional()
      .transform((typed) => typedText(typed ?? '').slice(0, longestText)),
  }),
);

function lines(name: string): string[] {
  return Array.from({ length: gridLines }, (_, line) => `${name}.${line}`);
}

function checked(names: readonly string[], typed: Readonly<Record<string, string>>, before: Record<string, string>) {
  const errors = { ...before };
  const found: Record<string, string[]> = {};
  for (const name of names) {
    const text = typedText(typed[name] ?? '');
    if (text.length > longestText) errors[name] = 'room.tooLong';
    const cautions: readonly Caution[] = cautionsIn(text, '');
    const [first] = cautions;
    if (!first) continue;
    errors[name] = `room.guard.${first.concern}`;
    found[name] = [...new Set(cautions.map(({ excerpt }) => excerpt))];
  }
  return { errors, found };
}
