import type { Assessment, Grid, Item, ItemType } from '../curriculum';
import type { Content } from '../prose/prose';

export type TestForm = 'pre' | 'post';

/** An item as a browser may have it: no key, no feedback, and its options in an order that tells nothing. */
export interface Question {
  readonly id: string;
  readonly type: ItemType;
  readonly stem: string;
  readonly setting: readonly Content[];
  readonly options: readonly { readonly id: string; readonly content: readonly Content[] }[];
  readonly grid?: Grid;
}

/** What a person answered. Parts may be missing: an answer is kept as soon as any of it is given. */
export type Response =
  | { readonly chosen: readonly string[] }
  | { readonly places: Readonly<Record<string, number>> }
  | { readonly grade: Readonly<Partial<Record<GradePart, string>>> };

export const gradeParts = ['source', 'information', 'handling'] as const;
export type GradePart = (typeof gradeParts)[number];

export function itemsOf(assessment: Assessment, form: TestForm): readonly Item[] {
  return assessment.items.filter((item) => item.form === form);
}

/**
 * The question of an item, with its options in an order drawn from `seed` (the attempt's id): the same at every
 * refresh, another for every person. True and false keep their order.
 */
export function questionOf(item: Item, grid: Grid | undefined, seed: string, draw: (text: string) => string): Question {
  const options = item.options.map(({ id, content }) => ({ id, content }));
  const place = new Map(options.map(({ id }) => [id, draw(`${seed} ${item.id} ${id}`)]));
  if (item.type !== 'true-false') options.sort((a, b) => ((place.get(a.id) ?? '') < (place.get(b.id) ?? '') ? -1 : 1));
  const question = { id: item.id, type: item.type, stem: item.stem, setting: item.setting, options };
  return item.type === 'evaluate' && grid ? { ...question, grid } : question;
}

/** Whether nothing is missing from an answer. */
export function isComplete(item: Item, response: Response | undefined): boolean {
  if (!response) return false;
  if ('chosen' in response) return response.chosen.length > 0;
  if ('places' in response) return new Set(Object.values(response.places)).size === item.options.length;
  return gradeParts.every((part) => response.grade[part] !== undefined);
}

/**
 * How much of an item is right, from 0 to 1. `single` and `true-false`: all or nothing. `multiple`: all right options
 * and no other. `order`: the right order. `evaluate`: a third for each part of the grade.
 */
export function mark(item: Item, response: Response | undefined): number {
  if (!response) return 0;
  if ('chosen' in response) {
    const right = item.options.filter((option) => option.correct).map((option) => option.id);
    return right.length === response.chosen.length && right.every((id) => response.chosen.includes(id)) ? 1 : 0;
  }
  if ('places' in response) return item.options.every((option, at) => response.places[option.id] === at + 1) ? 1 : 0;
  const grade = item.grade;
  if (!grade) return 0;
  return gradeParts.filter((part) => response.grade[part] === grade[part]).length / gradeParts.length;
}

/** One line of a person's own result: what they had right before and after, objective by objective. */
export interface Gain {
  readonly objective: string;
  readonly items: number;
  readonly before: number;
  readonly after: number;
}

/** Paired by objective: an objective is counted only where both forms have it. */
export function gainsOf(
  assessment: Assessment,
  before: ReadonlyMap<string, Response>,
  after: ReadonlyMap<string, Response>,
): Gain[] {
  const points = (form: TestForm, objective: string, given: ReadonlyMap<string, Response>) =>
    itemsOf(assessment, form)
      .filter((item) => item.objective === objective)
      .reduce((sum, item) => sum + mark(item, given.get(item.id)), 0);
  const count = (form: TestForm, objective: string) =>
    itemsOf(assessment, form).filter((item) => item.objective === objective).length;
  return [...new Set(assessment.items.map((item) => item.objective))]
    .filter((objective) => count('pre', objective) > 0 && count('post', objective) > 0)
    .map((objective) => ({
      objective,
      items: count('post', objective),
      before: (points('pre', objective, before) / count('pre', objective)) * count('post', objective),
      after: points('post', objective, after),
    }));
}
