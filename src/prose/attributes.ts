/** What stands in braces after a fence, a heading or a span: `{#id name=value name="several words" flag}`. */
export interface Attributes {
  readonly id?: string;
  /** A flag without a value has the empty string. */
  readonly values: ReadonlyMap<string, string>;
}

const piece = /\s*(?:#([^\s"{}=]+)|([A-Za-z][\w-]*)(?:=(?:"([^"\n]*)"|([^\s"{}]+)))?)(?=\s|$)/y;

/** Reads what stands between the braces; undefined where it is not of that form, or says one thing twice. */
export function readAttributes(text: string): Attributes | undefined {
  const values = new Map<string, string>();
  let id: string | undefined;
  const rest = text.trimEnd();
  piece.lastIndex = 0;
  while (piece.lastIndex < rest.length) {
    const match = piece.exec(rest);
    if (!match) return undefined;
    const [, anchor, name, quoted, bare] = match;
    if (anchor !== undefined) {
      if (id !== undefined) return undefined;
      id = anchor;
    } else if (name !== undefined) {
      if (values.has(name)) return undefined;
      values.set(name, quoted ?? bare ?? '');
    }
  }
  return id === undefined ? { values } : { id, values };
}

const idForm = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Small Latin letters, digits and single hyphens, beginning with a letter, at most 64 characters. */
export function isBlockId(text: string): boolean {
  return text.length <= 64 && idForm.test(text);
}
