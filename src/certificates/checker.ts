import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceOf } from '../web/assets';
import { keptFile } from '../web/kept-file';
import { render } from '../web/page';
import type { Words } from '../words';

/** What the checking page must know of the installation. Nothing in it is about a person. */
export interface Known {
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  readonly origin: string;
  /** Numbers of certificates that were replaced or withdrawn until `asOf`. */
  readonly ended: readonly string[];
  /** ISO day. */
  readonly asOf: string;
}

const library = readFileSync(join(require.resolve('tweetnacl'), '..', 'nacl-fast.min.js'), 'utf8');
const code = `${library}\n;${sourceOf('js/certificate-checker.js')}`;

const saidByScript = [
  'checker.genuine',
  'checker.ended',
  'checker.changed',
  'certificate.name',
  'certificate.represents',
  'certificate.workshop',
  'certificate.venue',
  'certificate.dates',
  'certificate.attendance',
  'certificate.attended',
  'certificate.publication',
  'certificate.issuedOn',
  'certificate.signedBy',
  'certificate.number',
] as const;

/**
 * The checking page as one file: the library that checks Ed25519 (RFC 8032) in any browser, our script, the public key
 * and the list of ended numbers. It asks nothing of any server and sends nothing anywhere.
 */
export function checkerHtml(known: Known, t: Words): string {
  const words = Object.fromEntries(saidByScript.map((key) => [key, t(key)]));
  const data = JSON.stringify({ ...known, words, locale: t.locale }).replaceAll('<', '\\u003c');
  return render('certificates/checker', { t, known, dataHtml: data, ...keptFile(sourceOf('css/checker.css'), code) });
}
