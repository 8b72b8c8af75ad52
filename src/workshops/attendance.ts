export const marks = ['present', 'absent', 'excused'] as const;
export type Mark = (typeof marks)[number];

/** `2026-11-21-am`: a morning or an afternoon at the venue. */
export type HalfDay = string;

/** Every half day of a workshop, in order. Days are ISO text and never pass through a time zone. */
export function halfDaysOf(workshop: { readonly startsOn: string; readonly endsOn: string }): HalfDay[] {
  const halfDays: HalfDay[] = [];
  const day = new Date(`${workshop.startsOn}T00:00:00Z`);
  for (; isoDay(day) <= workshop.endsOn; day.setUTCDate(day.getUTCDate() + 1)) {
    halfDays.push(`${isoDay(day)}-am`, `${isoDay(day)}-pm`);
  }
  return halfDays;
}

export function dayOf(halfDay: HalfDay): string {
  return halfDay.slice(0, 10);
}

export function partOf(halfDay: HalfDay): 'am' | 'pm' {
  return halfDay.endsWith('pm') ? 'pm' : 'am';
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The half day to show first: the one under way at the venue, else the nearest of the workshop. */
export function currentHalfDay(halfDays: readonly HalfDay[], dayNow: string, hourNow: number): HalfDay {
  const now = `${dayNow}-${hourNow < 13 ? 'am' : 'pm'}`;
  return halfDays.find((halfDay) => halfDay >= now) ?? halfDays.at(-1) ?? now;
}

export interface AttendanceMark {
  readonly personId: string;
  readonly halfDay: HalfDay;
  readonly mark: Mark;
}

export function presentCount(attendance: readonly AttendanceMark[], personId: string): number {
  return attendance.filter((one) => one.personId === personId && one.mark === 'present').length;
}
