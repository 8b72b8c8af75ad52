import type { KeyObject } from 'node:crypto';
import { derivedCode } from '../ids';

/** What a certificate says, frozen when it is issued. Every fact stands on the paper and on the verify page alike. */
export interface Facts {
  readonly name: string;
  readonly represents: string | null;
  readonly workshop: string;
  readonly venue: string;
  /** ISO days at the venue. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly present: number;
  readonly halfDays: number;
  /** The publication that was taught: its version and the first 12 places of its hash. */
  readonly publication: string;
  /** ISO day at the venue. */
  readonly issuedOn: string;
  /** Who signs the paper, under the lines for it. Absent in certificates that were issued before names were kept. */
  readonly signatories?: readonly Signatory[];
}

export interface Signatory {
  readonly name: string;
  readonly role: string;
}

export interface Certificate {
  readonly id: string;
  readonly workshopId: string;
  readonly personId: string;
  readonly number: string;
  readonly verifyToken: string;
  readonly facts: Facts;
  readonly issuedAt: Date;
  readonly replacedBy: string | null;
  readonly revokedAt: Date | null;
  /** Why it was withdrawn or replaced: for the workshop's facilitators, never on a public page. */
  readonly endedBecause: string | null;
}

/** `KRA7-2026-0012`: the installation, the year of issue at the venue, and a serial of that installation. */
export function numberOf(origin: string, issuedOn: string, serial: number): string {
  return `${origin.toUpperCase()}-${issuedOn.slice(0, 4)}-${String(serial).padStart(4, '0')}`;
}

/** What claim codes are derived from: the installation's certificate key, which it keeps for life. */
export function claimKeyOf(certificateKey: KeyObject): string {
  return certificateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

/** The private code that opens the alumni record. It is on no public page and not in the QR code. */
export function claimCodeOf(key: string, certificateId: string): string {
  return derivedCode(key, `alumni record ${certificateId}`, 12);
}

export function validityOf(
  certificate: Pick<Certificate, 'replacedBy' | 'revokedAt'>,
): 'valid' | 'replaced' | 'revoked' {
  if (certificate.revokedAt) return 'revoked';
  return certificate.replacedBy ? 'replaced' : 'valid';
}
