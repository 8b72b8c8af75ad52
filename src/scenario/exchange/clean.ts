import { cleanText } from '../../prose/characters';

/** A stranger's words in one line: no controls, no invisible marks, single spaces, at most so many characters. */
export function oneLine(text: string, most: number): string {
  // Cut before it is cleaned, so that a huge text costs no more than a long one.
  const near = text.length > most * 4 ? text.slice(0, most * 4) : text;
  const words = cleanText(near, 1).text.replace(/\s+/g, ' ').trim();
  return words.length > most ? `${whole(words.slice(0, most - 1)).trimEnd()}…` : words;
}

/** The same text without half a character at its end. */
export function whole(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}

/** Words inside an HTML comment of a case file: they can neither end it nor begin another. */
export function inComment(text: string, most = 200): string {
  return oneLine(text.replace(/[<>]/g, ' ').replace(/-{2,}/g, '–'), most).replace(/-$/, '');
}

/** Words in a heading or a rule line, shown as they stand: nothing in them is a remark, a comment or the end of a heading. */
export function inRule(text: string, most: number): string {
  return oneLine(text.replaceAll('<!--', '< !--').replaceAll('-->', '-- >'), most)
    .replace(/(?:\s*#)+$/, '')
    .trim();
}

/** A stranger's text as Markdown that reads exactly like it: paragraphs are kept, and no sign in it is markup. */
export function asProse(text: string): string {
  return cleanText(text, 1)
    .text.split(/\n[ \t]*\n+/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map(proseLine)
        .filter((line) => line !== ''),
    )
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => cutLong(lines))
    .join('\n\n');
}

/** No paragraph is so long that the reader of case files refuses it. */
function cutLong(lines: readonly string[]): string[] {
  const longest = 4_000;
  const parts: string[] = [];
  let part = '';
  for (const line of lines.flatMap((each) => piecesOf(each, longest))) {
    if (part !== '' && part.length + line.length > longest) {
      parts.push(part);
      part = '';
    }
    part = part === '' ? line : `${part}\n${line}`;
  }
  return [...parts, part];
}

function piecesOf(line: string, longest: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > longest) {
    const space = rest.lastIndexOf(' ', longest);
    const at = space > 0 ? space : longest - (/[\\\ud800-\udbff&]/.test(rest[longest - 1] ?? '') ? 1 : 0);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = escapedStart(rest.slice(at).trim());
  }
  return [...pieces, rest];
}

function proseLine(line: string): string {
  const plain = line
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]{}|~^]/g, '\\$&')
    .replace(/&(?=#?[a-z0-9]{1,32};)/gi, '\\&')
    .replace(/<(?=[!/?a-z])/gi, '< ')
    .replace(/\{(fact|when):/g, '{$1&#58;');
  return escapedStart(plain);
}

/** What would begin a heading, a list, a quote or a rule at the start of a line is made plain. */
function escapedStart(line: string): string {
  return line.replace(/^[-+>#=:]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}
