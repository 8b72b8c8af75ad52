/** For how many days after a workshop's end its texts are kept. Numbers and marks stay: they are the statistics. */
export const keptDays = 90;

/** The last day (ISO) of a workshop whose texts have been kept long enough on this day. */
export function purgedUpTo(now: Date): string {
  return new Date(now.getTime() - (keptDays + 1) * 86_400_000).toISOString().slice(0, 10);
}
