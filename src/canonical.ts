import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * JSON in one form only (RFC 8785, JSON Canonicalization Scheme): keys in UTF-16 order, no white space, `undefined`
 * members left out. Two equal values have equal text, on every machine and in every version of the product.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('A number that is not finite has no canonical form.');
    return JSON.stringify(value);
  }
  // Text is added to text, without lists between: a curriculum has some hundred thousand members to write.
  let text = '';
  if (isList(value)) {
    for (const each of value) text += text === '' ? canonicalJson(each) : `,${canonicalJson(each)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The content hash used for publications, blocks, cases and audit digests: SHA-256 of the canonical form, hexadecimal. */
export function hashOf(value: Json): string {
  return hashOfText(canonicalJson(value));
}

/** The content hash of what is in its canonical form already. */
export function hashOfText(canonical: string): string {
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}
