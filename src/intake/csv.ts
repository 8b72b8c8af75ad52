import { guarded } from './formula';

export type Table = readonly (readonly string[])[];

/** RFC 4180 with a byte order mark, by which spreadsheets know UTF-8; no cell can run as a formula. */
export function csvOf(table: Table): Buffer {
  const cell = (value: string) => {
    const safe = guarded(value);
    return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return Buffer.from(`\ufeff${table.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`, 'utf8');
}
