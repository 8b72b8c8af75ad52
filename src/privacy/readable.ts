import { atVenue } from '../clock';
import type { Words } from '../words';

export interface ReadableField {
  readonly label: string;
  readonly value: string;
}

/** What of a row says something to a person: columns that have words, with their values. */
export function readable(row: Readonly<Record<string, unknown>>, t: Words): ReadableField[] {
  return Object.entries(row).flatMap(([column, value]) => {
    const key = `privacy.column.${column}`;
    if (value === null || value === '' || !t.has(key)) return [];
    const style = { dateStyle: 'long', timeStyle: 'short' } as const;
    const text = value instanceof Date ? `${atVenue(value, 'UTC', t.locale, style)} UTC` : plain(value);
    return [{ label: t(key), value: text }];
  });
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
