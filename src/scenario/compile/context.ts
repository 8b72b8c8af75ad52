import type { Finding } from '../../command';
import type { Dimension, Id, Place } from '../case';
import { isId } from './source';

export const kinds = [
  'role',
  'phase',
  'channel',
  'handling',
  'flag',
  'counter',
  'fact',
  'document',
  'scene',
  'choice',
  'inject',
  'ending',
  'breach',
  'person',
  'entry',
] as const;
export type Kind = (typeof kinds)[number];

/** What a part of the compiler needs: the names of the whole case, the tick, and a place to report findings. */
export interface Context {
  tickMinutes: number;
  readonly names: Readonly<Record<Kind, Set<Id>>>;
  /** Names of the levels of each fact. */
  readonly levels: Map<Id, readonly string[]>;
  /** The role whose scene a choice stands in, and the form kind it carries. */
  readonly choiceRole: Map<Id, Id>;
  readonly requests: Map<Id, { readonly role: Id }>;
  readonly aliases: Map<Id, Id>;
  /** Principles whose band a condition reads. */
  readonly bands: Set<Dimension>;
  readonly findings: Finding[];
}

export function newContext(): Context {
  const names = Object.fromEntries(kinds.map((kind) => [kind, new Set<Id>()])) as Record<Kind, Set<Id>>;
  return {
    tickMinutes: 60,
    names,
    levels: new Map(),
    choiceRole: new Map(),
    requests: new Map(),
    aliases: new Map(),
    bands: new Set(),
    findings: [],
  };
}

export function report(context: Context, code: string, place: Place, message: string): void {
  context.findings.push({ code, file: place.file, line: place.line, message });
}

/** Notes a new name of a kind; says so if it is malformed or taken. */
export function declare(context: Context, kind: Kind, id: Id, place: Place): void {
  if (!isId(id))
    report(
      context,
      'id-malformed',
      place,
      `"${id}" cannot be the id of a ${kind}: use small letters, digits and hyphens, beginning with a letter.`,
    );
  else if (context.names[kind].has(id))
    report(context, 'id-duplicate', place, `There is already a ${kind} called "${id}". Give this one another id.`);
  context.names[kind].add(id);
}

/** Whether a name exists; if not, says so and proposes the nearest one. */
export function resolve(context: Context, kind: Kind, id: Id, place: Place): Id {
  if (context.names[kind].has(id)) return id;
  const now = context.aliases.get(id);
  if (now !== undefined && context.names[kind].has(now)) return now;
  const near = nearest(id, [...context.names[kind]]);
  const hint = near === null ? '' : ` Did you mean "${near}"?`;
  report(context, 'name-unknown', place, `There is no ${kind} called "${id}".${hint}`);
  return id;
}

/** The candidate with the fewest differing letters, if it is near enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `1d12h` in ticks; null (and a finding) if it is not a duration or not a whole number of ticks. */
export function readDuration(context: Context, text: string, place: Place): number | null {
  const match = /^(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?$/.exec(text.trim());
  if (!match || text.trim() === '') {
    report(context, 'duration-unreadable', place, `"${text}" is not a duration. Write for example 30m, 4h or 1d12h.`);
    return null;
  }
  const minutes = Number(match[1] ?? 0) * 1440 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  if (minutes % context.tickMinutes !== 0) {
    report(
      context,
      'duration-off-tick',
      place,
      `"${text}" is not a whole number of ticks (one tick is ${String(context.tickMinutes)} minutes). Change it, or the tick in exercise.md.`,
    );
    return Math.ceil(minutes / context.tickMinutes);
  }
  return minutes / context.tickMinutes;
}

/** `a, b and c` -> [a, b, c]. */
export function listOf(text: string): string[] {
  return splitOutside(text, ',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Splits at a separator that stands outside brackets. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === separator && depth === 0) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  return [...parts, part];
}
