export type ProgrammeRole = 'administrator' | 'staff' | 'facilitator';

/** Somebody the programme knows. One display name, never a first and a last: many people here have one name. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly language: string;
  readonly programmeRoles: readonly ProgrammeRole[];
}

/** A name as it is kept: NFC, single spaces, no control or direction-changing characters; '' when nothing is left. */
export function cleanName(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

export const longestName = 120;

export function mayRunProgramme(person: Person): boolean {
  return person.programmeRoles.includes('staff') || person.programmeRoles.includes('administrator');
}

export function mayOpenWorkshops(person: Person): boolean {
  return mayRunProgramme(person) || person.programmeRoles.includes('facilitator');
}
