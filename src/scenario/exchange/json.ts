import { limits, Refused } from './limits';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses JSON from a stranger. Throws Refused where it is broken, or nested deeper than anything meant for people. */
export function parseJson(text: string, what: string): unknown {
  refuseDepth(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused('json-broken', `${what} is not whole JSON: the file is cut off, or was changed by hand.`);
  }
}

function refuseDepth(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter === '\\') at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{' || letter === '[') {
      depth += 1;
      if (depth > limits.depth)
        throw new Refused('depth', `Lists stand more than ${String(limits.depth)} deep in one another.`);
    } else if (letter === '}' || letter === ']') depth -= 1;
  }
}

export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The member's words; a number counts as words. Anything else, also what an object inherits, is the empty string. */
export function wordsOf(object: JsonObject, ...names: readonly string[]): string {
  for (const name of names) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}
