import type { Item, ItemField } from '../curriculum';

/** What somebody filled into a request: what was chosen in each field, and own words. They may have been removed since. */
export interface RequestResponse {
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly words?: string;
}

/** Characters of own words. */
export const longestWords = 1500;

/** The options that belong to a field. */
export function optionsIn(item: Item, field: ItemField): Item['options'] {
  return item.options.filter((option) => option.field === field.id);
}

/** Whether every field has something chosen, and something is written. */
export function isFilled(item: Item, { fields, words = '' }: RequestResponse): boolean {
  return words.trim() !== '' && (item.fields ?? []).every(({ id }) => (fields[id] ?? []).length > 0);
}

/**
 * How much of a field is right, from 0 to 1. Where one is chosen: all or nothing. Where several are: the share of the
 * right ones that were chosen, less the same share for each wrong one, and never below nothing.
 */
export function fieldMark(item: Item, field: ItemField, chosen: readonly string[]): number {
  const options = optionsIn(item, field);
  const right = options.filter(({ correct }) => correct);
  const good = right.filter(({ id }) => chosen.includes(id)).length;
  const wrong = options.filter(({ id, correct }) => !correct && chosen.includes(id)).length;
  if (!field.several) return good === 1 && wrong === 0 ? 1 : 0;
  return Math.max(0, good - wrong) / right.length;
}

/** The mean of the fields. Own words are marked by people, and count for nothing here. */
export function requestMark(item: Item, { fields }: RequestResponse): number {
  const asked = item.fields ?? [];
  const total = asked.reduce((sum, field) => sum + fieldMark(item, field, fields[field.id] ?? []), 0);
  return asked.length === 0 ? 0 : total / asked.length;
}

/** What a browser sent of a request: `a.<item>.<field>`. What was not offered is left out. */
export function requestFrom(item: Item, fields: ReadonlyMap<string, unknown>): RequestResponse | undefined {
  const name = `a.${item.id}`;
  const given = (item.fields ?? []).flatMap((field): [string, string[]][] => {
    const sent = [fields.get(`${name}.${field.id}`)].flat().filter((value) => typeof value === 'string');
    const known = optionsIn(item, field).flatMap(({ id }) => (sent.includes(id) ? [id] : []));
    return known.length > 0 ? [[field.id, field.several ? known : known.slice(0, 1)]] : [];
  });
  const typed = fields.get(`${name}.${item.writes?.id ?? ''}`);
  const isAsked = (item.fields ?? []).some(({ id }) => fields.has(`${name}.${id}`));
  if (!isAsked && typeof typed !== 'string') return undefined;
  return { fields: Object.fromEntries(given), ...(typeof typed === 'string' && { words: ownWords(typed) }) };
}

function ownWords(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
  return Array.from(plain.trim()).slice(0, longestWords).join('');
}
