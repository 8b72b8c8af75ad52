/** The written rule of completion: presence and work, never a pass mark. It stands on the page where it is applied. */
export const completionRule = { attendanceShare: 0.75 } as const;

export interface Progress {
  readonly present: number;
  readonly halfDays: number;
  readonly caseFinished: boolean;
  readonly testSent: boolean;
}

export interface Requirement {
  readonly name: 'attendance' | 'case' | 'test';
  readonly met: boolean;
}

/** How many half days a person must have been present. */
export function halfDaysNeeded(halfDays: number): number {
  return Math.ceil(halfDays * completionRule.attendanceShare);
}

export function requirementsOf(progress: Progress): Requirement[] {
  return [
    { name: 'attendance', met: progress.present >= halfDaysNeeded(progress.halfDays) },
    { name: 'case', met: progress.caseFinished },
    { name: 'test', met: progress.testSent },
  ];
}

export function hasCompleted(progress: Progress): boolean {
  return requirementsOf(progress).every((requirement) => requirement.met);
}
