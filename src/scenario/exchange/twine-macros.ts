import { macroLink } from './twine-links';
import { addLink, cut, find, literal, type Scan } from './twine-scan';

export function sugar(scan: Scan): void {
  const end = find(scan, '>>', scan.position + 2);
  if (end < 0 || end - scan.position > 4_000) {
    literal(scan, 2);
    return;
  }
  const macro = scan.source.slice(scan.position + 2, end).trim();
  const name = /^\/?[\w=-]+/.exec(macro)?.[0].toLowerCase() ?? '';
  scan.position = end + 2;
  if (name === 'script') {
    cut(scan, '<</script', 'A program; it was not run', '>>');
    return;
  }
  noteMacro(scan, name, macro, `<<${macro}>>`);
}

function noteMacro(scan: Scan, name: string, macro: string, shown: string): void {
  const found = macroLink(macro, scan.at);
  if (found) {
    addLink(scan, found, 'approximated');
    return;
  }
  if (/^(?:\/|end)/.test(name)) return;
  if (/^(?:if|else|elseif|else-if|unless|switch|case|default)$/.test(name)) {
    scan.report.say('approximated', scan.at, `A condition is left out, and what depends on it always shows: ${shown}`);
    return;
  }
  scan.report.say('dropped', scan.at, `A macro: ${shown}`);
}

/** `(macro: …)`, and the brackets of the hook after it; what stands in the hook stays. */
export function harlowe(scan: Scan): void {
  macroStart.lastIndex = scan.position;
  const name = macroStart.exec(scan.source)?.[1];
  const end = scan.pairs.get(scan.position);
  if (name === undefined || end === undefined) {
    literal(scan);
    return;
  }
  const macro = scan.source.slice(scan.position + 1, end);
  noteMacro(scan, name.toLowerCase(), macro, `(${macro})`);
  let next = end + 1;
  while (/[ \t]/.test(scan.source[next] ?? '')) next += 1;
  const close = scan.source[next] === '[' && scan.source[next + 1] !== '[' ? scan.pairs.get(next) : undefined;
  if (close === undefined) scan.position = end + 1;
  else {
    scan.skip.add(close);
    scan.position = next + 1;
  }
}

const macroStart = /\(([a-z][\w-]{0,40}):/iy;

/** Where each round and square bracket is closed, in one pass. */
export function pairsIn(source: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: Record<string, number[]> = { '(': [], '[': [] };
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (letter === '(' || letter === '[') open[letter]?.push(at);
    else if (letter === ')' || letter === ']') {
      const from = open[letter === ')' ? '(' : '[']?.pop();
      if (from !== undefined) pairs.set(from, at);
    }
  }
  return pairs;
}

/** The lines that set variables at the start of a Chapbook passage, with the two dashes that end them; or nothing. */
export function varsIn(source: string): string {
  const match = /^(?:[^\n]*\n){0,200}?--[ \t]*(?:\n|$)/.exec(source);
  return match && /^\s*[\w.]+(?:\s*\([^\n]*\))?\s*:/.test(source) ? match[0] : '';
}

/** A modifier alone in its line, or an insert in braces. */
export function chapbook(scan: Scan): void {
  const pattern = scan.source[scan.position] === '[' ? modifier : insert;
  pattern.lastIndex = scan.position;
  const match = pattern.exec(scan.source);
  const atStart = scan.position === 0 || scan.source[scan.position - 1] === '\n';
  if (!match || (pattern === modifier && !atStart)) {
    literal(scan);
    return;
  }
  scan.report.say('dropped', scan.at, `${pattern === modifier ? 'A modifier' : 'An insert'} of Chapbook: ${match[0]}`);
  scan.position += match[0].length;
}

const modifier = /\[[^[\]\n]{1,300}\](?=[ \t]*(?:\n|$))/y;

const insert = /\{[^{}\n]{1,300}\}/y;
