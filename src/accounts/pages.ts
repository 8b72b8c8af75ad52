import { page } from '../web/page';

export interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const signInPage = page<Entered & { next: string }>('accounts/sign-in');
export const firstAdministratorPage = page<Entered & { secret: string }>('accounts/first-administrator');
export const rejoinPage = page<Entered & { secret: string }>('accounts/rejoin');
export const accountPage = page<Entered & { displayName: string; email: string | undefined; saved: boolean }>(
  'accounts/account',
);
