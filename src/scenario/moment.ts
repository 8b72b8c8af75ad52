import type { Case } from './case';
import type { Moment } from './role-view';

/** A tick of the story as local time without a zone (`2031-03-03T10:30`), counted from the case's start. */
export function momentOf(case_: Pick<Case, 'startsAt' | 'tickMinutes'>, tick: number): Moment {
  const start = Date.parse(`${case_.startsAt}:00Z`);
  const at = new Date(start + tick * case_.tickMinutes * 60_000).toISOString().slice(0, 16);
  return { tick, at };
}
