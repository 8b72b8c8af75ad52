import { type KeyObject, createPublicKey, sign, verify } from 'node:crypto';
import type { Certificate, Facts, Signatory } from './certificate';

/** The first word of every signed text: the form of what follows. Another form gets another word. */
const form = 'TITIAN1';

/** The facts as they are signed: a list in this order, because every letter costs room in a QR code. */
type Signed = readonly [
  number: string,
  name: string,
  represents: string | null,
  workshop: string,
  venue: string,
  startsOn: string,
  endsOn: string,
  present: number,
  halfDays: number,
  publication: string,
  issuedOn: string,
  signatories: readonly (readonly [name: string, role: string])[],
];

/**
 * Every fact of a certificate with an Ed25519 signature (RFC 8032) over it: `TITIAN1.<facts>.<signature>`, both in
 * base64url. Who holds the installation's public key can check it without us and without a network. The same
 * certificate and key always give the same text.
 */
export function signedTextOf(certificate: Pick<Certificate, 'number' | 'facts'>, key: KeyObject): string {
  const { number, facts } = certificate;
  const list: Signed = [
    number,
    facts.name,
    facts.represents,
    facts.workshop,
    facts.venue,
    facts.startsOn,
    facts.endsOn,
    facts.present,
    facts.halfDays,
    facts.publication,
    facts.issuedOn,
    (facts.signatories ?? []).map(({ name, role }) => [name, role] as const),
  ];
  const body = `${form}.${Buffer.from(JSON.stringify(list)).toString('base64url')}`;
  return `${body}.${sign(null, Buffer.from(body), key).toString('base64url')}`;
}

/** The number and facts in a signed text, or undefined when one letter of it is not as it was signed. */
export function readSignedText(text: string, publicKey: KeyObject): { number: string; facts: Facts } | undefined {
  const [kind, facts, signature, ...rest] = text.trim().split('.');
  if (kind !== form || !facts || !signature || rest.length > 0) return undefined;
  const signed = Buffer.from(`${kind}.${facts}`);
  if (!verify(null, signed, publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  return factsFrom(JSON.parse(Buffer.from(facts, 'base64url').toString('utf8')) as Signed);
}

function factsFrom(list: Signed): { number: string; facts: Facts } {
  const [number, name, represents, workshop, venue, startsOn, endsOn, present, halfDays, publication, issuedOn, by] =
    list;
  const signatories: Signatory[] = by.map(([signatory, role]) => ({ name: signatory, role }));
  const facts = { name, represents, workshop, venue, startsOn, endsOn, present, halfDays, publication, issuedOn };
  return { number, facts: { ...facts, signatories } };
}

/** The raw 32 bytes of the public key, in base64url: what the checking page holds. */
export function publicKeyOf(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (!x) throw new Error('The certificate key is no Ed25519 key.');
  return x;
}
