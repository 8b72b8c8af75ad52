import type { Db } from '../db/db';
import type { Sheet } from './mark';
import { type Subject, listSheets, listSubjectsOf } from './queries';

/**
 * The marks of a run's texts as JSON lines, one for each criterion of each sheet, in the order in which the sheets were
 * sent: of one rater on one text the last sheet stands. A quotation is a place in the text line of the same `seq` and
 * field. No name, table or time is in it.
 */
export function markLines(subjects: readonly Subject[], sheets: readonly Sheet[]): string {
  const seqOf = new Map(subjects.map(({ id, seq }) => [id, seq]));
  const lines = sheets.flatMap(({ subjectId, rater, marks }, sheet) =>
    marks.map((mark) => ({ line: 'mark', seq: seqOf.get(subjectId), sheet: sheet + 1, rater, ...mark })),
  );
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The same for any run, whoever's: behind the permission to read its log. */
export async function markLinesOf(db: Db, run: { readonly id: string }): Promise<string> {
  const subjects = await listSubjectsOf(db, [run.id]);
  return markLines(subjects, await listSheets(db, subjects));
}
