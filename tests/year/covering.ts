import { hidden } from './counting';
import type { Expected, Line } from './lines';
import { askedIn, participantsOf } from './counting';
import type { RawWorkshop } from './raw';
import { type Covered, afterMonths, outcomes } from './recount';

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

/**
 * Which outcomes of each month's question a report covers. Throws where fewer than five are told, or what is covered could
 * be worked out. Who was not asked is in a line of its own, which no report has.
 */
export function coveredAnswers(report: readonly Line[], workshop: RawWorkshop): Record<number, Covered> {
  const found: Record<number, Covered> = {};
  for (const month of [1, 3, 6]) {
    const asked = askedIn(workshop, month);
    const told = report.filter(({ part, line }) => part === 'After the return to work' && line === afterMonths(month));
    if (told.length === 0) continue;
    const valueOf = (name: string) => told.find(({ figure }) => figure === name)?.value ?? '';
    const lines: [string, string][] = Object.entries(outcomes);
    const counts = lines.map(([name, outcome]) => ({
      ...{ outcome, count: asked.filter((one) => one === outcome).length },
      isCovered: valueOf(name) === hidden,
    }));
    const notAsked = participantsOf(workshop).length - asked.length;
    counts.push({ outcome: 'not asked', count: notAsked, isCovered: !/^\d+$/.test(valueOf('People asked')) });
    const shown = counts.find(({ count, isCovered }) => !isCovered && count > 0 && count < 5);
    if (shown) throw new Error(`${month}: ${shown.count} people are told of: ${shown.outcome}.`);
    const covered = counts.filter(({ isCovered }) => isCovered);
    const together = covered.reduce((sum, { count }) => sum + count, 0);
    if (covered.length === 1 || (covered.length > 0 && together < 5))
      throw new Error(
        `${month}: what is covered can be worked out: ${covered.map(({ outcome }) => outcome).join(', ')}.`,
      );
    found[month] = covered.map(({ outcome }) => outcome);
  }
  return found;
}
