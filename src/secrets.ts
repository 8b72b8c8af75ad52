import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigRefused, type Config } from './config';

export interface Secrets {
  /** Signs the session cookies. */
  readonly sessionSecret: string;
  /** The Ed25519 private key that certificates are signed with. */
  readonly certificateKey: KeyObject;
}

const kept = z.object({ sessionSecret: z.string().min(32), certificateKey: z.string() });

/**
 * The secrets of this installation: from the environment where it gives them, else from `secrets.json` in its data
 * folder, which only its owner may read and which is made, with new secrets, at the first start.
 */
export function readSecrets({ dataFolder, given }: Config): Secrets {
  const { sessionSecret, certificateKey } = given;
  if (sessionSecret && certificateKey) return { sessionSecret, certificateKey: ed25519From(certificateKey) };
  const own = readOrMake(join(dataFolder, 'secrets.json'));
  return {
    sessionSecret: sessionSecret ?? own.sessionSecret,
    certificateKey: ed25519From(certificateKey ?? own.certificateKey),
  };
}

function readOrMake(file: string): z.output<typeof kept> {
  try {
    chmodSync(file, 0o600);
  } catch {
    make(file);
  }
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new ConfigRefused([`${file} cannot be read as the secrets of this installation. Restore it from a backup.`]);
  }
}

function make(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const secrets = {
    sessionSecret: randomBytes(32).toString('base64url'),
    certificateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    // A link never replaces: of two processes that make secrets at once, the second takes the first one's.
    linkSync(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part);
  }
}

function ed25519From(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without the key's text.
  }
  throw new ConfigRefused(['TITIAN_CERTIFICATE_KEY must be an Ed25519 private key in PEM form.']);
}
