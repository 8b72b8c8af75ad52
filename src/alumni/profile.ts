/** What an alumna may write of herself. Her name is known. */
export const writtenFields = ['represents', 'agency', 'post', 'languages', 'email', 'topics'] as const;
/** What may be shown of her, each by a consent of its own. */
export const shownFields = ['name', ...writtenFields] as const;
/** And `contacts`: she may be counted, without her name, where Members are in contact. */
export const consentFields = [...shownFields, 'contacts'] as const;

export type WrittenField = (typeof writtenFields)[number];
export type ConsentField = (typeof consentFields)[number];

export type Profile = Readonly<Record<WrittenField, string>> & {
  readonly changedAt: Date;
  /** When she last said that it is right. */
  readonly confirmedAt: Date;
};

/** A consent that was not withdrawn. `textVersion` is of the words that were agreed to. */
export interface Consent {
  readonly field: ConsentField;
  readonly textVersion: string;
  readonly givenAt: Date;
}

export type Standing = 'given' | 'asked again' | 'not given';

/** A consent holds for the words that were agreed to: where they have changed, it is asked again and nothing is shown. */
export function standingOf(field: ConsentField, version: string, consents: readonly Consent[]): Standing {
  const consent = consents.find((one) => one.field === field);
  if (!consent) return 'not given';
  return consent.textVersion === version ? 'given' : 'asked again';
}

/** A year has passed by the calendar (UTC) since the entry was last called right. */
export function isYearOld(confirmedAt: Date, now: Date): boolean {
  const due = new Date(confirmedAt);
  due.setUTCFullYear(due.getUTCFullYear() + 1);
  return now >= due;
}
