import { oneLine } from './clean';
import { limits } from './limits';

export const fates = ['kept', 'approximated', 'dropped'] as const;
export type Fate = (typeof fates)[number];

/** What became of one thing of the source. `at` says where it stands there: "line 12", "content[3]", "row 7". */
export interface Said {
  readonly fate: Fate;
  readonly at: string;
  readonly what: string;
}

/** What an import did with each thing of its source, in the order in which it was read, and never larger than its limit. */
export class Report {
  readonly lines: Said[] = [];
  readonly counts: Record<Fate, number> = { kept: 0, approximated: 0, dropped: 0 };

  say(fate: Fate, at: string, what: string): void {
    this.counts[fate] += 1;
    if (this.lines.length < limits.report) this.lines.push({ fate, at: oneLine(at, 80), what: oneLine(what, 240) });
  }
}

/** The same report in the order of the source's lines; what belongs to no line comes first. */
export function inOrder(report: Report): Report {
  const lineOf = (said: Said): number => Number(/^line (\d+)/.exec(said.at)?.[1] ?? 0);
  report.lines.sort((a, b) => lineOf(a) - lineOf(b));
  return report;
}

/** The report as text, one thing a line, with the counts at its end. */
export function reportText({ lines, counts }: Report): string {
  const width = Math.max(0, ...lines.map(({ at }) => at.length));
  const unsaid = fates.reduce((sum, fate) => sum + counts[fate], 0) - lines.length;
  return [
    ...lines.map(({ fate, at, what }) => `${fate.padEnd(12)}  ${at.padEnd(width)}  ${what}`),
    ...(unsaid > 0 ? [`… and ${String(unsaid)} more, counted below.`] : []),
    `${fates.map((fate) => `${String(counts[fate])} ${fate}`).join(', ')}.`,
  ].join('\n');
}
