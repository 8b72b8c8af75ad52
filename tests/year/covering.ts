import { hidden } from './counting';
import type { Expected, Line } from './lines';
import type { Covered } from './recount';

/**
 * Which lines of a breakdown a report covers, by the title of its table. Throws where a line of fewer than five is shown,
 * or where what is covered could be worked out: one line alone, or lines that hold fewer than five together.
 * `counts` are all lines with their true numbers.
 */
export function coveredIn(report: readonly Line[], counts: readonly Expected[], part: string): Record<string, Covered> {
  const found: Record<string, Covered> = {};
  const breakdowns = counts.filter((one) => one.part === part && one.figure === 'People');
  for (const table of new Set(breakdowns.map((one) => one.table))) {
    const told = report.filter((one) => one.part === part && one.table === table && one.figure === 'People');
    if (told.length === 1 && told[0]?.line === 'Not shown by line') {
      found[table] = undefined;
      continue;
    }
    const numbers = breakdowns
      .filter((one) => one.table === table)
      .map(({ line, value }) => ({ line, people: typeof value === 'string' ? 0 : value.value }));
    const covered = told.filter(({ value }) => value === hidden).map(({ line }) => line);
    const open = numbers.filter(({ line, people }) => people < 5 && !covered.includes(line));
    if (open.length > 0) throw new Error(`${table} shows ${open.map(({ line }) => line).join(', ')}, who are few.`);
    const together = numbers.reduce((sum, { line, people }) => sum + (covered.includes(line) ? people : 0), 0);
    if (covered.length === 1 || (covered.length > 0 && together < 5))
      throw new Error(`${table} covers ${covered.join(', ')}, who can be worked out.`);
    found[table] = covered.sort();
  }
  return found;
}
