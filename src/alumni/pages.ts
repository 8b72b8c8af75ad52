import { page } from '../web/page';

export interface RecordLine {
  readonly workshopId: string;
  readonly workshop: string;
  readonly venue: string;
  readonly dates: string;
  readonly number: string;
  readonly verifyPath: string;
}

export const alumniPage = page<{
  displayName: string;
  open: boolean;
  lines: readonly RecordLine[];
  hasSignIn: boolean;
}>('alumni/record');
export const claimPage = page<{
  typed: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
}>('alumni/claim');
