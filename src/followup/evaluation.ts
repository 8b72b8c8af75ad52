/** One question of the evaluation. Its words stand in `locales/` under `evaluation.question.<id>`. */
export interface Question {
  readonly id: string;
  readonly kind: 'rating' | 'text';
}

const ratings = ['purpose', 'work', 'language', 'case', 'safe', 'pace', 'tools', 'again'];
const texts = ['keep', 'change', 'open'];

/** The evaluation, in its order. An id is never used again for another question: answers of years are added up by it. */
export const questions: readonly Question[] = [
  ...ratings.map((id) => ({ id, kind: 'rating' as const })),
  ...texts.map((id) => ({ id, kind: 'text' as const })),
];

/** From 1, not at all, to 5, fully. */
export const scale = [1, 2, 3, 4, 5] as const;

/** Below this many people nothing is shown: in a smaller room everybody would know who wrote what. */
export const fewestShown = 5;

export type Answer =
  | { readonly question: string; readonly rating: number; readonly body: null }
  | { readonly question: string; readonly rating: null; readonly body: string };

export interface Result {
  readonly question: Question;
  /** How many gave each rating, from 1 to 5. Empty for a text. */
  readonly counts: readonly number[];
  readonly texts: readonly string[];
  /** How many people answered this question. */
  readonly n: number;
}

/** Answers added up by question; texts in an order of their own for each question. */
export function resultsOf(answers: readonly Answer[]): Result[] {
  return questions.map((question) => {
    const own = answers.filter((answer) => answer.question === question.id);
    const counts = scale.map((rating) => own.filter((answer) => answer.rating === rating).length);
    const bodies = own.flatMap(({ body }) => (body === null ? [] : [body]));
    return { question, counts: question.kind === 'rating' ? counts : [], texts: bodies, n: own.length };
  });
}

export type Standing = 'early' | 'open' | 'closed';

/** It can be answered from the workshop's last day on (ISO days at the venue), until somebody closes it. */
export function standingOf(workshop: { readonly endsOn: string }, day: string, closed: boolean): Standing {
  if (closed) return 'closed';
  return day < workshop.endsOn ? 'early' : 'open';
}
