import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { V7Generator } from 'uuidv7';

const generator = new V7Generator();

/** A new UUIDv7 (RFC 9562): unique across laptops and servers, and sorted by the time it was made. */
export function newId(): string {
  return generator.generate().toString();
}

/** A random id (UUIDv4) for a row that must not tell when it was made, nor which other row was made with it. */
export function newTimelessId(): string {
  return randomUUID();
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isId(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text);
}

/** A secret for a link or a card: 160 random bits in base64url. Only its digest is ever stored. */
export function newSecret(): string {
  return randomBytes(20).toString('base64url');
}

const plainLetters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A code that people read aloud and type on a phone: no I, L, O, U, 0 or 1 (Crockford's reasons). */
export function newCode(length: number): string {
  const usable = Math.floor(256 / plainLetters.length) * plainLetters.length;
  let code = '';
  while (code.length < length) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < usable) code += plainLetters[byte % plainLetters.length] ?? '';
  }
  return code;
}

/**
 * A code that can be told again to its owner without being stored: the same for the same key and name, and unguessable
 * without the key (HMAC-SHA256). At most 20 letters.
 */
export function derivedCode(key: string | Buffer, name: string, length: number): string {
  const bytes = createHmac('sha256', key).update(name, 'utf8').digest();
  let code = '';
  for (let at = 0; at < length; at += 1) code += plainLetters[(bytes[at] ?? 0) % plainLetters.length] ?? '';
  return code;
}

/** The form in which a secret or code is stored and looked up: SHA-256, hexadecimal. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
