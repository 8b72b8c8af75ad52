import { decodeEntities } from './html-text';
import type { Report } from './report';
import type { Link } from './story';
import { readLink } from './twine-links';
import { chapbook, harlowe, pairsIn, sugar, varsIn } from './twine-macros';
import { addLink, cut, find, literal, type Scan } from './twine-scan';

/** What is left of a passage when links are taken out and nothing is run: words for people, and the links. */
export interface Read {
  readonly text: string;
  readonly links: readonly Link[];
}

/** Which of the macro languages a story uses; '' where it does not say. */
export function formatWord(format: string): string {
  return /^(harlowe|sugarcube|chapbook|snowman)/i.exec(format.trim())?.[1]?.toLowerCase() ?? '';
}

/**
 * Reads the text of a Twine passage. Scripts and macros are never run: what they would have done is reported. `at` is
 * the number of the line on which the text begins, or where the passage stands if there are no lines.
 */
export function readMarkup(source: string, format: string, at: number | string, report: Report): Read {
  const vars = format === 'chapbook' ? varsIn(source) : '';
  let line = typeof at === 'number' ? at : 0;
  let counted = 0;
  const scan: Scan = {
    source,
    format,
    get at() {
      if (typeof at === 'string') return at;
      for (; counted < scan.position; counted += 1) if (source.charCodeAt(counted) === 10) line += 1;
      return `line ${String(line)}`;
    },
    report,
    position: 0,
    text: '',
    links: [],
    found: new Map(),
    pairs: format === 'harlowe' ? pairsIn(source) : new Map<number, number>(),
    skip: new Set(),
  };
  if (vars !== '') report.say('dropped', scan.at, `Variables of Chapbook: ${vars}`);
  scan.position = vars.length;
  while (scan.position < source.length) step(scan);
  const text = scan.text.replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n');
  return { text: decodeEntities(text).trim(), links: scan.links };
}

function step(scan: Scan): void {
  const { source, position, format } = scan;
  const letter = source[position] ?? '';
  if (scan.skip.has(position)) scan.position += 1;
  else if (letter === '[' && source.startsWith('[[', position)) link(scan);
  else if (letter === '<') angle(scan);
  else if (letter === '/' && (source.startsWith('/*', position) || source.startsWith('/%', position))) comment(scan);
  else if (letter === '(' && format === 'harlowe') harlowe(scan);
  else if ((letter === '[' || letter === '{') && format === 'chapbook') chapbook(scan);
  else literal(scan);
}

function link(scan: Scan): void {
  const end = find(scan, ']]', scan.position + 2);
  const inside = end < 0 ? '' : scan.source.slice(scan.position + 2, Math.min(end, scan.position + 1_000));
  if (end < 0 || end - scan.position > 1_000 || inside.includes('\n')) {
    literal(scan, 2);
    return;
  }
  addLink(scan, readLink(inside, scan.at));
  scan.position = end + 2;
}

function comment(scan: Scan): void {
  const end = find(scan, scan.source.startsWith('/*', scan.position) ? '*/' : '%/', scan.position + 2);
  if (end < 0) {
    literal(scan, 2);
    return;
  }
  scan.report.say('dropped', scan.at, `A remark of the author: ${scan.source.slice(scan.position + 2, end)}`);
  scan.position = end + 2;
}

/** What begins with `<`: a comment, a macro of SugarCube, a program of Snowman, a tag of HTML, or the sign itself. */
function angle(scan: Scan): void {
  const { source, position, report, at } = scan;
  if (source.startsWith('<!--', position)) {
    cut(scan, '-->', 'A remark of the author');
    return;
  }
  if (source.startsWith('<%', position)) {
    cut(scan, '%>', 'A program; it was not run');
    return;
  }
  if (source.startsWith('<<', position) && scan.format !== 'harlowe') {
    sugar(scan);
    return;
  }
  tag.lastIndex = position;
  const match = tag.exec(source);
  if (!match) {
    literal(scan);
    return;
  }
  const name = (match[2] ?? '').toLowerCase();
  const isOpening = match[1] === '';
  if (isOpening && (name === 'script' || name === 'style')) {
    cut(scan, `</${name}`, `A ${name}; it was not run`, '>');
    return;
  }
  const passage = /\bdata-passage\s*=\s*("[^"]*"|'[^']*')/i.exec(match[0])?.[1]?.slice(1, -1);
  scan.position += match[0].length;
  if (passage !== undefined) {
    anchor(scan, passage);
    return;
  }
  if (/^(?:br|p|div|li|ul|ol|tr|h[1-6]|hr)$/.test(name)) scan.text += '\n';
  else
    report.say(
      'dropped',
      at,
      /^(?:img|audio|video|iframe|object|embed|svg)$/.test(name)
        ? `What the tag <${name}> shows.`
        : `The tag <${name}>; its words stay.`,
    );
}

const tag = /<(\/?)([a-z][a-z0-9-]{0,30})(?:\s[^<>]{0,1000})?\/?>/iy;

function anchor(scan: Scan, passage: string): void {
  const end = find(scan, '</', scan.position);
  const label = end < 0 || end - scan.position > 300 ? passage : scan.source.slice(scan.position, end);
  if (end >= 0) scan.position = Math.max(scan.position, end - scan.position > 300 ? scan.position : end);
  addLink(
    scan,
    { label: label.replace(/<[^<>]*>/g, '').trim() || passage, to: passage, feedback: '', at: scan.at },
    'approximated',
  );
}
