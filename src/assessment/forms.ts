import type { Grid, Item } from '../curriculum';
import { type Response, gradeParts } from './question';

/**
 * The answers a browser sent, read against the items they belong to. Fields: `a.<item>` = an option (repeated for
 * several), `a.<item>.<option>` = its place in an order, `a.<item>.source|information|handling` = part of a grade.
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

function grade(grid: Grid | undefined, name: string, fields: ReadonlyMap<string, unknown>): Response | undefined {
  const given = gradeParts.flatMap((part): [string, string][] => {
    const value = fields.get(`${name}.${part}`);
    return typeof value === 'string' && grid && Object.hasOwn(grid[part], value) ? [[part, value]] : [];
  });
  return given.length > 0 ? { grade: Object.fromEntries(given) } : undefined;
}
