import type { Assessment, Grid, Item, ItemType } from '../curriculum';
import { type Content, plainText } from '../prose';
import { type RequestResponse, isFilled, optionsIn, requestMark } from './request';

export type TestForm = 'pre' | 'post';

/** An item as a browser may have it: no key, no feedback, and its options in an order that tells nothing. */
export interface Question {
  readonly id: string;
  readonly type: ItemType;
  readonly stem: string;
  readonly setting: readonly Content[];
  readonly options: readonly { readonly id: string; readonly content: readonly Content[] }[];
  readonly grid?: Grid;
  /** For `match`: what may belong to an option, in an order that tells nothing. */
  readonly matches?: readonly string[];
  /** For `number`. */
  readonly unit?: string;
  /** For `request`: its fields, each with options in an order that tells nothing, and where own words are written. */
  readonly fields?: readonly {
    readonly id: string;
    readonly label: string;
    readonly several: boolean;
    readonly options: Question['options'];
  }[];
  readonly writes?: { readonly id: string; readonly label: string };
}

/** What a person answered. Parts may be missing: an answer is kept as soon as any of it is given. */
export type Response =
  | { readonly chosen: readonly string[] }
  | { readonly places: Readonly<Record<string, number>> }
  | { readonly pairs: Readonly<Record<string, string>> }
  | { readonly text: string }
  | RequestResponse
  | { readonly grade: Readonly<Partial<Record<GradePart, string>>> };

export const gradeParts = ['source', 'information', 'handling'] as const;
export type GradePart = (typeof gradeParts)[number];

export function itemsOf(assessment: Assessment, form: TestForm): readonly Item[] {
  return assessment.items.filter((item) => item.form === form);
}

/** A rating asks what somebody thinks: it has no key, and counts in no result. */
export function isScored(item: Item): boolean {
  return item.type !== 'rating';
}

/** The options of an item that a reader sees: of a short text none, of a request field by field, of a match those that ask for something. */
export function shownOptions(item: Item): Item['options'] {
  if (item.type === 'text' || item.type === 'request') return [];
  return item.type === 'match' ? item.options.filter((option) => option.correct) : item.options;
}

/** What a reader may match, each once and in no order. */
export function matchesOf(item: Item): string[] {
  return [...new Set(item.options.flatMap(({ match }) => match ?? []))];
}

/**
 * The question of an item, with its options in an order drawn from `seed` (the attempt's id): the same at every
 * refresh, another for every person. True and false, and the steps of a rating, keep their order.
 */
export function questionOf(item: Item, grid: Grid | undefined, seed: string, draw: (text: string) => string): Question {
  const drawn = <Each>(all: readonly Each[], name: (each: Each) => string): Each[] => {
    const places = new Map(all.map((each) => [each, draw(`${seed} ${item.id} ${name(each)}`)]));
    return [...all].sort((a, b) => ((places.get(a) ?? '') < (places.get(b) ?? '') ? -1 : 1));
  };
  const shown = shownOptions(item).map(({ id, content }) => ({ id, content }));
  const options = item.type === 'true-false' || item.type === 'rating' ? shown : drawn(shown, ({ id }) => id);
  const question = { id: item.id, type: item.type, stem: item.stem, setting: item.setting, options };
  if (item.type === 'match') return { ...question, matches: drawn(matchesOf(item), (words) => words) };
  if (item.fields && item.writes) {
    const fields = item.fields.map((field) => ({
      ...field,
      options: drawn(optionsIn(item, field), ({ id }) => id).map(({ id, content }) => ({ id, content })),
    }));
    return { ...question, fields, writes: item.writes };
  }
  if (item.number?.unit !== undefined) return { ...question, unit: item.number.unit };
  return item.type === 'evaluate' && grid ? { ...question, grid } : question;
}

/** Whether nothing is missing from an answer. */
export function isComplete(item: Item, response: Response | undefined): boolean {
  if (!response) return false;
  if ('chosen' in response) return response.chosen.length > 0;
  if ('places' in response) return new Set(Object.values(response.places)).size === item.options.length;
  if ('pairs' in response) return shownOptions(item).every(({ id }) => response.pairs[id] !== undefined);
  if ('fields' in response) return isFilled(item, response);
  if ('text' in response) return item.type === 'number' ? numberIn(response.text) !== undefined : response.text !== '';
  return gradeParts.every((part) => response.grade[part] !== undefined);
}

/**
 * How much of an item is right, from 0 to 1. `single` and `true-false`: all or nothing. `multiple`: all right options
 * and no other. `order`: the right order. `evaluate`: a third for each part of the grade. `match`: the share of lines
 * that have what belongs to them. `text`: one of the accepted answers, whatever its case and spaces. `number`: within
 * the tolerance. `request`: the mean of its fields. `rating`: nothing, ever.
 */
export function mark(item: Item, response: Response | undefined): number {
  if (!response || !isScored(item)) return 0;
  if ('chosen' in response) {
    const right = item.options.filter((option) => option.correct).map((option) => option.id);
    return right.length === response.chosen.length && right.every((id) => response.chosen.includes(id)) ? 1 : 0;
  }
  if ('places' in response) return item.options.every((option, at) => response.places[option.id] === at + 1) ? 1 : 0;
  if ('pairs' in response) {
    const lines = shownOptions(item);
    return lines.filter(({ id, match }) => response.pairs[id] === match).length / lines.length;
  }
  if ('fields' in response) return requestMark(item, response);
  if ('text' in response) return isRightText(item, response.text) ? 1 : 0;
  const grade = item.grade;
  if (!grade) return 0;
  return gradeParts.filter((part) => response.grade[part] === grade[part]).length / gradeParts.length;
}

function isRightText(item: Item, text: string): boolean {
  if (item.number) {
    const typed = numberIn(text);
    // What is left over when decimals are taken from each other is no distance.
    return typed !== undefined && Math.abs(typed - item.number.answer) <= item.number.tolerance + 1e-9;
  }
  const folded = foldText(text);
  return item.options.some(({ correct, content }) => correct && foldText(wordsOf(content)) === folded);
}

function wordsOf(content: readonly Content[]): string {
  return content.map((one) => (one.type === 'paragraph' ? plainText(one.children) : '')).join(' ');
}

/** Words as they are compared: NFKC (Unicode 16, UAX #15), without regard to case and to the number of spaces. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

/** A number as people type it: digits of any script, a comma or a point before its decimals, a sign. */
export function numberIn(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(valueOfDigit(digit)))
    .replace('\u2212', '-')
    .replace(/[,\u066b]/, '.')
    .trim();
  return /^[-+]?\d{1,12}(\.\d{1,9})?$/.test(plain) ? Number(plain) : undefined;
}

/** Unicode keeps the ten digits of a script together and in order, so the first of them is found by going back. */
function valueOfDigit(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return value;
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
      .filter((item) => item.objective === objective && isScored(item))
      .reduce((sum, item) => sum + mark(item, given.get(item.id)), 0);
  const count = (form: TestForm, objective: string) =>
    itemsOf(assessment, form).filter((item) => item.objective === objective && isScored(item)).length;
  return [...new Set(assessment.items.map((item) => item.objective))]
    .filter((objective) => count('pre', objective) > 0 && count('post', objective) > 0)
    .map((objective) => ({
      objective,
      items: count('post', objective),
      before: (points('pre', objective, before) / count('pre', objective)) * count('post', objective),
      after: points('post', objective, after),
    }));
}
