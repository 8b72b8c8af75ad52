import type { Report } from './report';
import type { Link } from './story';
import { leadsOut } from './twine-links';

/** A passage while it is read: what was taken out of it so far, and what is left. */
export interface Scan {
  readonly source: string;
  readonly format: string;
  /** Where the scanner is, for the report: lines are counted only when somebody asks. */
  readonly at: string;
  readonly report: Report;
  position: number;
  text: string;
  readonly links: Link[];
  /** Where each closing sign comes next: a text of nothing but opening ones is still read in one pass. */
  readonly found: Map<string, number>;
  readonly pairs: ReadonlyMap<number, number>;
  readonly skip: Set<number>;
}

/** Keeps a sign, and the words up to the next sign that could mean something. */
export function literal(scan: Scan, length = 1): void {
  run.lastIndex = scan.position + length;
  const end = run.lastIndex + (run.exec(scan.source)?.[0].length ?? 0);
  scan.text += scan.source.slice(scan.position, end);
  scan.position = end;
}

const run = /[^[\]<({/]*/y;

/** Position of a closing sign at or after `from`, or -1. */
export function find(scan: Scan, sign: string, from: number): number {
  const known = scan.found.get(sign);
  if (known !== undefined && (known < 0 || known >= from)) return known;
  const found = scan.source.indexOf(sign, from);
  scan.found.set(sign, found);
  return found;
}

export function addLink(scan: Scan, found: Link | null, fate: 'kept' | 'approximated' = 'kept'): void {
  const { report, at } = scan;
  if (!found) {
    report.say('dropped', at, 'A link without a passage to lead to.');
    return;
  }
  if (leadsOut(found)) {
    scan.text += found.label;
    report.say('dropped', at, `A link out of the story; its words stay: "${found.label}".`);
    return;
  }
  if (fate === 'approximated') report.say(fate, at, `A macro that was a link: "${found.label}".`);
  scan.links.push(found);
}

export function cut(scan: Scan, sign: string, what: string, after = ''): void {
  const end = find(scan, sign, scan.position + 2);
  const close = end < 0 || after === '' ? end : find(scan, after, end);
  scan.report.say(
    'dropped',
    scan.at,
    `${what}: ${scan.source.slice(scan.position, end < 0 ? scan.position + 200 : Math.min(end, scan.position + 200))}`,
  );
  // What is never closed runs to the end in a browser too.
  scan.position = close < 0 ? scan.source.length : close + (after === '' ? sign : after).length;
}
