import { type Table } from '../roster';
import type { Words } from '../words';
import { type Enrolled, dayInWords, presentCount } from '../workshops';
import type { listMarks } from '../workshops';

export interface Register {
  readonly cohort: readonly Enrolled[];
  readonly halfDays: readonly string[];
  readonly marks: Awaited<ReturnType<typeof listMarks>>;
  /** Numbers of certificates that stand, by person. */
  readonly certificates: ReadonlyMap<string, string>;
}

/** The cohort with its presence and certificates, a line each, for those who ran the workshop: no answer and no score. */
export function registerTable({ cohort, halfDays, marks, certificates }: Register, t: Words): Table {
  const given = new Map(marks.map(({ personId, halfDay, mark }) => [`${personId} ${halfDay}`, mark]));
  const inWords = (half: string) => t(`attendance.${half.slice(11)}`, { day: dayInWords(half.slice(0, 10), t.locale) });
  return [
    [
      t('cohort.name'),
      t('reports.column.represents'),
      t('reports.column.agency'),
      ...halfDays.map(inWords),
      t('reports.column.present'),
      t('certificate.number'),
    ],
    ...cohort.map(({ personId, displayName, represents, agency }) => [
      displayName,
      represents ?? '',
      agency ?? '',
      ...halfDays.map((half) => t(`mark.${given.get(`${personId} ${half}`) ?? 'open'}`)),
      String(presentCount(marks, personId)),
      certificates.get(personId) ?? '',
    ]),
  ];
}
