import { page } from '../web/page';
import type { Workshop } from '../workshops';
import type { Certificate } from './certificate';
import type { Requirement } from './completion';

export interface FactLine {
  readonly label: string;
  readonly value: string;
}

export const ownCertificatePage = page<{
  workshop: Workshop;
  requirements: readonly (Requirement & { readonly words: string })[];
  facts: readonly FactLine[];
  verifyUrl: string;
  claimCode: string;
}>('certificates/own');

export const issuePage = page<{
  workshop: Workshop;
  rule: string;
  lines: readonly {
    readonly displayName: string;
    readonly requirements: readonly Requirement[];
    readonly complete: boolean;
    readonly number: string | undefined;
    readonly href: string | undefined;
    readonly withdrawn: boolean;
  }[];
  ready: number;
  issued: number;
  /** One line for each who may sign, as they were typed or last signed. */
  signing: readonly { readonly name: string; readonly role: string }[];
  errors?: Readonly<Record<string, string>>;
}>('certificates/issue');

type Validity = 'valid' | 'replaced' | 'revoked';

export const certificatePage = page<{
  workshop: Workshop;
  certificate: Certificate;
  validity: Validity;
  facts: readonly FactLine[];
  /** Every certificate that this person was given here, this one among them, the newest first. */
  history: readonly {
    readonly number: string;
    readonly href: string;
    readonly name: string;
    readonly validity: Validity;
    readonly because: string | null;
  }[];
  errors?: Readonly<Record<string, string>>;
  typed?: Readonly<Record<string, string>>;
}>('certificates/one');

export const verifyPage = page<{
  validity: Validity;
  facts: readonly FactLine[];
  example: boolean;
}>('certificates/verify');
