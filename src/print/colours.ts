import names from 'color-name';

const known = new Map<string, string | undefined>();

/** A colour (`#10505c`, or a name of CSS) as three shares of red, green and blue; nothing, where there is no such colour. */
export function colourIn(colour: string): string | undefined {
  if (!known.has(colour)) {
    const parts = partsOf(colour.toLowerCase());
    known.set(colour, parts?.map((part) => String(Math.round((part / 255) * 1000) / 1000)).join(' '));
  }
  return known.get(colour);
}

function partsOf(colour: string): readonly number[] | undefined {
  if (/^#[0-9a-f]{6}$/.test(colour)) return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return Object.hasOwn(names, colour) ? names[colour] : undefined;
}
