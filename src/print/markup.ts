/** An element of a drawing's source, as it was written. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** The outermost `svg` element of a text. Reads leniently: an element that is never closed ends with its parent. */
export function readMarkup(svg: string): Element {
  const top: Element = { name: '', attributes: {}, children: [] };
  const open = [top];
  for (const [, skipped, close, name, list, closed, text] of svg.matchAll(
    /(<!--[\s\S]*?-->|<[!?][^>]*>)|<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g,
  )) {
    if (skipped !== undefined) continue;
    if (text !== undefined) open.at(-1)?.children.push(unescape(text));
    else if (close === '/') {
      const at = open.findLastIndex((element) => element.name === name);
      if (at > 0) open.length = at;
    } else if (name !== undefined) {
      const pairs = (list ?? '').matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
      const attributes = Object.fromEntries(
        Array.from(pairs, ([, key, one, two]) => [key ?? '', unescape(one ?? two ?? '')]),
      );
      const element = { name, attributes, children: [] };
      open.at(-1)?.children.push(element);
      if (closed !== '/') open.push(element);
    }
  }
  return top.children.find((child): child is Element => typeof child !== 'string' && child.name === 'svg') ?? top;
}

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    return String.fromCodePoint(
      Math.min(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal), 0x10ffff),
    );
  });
}
