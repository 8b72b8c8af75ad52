/** One operator of a page's content with what stands before it. A name keeps its `/`, a dictionary is a map of names. */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

export type Operand = number | string | Uint8Array | readonly Operand[] | ReadonlyMap<string, Operand>;

const white = /[\s\0]*/y;
const number = /[+-]?(?:\d+\.?\d*|\.\d+)/y;
const name = /\/[^\s()<>[\]{}/%]*/y;
const hex = /<([0-9A-Fa-f\s]*)>/y;
const word = /[A-Za-z'"][A-Za-z0-9*]*/y;

/** Reads a content stream (ISO 32000-1, 7.8.2) as Latin-1 text. Throws where it cannot be read. */
export function operationsIn(stream: string): Operation[] {
  const found: Operation[] = [];
  let operands: Operand[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const hit = pattern.exec(stream);
    if (hit) at += hit[0].length;
    return hit;
  };
  const operand = (): Operand | undefined => {
    match(white);
    if (stream.startsWith('<<', at)) return dictionary();
    if (stream[at] === '[') return array();
    if (stream[at] === '(') return literal();
    const bytes = match(hex);
    if (bytes) return Uint8Array.from(Buffer.from((bytes[1] ?? '').replace(/\s/g, ''), 'hex'));
    const digits = match(number);
    return digits ? Number(digits[0]) : match(name)?.[0];
  };
  const array = (): Operand[] => {
    at++;
    const items: Operand[] = [];
    for (match(white); stream[at] !== ']'; match(white)) items.push(expected(operand()));
    at++;
    return items;
  };
  const dictionary = (): ReadonlyMap<string, Operand> => {
    at += 2;
    const entries = new Map<string, Operand>();
    for (match(white); !stream.startsWith('>>', at); match(white)) {
      const key = expected(match(name))[0];
      entries.set(key, expected(operand()));
    }
    at += 2;
    return entries;
  };
  const literal = (): Uint8Array => {
    const from = at++;
    for (let depth = 1; depth > 0; at++) {
      if (stream[at] === '\\') at++;
      else if (stream[at] === '(') depth++;
      else if (stream[at] === ')') depth--;
    }
    return Uint8Array.from(Buffer.from(stream.slice(from + 1, at - 1), 'latin1'));
  };
  const expected = <T>(value: T | undefined | null): T => {
    if (value === undefined || value === null)
      throw new Error(`This content is not understood: ${stream.slice(at, at + 40)}`);
    return value;
  };
  for (match(white); at < stream.length; match(white)) {
    const operator = match(word);
    if (operator) {
      found.push({ operator: operator[0], operands });
      operands = [];
    } else operands.push(expected(operand()));
  }
  return found;
}
