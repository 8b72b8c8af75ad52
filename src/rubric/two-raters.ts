import type { Rubric } from '../curriculum';
import { type AnswerRater, type Sheet, standing } from './mark';

/** Who is which rater of an answer: a person's id, or null for somebody who was erased. */
export type Places = Readonly<Partial<Record<AnswerRater, string | null>>>;

/** Where the marks of an answer stand on one criterion. */
export interface Settled {
  readonly criterion: string;
  readonly first: number;
  readonly second: number;
  /** Both gave it, or the third did where they differ; null while they differ and nobody has settled it. */
  readonly agreed: number | null;
}

/**
 * Where the marks of one answer stand, criterion by criterion; empty until two raters have marked it. A third settles
 * nothing on which the two agree.
 */
export function settledOf(rubric: Rubric, sheets: readonly Sheet[]): readonly Settled[] {
  const stand = standing(sheets);
  const levelOf = (rater: AnswerRater, criterion: string) =>
    stand.find((sheet) => sheet.rater === rater)?.marks.find((mark) => mark.criterion === criterion)?.level;
  return rubric.criteria.flatMap(({ id }): Settled[] => {
    const [first, second] = [levelOf('first', id), levelOf('second', id)];
    if (first === undefined || second === undefined) return [];
    return [{ criterion: id, first, second, agreed: first === second ? first : (levelOf('third', id) ?? null) }];
  });
}

/**
 * As which rater somebody marks an answer now: as the one they are; else in the first place that is free. The third place
 * is there only where two have marked and differ. Undefined where there is nothing for them to do: what is agreed stays.
 */
export function raterFor(places: Places, settled: readonly Settled[], person: string): AnswerRater | undefined {
  if (settled.length > 0 && settled.every(({ agreed }) => agreed !== null)) return undefined;
  for (const rater of ['first', 'second', 'third'] as const) if (places[rater] === person) return rater;
  if (places.first === undefined) return 'first';
  if (places.second === undefined) return 'second';
  return places.third === undefined && settled.length > 0 ? 'third' : undefined;
}

/**
 * Of each answer that two have marked, their sheets as they stood when neither had seen the other's: what is changed
 * after they talked is left out, and so is the third.
 */
export function independentSheets(sheets: readonly Sheet[]): readonly Sheet[] {
  const found = new Map<string, Partial<Record<'first' | 'second', Sheet>>>();
  for (const sheet of sheets) {
    if (sheet.rater !== 'first' && sheet.rater !== 'second') continue;
    const both = found.get(sheet.subjectId) ?? {};
    if (both.first && both.second) continue;
    found.set(sheet.subjectId, { ...both, [sheet.rater]: sheet });
  }
  return [...found.values()].flatMap(({ first, second }) => (first && second ? [first, second] : []));
}
