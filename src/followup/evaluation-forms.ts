import { isId } from '../ids';
import { type Answer, questions } from './evaluation';
import { textsOf, typedText } from '../web/form';
import { type Guarded, guarded } from './guard';

/** One person's answers: `rating.<question>` and `text.<question>`, each may be left out, not all. */
export function answersForm(body: unknown): Guarded<readonly Answer[]> {
  const typed = textsOf(body);
  const answers = answersIn(typed, '');
  const wrong = answers.length === 0 ? { [`rating.${questions[0]?.id}`]: 'evaluation.nothing' } : {};
  return guarded(typed, textNames(''), wrong, () => answers);
}

/** As many sheets as one page of the key-in grid takes. */
export const gridSheets = 6;

export interface Papers {
  readonly id: string;
  readonly sheets: readonly (readonly Answer[])[];
}

/** Sheets of paper: the same fields, each with `0.` to `5.` before it. A sheet without any answer is no sheet. */
export function papersForm(body: unknown): Guarded<Papers> {
  const typed = textsOf(body);
  const lines = Array.from({ length: gridSheets }, (_, at) => `${at}.`);
  const sheets = lines.map((line) => answersIn(typed, line)).filter((sheet) => sheet.length > 0);
  const id = typed['id'];
  const wrong: Record<string, string> = {};
  for (const name of lines.flatMap(ratingNames)) {
    if ((typed[name] ?? '').trim() !== '' && ratingIn(typed[name]) === null) wrong[name] = 'evaluation.ratingWrong';
  }
  if (sheets.length === 0) wrong[`0.rating.${questions[0]?.id}`] ??= 'evaluation.nothing';
  if (!isId(id)) wrong['id'] = 'form.stale';
  return guarded(typed, lines.flatMap(textNames), wrong, () => ({ id: String(id), sheets }));
}

const textNames = (line: string) => namesOf('text', line);
const ratingNames = (line: string) => namesOf('rating', line);

function namesOf(kind: 'text' | 'rating', line: string): string[] {
  return questions.filter((question) => question.kind === kind).map(({ id }) => `${line}${kind}.${id}`);
}

function answersIn(typed: Readonly<Record<string, string>>, line: string): Answer[] {
  return questions.flatMap(({ id, kind }): Answer[] => {
    const text = typed[`${line}${kind}.${id}`];
    const rating = kind === 'rating' ? ratingIn(text) : null;
    if (rating !== null) return [{ question: id, rating, body: null }];
    const body = kind === 'text' ? typedText(text ?? '') : '';
    return body === '' ? [] : [{ question: id, rating: null, body }];
  });
}

function ratingIn(text: string | undefined): number | null {
  return /^[1-5]$/.test((text ?? '').trim()) ? Number(text) : null;
}
