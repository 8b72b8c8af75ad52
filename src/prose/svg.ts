/** A drawing is either safe by this list, and then written anew from what was understood, or refused with a reason. */
export type Drawing = { readonly svg: string } | { readonly refused: string };

const elements = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'title',
  'desc',
]);
const number = /^-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?%?$/i;
const numbers = /^[\d\s.,eE+-]+$/;
const paint = /^(?:none|currentColor|#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,20})$/i;
const word = /^[a-z-]{1,20}$/;

const attributes = new Map<string, RegExp>([
  ...['x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'rx', 'ry', 'x1', 'y1', 'x2', 'y2', 'dx', 'dy'].map(
    (name): [string, RegExp] => [name, number],
  ),
  ['points', numbers],
  ['viewBox', numbers],
  ['d', /^[\d\s.,eE+MmLlHhVvCcSsQqTtAaZz-]+$/],
  ['transform', /^(?:\s*(?:translate|scale|rotate|skewX|skewY|matrix)\([\d\s.,eE+-]+\)\s*,?)+$/],
  ['fill', paint],
  ['stroke', paint],
  ...['stroke-width', 'opacity', 'fill-opacity', 'stroke-opacity', 'font-size', 'stroke-miterlimit'].map(
    (name): [string, RegExp] => [name, number],
  ),
  ['stroke-dasharray', numbers],
  ['font-weight', /^(?:normal|bold|[1-9]00)$/],
  ...['stroke-linecap', 'stroke-linejoin', 'fill-rule', 'font-style', 'text-anchor', 'dominant-baseline'].map(
    (name): [string, RegExp] => [name, word],
  ),
  ['xmlns', /^http:\/\/www\.w3\.org\/2000\/svg$/],
]);

const longest = 40_000;
const deepest = 12;
const tag = /<(?:(\/)([a-zA-Z]+)\s*|([a-zA-Z]+)((?:\s+[a-zA-Z][\w:-]*="[^"<>]*")*)\s*(\/?))>/y;
const attribute = /\s+([a-zA-Z][\w:-]*)="([^"<>]*)"/g;

/** Reads a drawing by a closed list of elements and attributes: no style, script, link, image, entity or reference. */
export function readSvg(source: string): Drawing {
  const text = source.trim();
  if (text.length > longest) return { refused: `The drawing is longer than ${longest} characters.` };
  if (!text.startsWith('<svg')) return { refused: 'A drawing begins with <svg …>.' };
  const open: string[] = [];
  let svg = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const words = text.slice(at, next < 0 ? text.length : next);
      const refused = refuseWords(words, open.at(-1));
      if (refused !== undefined) return { refused };
      svg += open.length > 0 && !inWords(open.at(-1)) ? '' : words.replace(/>/g, '&gt;');
      at += words.length;
      continue;
    }
    tag.lastIndex = at;
    const match = tag.exec(text);
    if (!match) return { refused: `This is not understood in a drawing: ${text.slice(at, at + 40)}` };
    const [all, closing, closed, opened, given = '', empty] = match;
    at += all.length;
    if (closing !== undefined) {
      if (open.pop() !== closed) return { refused: `</${String(closed)}> closes nothing that is open.` };
      svg += `</${String(closed)}>`;
      if (open.length === 0 && at < text.length) return { refused: 'Something stands after </svg>.' };
      continue;
    }
    const name = opened ?? '';
    if (!elements.has(name)) return { refused: `The element <${name}> is not among those a drawing may have.` };
    if (name === 'svg' && open.length > 0) return { refused: 'An <svg> stands inside an <svg>.' };
    const read = readGiven(name, given);
    if ('refused' in read) return read;
    svg += `<${name}${read.svg}${empty === '/' ? '/' : ''}>`;
    if (empty !== '/') open.push(name);
    if (open.length > deepest) return { refused: `Elements stand more than ${deepest} deep.` };
  }
  return open.length > 0 ? { refused: `<${String(open.at(-1))}> is not closed.` } : { svg };
}

function readGiven(name: string, given: string): Drawing {
  let svg = '';
  const seen = new Set<string>();
  for (const [, key = '', value = ''] of given.matchAll(attribute)) {
    const form = attributes.get(key);
    if (!form) return { refused: `The attribute ${key} is not among those a drawing may have.` };
    if (!form.test(value)) return { refused: `${key}="${value.slice(0, 40)}" is not a plain value.` };
    if (seen.has(key)) return { refused: `${key} stands twice in <${name}>.` };
    seen.add(key);
    if (key !== 'xmlns') svg += ` ${key}="${value}"`;
  }
  if (name === 'svg' && !seen.has('viewBox')) return { refused: 'The <svg> has no viewBox.' };
  return { svg };
}

function refuseWords(words: string, parent: string | undefined): string | undefined {
  if (/&(?!(?:amp|lt|gt|quot);)/.test(words)) return 'An & in a drawing is written &amp;.';
  if (words.trim() !== '' && !inWords(parent)) return `Words stand outside <text>: ${words.trim().slice(0, 40)}`;
  return undefined;
}

function inWords(parent: string | undefined): boolean {
  return parent === 'text' || parent === 'tspan' || parent === 'title' || parent === 'desc';
}
