import type { Grid, Item } from '../curriculum';
import { NotFound } from '../errors';
import { isId } from '../ids';
import type { Given } from './queries';
import { type Response, gradeParts, type TestForm, matchesOf, shownOptions } from './question';
import { requestFrom } from './request';

/** Which test an address means. Throws NotFound for any other. */
export function formIn(form: unknown): TestForm {
  if (form !== 'pre' && form !== 'post') throw new NotFound();
  return form;
}

/**
 * When the answers of a body were given. What waited on a device says how many seconds ago (`age`), which holds whatever
 * that device takes for the time; no answer was given before its test began.
 */
export function givenFrom(body: unknown, now: Date, startedAt: Date): Given {
  const { age, device, turn } = (body ?? {}) as Record<string, unknown>;
  const seconds = wholeNumber(age) ?? 0;
  const at = new Date(Math.max(now.getTime() - seconds * 1000, startedAt.getTime()));
  const count = wholeNumber(turn);
  return isId(device) && count !== undefined ? { at, device, turn: count } : { at };
}

function wholeNumber(typed: unknown): number | undefined {
  return typeof typed === 'string' && /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
}

/**
 * The answers a browser sent, read against the items they belong to. Fields: `a.<item>` = an option (repeated for
 * several), `a.<item>.<option>` = its place in an order or what was
 * matched with it or what was filled into a field of it, `a.<item>` = a short answer, `a.<item>.source|information|handling` = part of a grade.
 * What does not fit an item is left out: a page that is older than the publication cannot plant anything.
 */
export function answersFrom(body: unknown, items: readonly Item[], grid: Grid | undefined): Map<string, Response> {
  const fields = new Map(Object.entries((body ?? {}) as Record<string, unknown>));
  const answers = new Map<string, Response>();
  for (const item of items) {
    const response = responseTo(item, grid, fields);
    if (response) answers.set(item.id, response);
  }
  return answers;
}

function responseTo(item: Item, grid: Grid | undefined, fields: ReadonlyMap<string, unknown>): Response | undefined {
  const name = `a.${item.id}`;
  if (item.type === 'order') return places(item, name, fields);
  if (item.type === 'evaluate') return grade(grid, name, fields);
  if (item.type === 'request') return requestFrom(item, fields);
  if (item.type === 'match') return pairs(item, name, fields);
  if (item.type === 'text' || item.type === 'number') return typed(fields.get(name));
  const sent = [fields.get(name)].flat().filter((value) => typeof value === 'string');
  const known = item.options.map((option) => option.id).filter((id) => sent.includes(id));
  // A form without any box ticked sends nothing: the hidden field `a.<item>` = '' tells it from an untouched one.
  if (item.type === 'multiple') return sent.length > 0 ? { chosen: known } : undefined;
  return known.length === 1 ? { chosen: known } : undefined;
}

function places(item: Item, name: string, fields: ReadonlyMap<string, unknown>): Response | undefined {
  const given = item.options.flatMap(({ id }): [string, number][] => {
    const place = Number(fields.get(`${name}.${id}`) || Number.NaN);
    return Number.isInteger(place) && place >= 1 && place <= item.options.length ? [[id, place]] : [];
  });
  return given.length > 0 ? { places: Object.fromEntries(given) } : undefined;
}

function pairs(item: Item, name: string, fields: ReadonlyMap<string, unknown>): Response | undefined {
  const known = matchesOf(item);
  const given = shownOptions(item).flatMap(({ id }): [string, string][] => {
    const value = fields.get(`${name}.${id}`);
    return typeof value === 'string' && known.includes(value) ? [[id, value]] : [];
  });
  return given.length > 0 ? { pairs: Object.fromEntries(given) } : undefined;
}

/** An answer may be taken back: an empty one is kept as such. */
function typed(text: unknown): Response | undefined {
  return typeof text === 'string'
    ? {
        text: text
          .replace(/[\u0000-\u001f]/g, ' ')
          .trim()
          .slice(0, longestText),
      }
    : undefined;
}

/** Characters of a short answer. */
export const longestText = 200;

function grade(grid: Grid | undefined, name: string, fields: ReadonlyMap<string, unknown>): Response | undefined {
  const given = gradeParts.flatMap((part): [string, string][] => {
    const value = fields.get(`${name}.${part}`);
    return typeof value === 'string' && grid && Object.hasOwn(grid[part], value) ? [[part, value]] : [];
  });
  return given.length > 0 ? { grade: Object.fromEntries(given) } : undefined;
}
