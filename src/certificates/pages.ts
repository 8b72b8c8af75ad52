import { page } from '../web/page';
import type { Workshop } from '../workshops';
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
    readonly pdf: string | undefined;
  }[];
  ready: number;
}>('certificates/issue');

export const verifyPage = page<{
  validity: 'valid' | 'replaced' | 'revoked';
  facts: readonly FactLine[];
  example: boolean;
}>('certificates/verify');
