import type { Book } from './document';
import { type Galley, lineMark } from './galley';
import type { Line, Span } from './line';
import { accent, ink } from './look';
import { type Sheet, setSection } from './set-section';
import type { Mark, Node } from './strip';
import type { TermPage } from './terms';

export const indexId = 'index-of-terms';
const columns = 3;
const between = 16;
const hanging = 9;
const entryText = { size: 8.5, leading: 12.25 } as const;

/** A name under which each page of a book can be reached. */
export function pagePlace(page: number): string {
  return `page-${page}`;
}

/** The index at the end of a book, in three narrow columns: entries by letter, each with its pages as links. */
export function setIndex(book: Book, sheet: Sheet, parent: Node, pages: readonly (readonly TermPage[])[]): void {
  if (!book.index) return;
  const { galley, page } = sheet;
  const from = galley.strips.length;
  const node: Node = { tag: 'Index', parent };
  const section = { id: indexId, level: 1 as const, title: [{ type: 'text' as const, text: book.index.title }] };
  setSection({ ...section, blocks: [], sections: [] }, sheet, node);
  const used = galley.strips
    .slice(from)
    .reduce((sum, strip, at) => sum + strip.height + (at > 0 ? strip.before : 0), 0);
  const left = Math.min(page.column.x, page.margin.x);
  const width = (page.width - 2 * left - between * (columns - 1)) / columns;
  const sameLetter = letters(book.language);
  const groups: Group[] = [];
  let letter = '';
  book.index.entries.forEach((entry, index) => {
    const told = pages[index] ?? [];
    if (told.length === 0) return;
    const first = Array.from(entry.title)[0]?.toLocaleUpperCase(book.language) ?? '';
    const opens = !sameLetter(first, letter) && /\p{L}/u.test(first);
    if (opens) letter = first;
    groups.push(groupOf(galley, entry.title, told, width, node, opens ? letter : undefined));
  });
  let room = page.bottom - page.top - used - 16;
  for (let at = 0; at < groups.length;) {
    const marks: Mark[] = [];
    const start = at;
    room = balanced(groups.slice(at), room);
    let tallest = 0;
    for (let column = 0; column < columns; column++) {
      const number = book.direction === 'ltr' ? column : columns - 1 - column;
      const x = left + number * (width + between);
      let y = 0;
      for (; at < groups.length; at++) {
        const group = groups[at];
        if (!group || y + (y === 0 ? 0 : group.white) + group.height > room + 0.01) break;
        y += y === 0 ? 0 : group.white;
        for (const { line, owner, indent } of group.lines) {
          marks.push(lineMark(line, x + (book.direction === 'ltr' ? indent : hanging - indent), y, owner));
          y += line.height;
        }
      }
      tallest = Math.max(tallest, y);
    }
    if (at === start) return;
    if (start > 0) galley.newPage();
    galley.strip(tallest, marks);
    room = page.bottom - page.top - 4;
  }
}

/** Whether two capitals are one letter in a language, as É and E in French. */
function letters(language: string): (one: string, other: string) => boolean {
  let collator: Intl.Collator | undefined;
  const plain = /^[A-Z]$/;
  return (one, other) => {
    if (plain.test(one) && plain.test(other)) return one === other;
    collator ??= new Intl.Collator(language);
    return collator.compare(one, other) === 0;
  };
}

/** How deep three columns must be to hold what is left, if one page can hold it: the last page ends evenly. */
function balanced(groups: readonly Group[], room: number): number {
  const holds = (depth: number): boolean => {
    let [column, y] = [1, 0];
    for (const { white, height } of groups) {
      if (y > 0 && y + white + height > depth) [column, y] = [column + 1, 0];
      y += (y === 0 ? 0 : white) + height;
      if (y > depth || column > columns) return false;
    }
    return true;
  };
  if (!holds(room)) return room;
  let depth = groups.reduce((sum, { white, height }) => sum + white + height, 0) / columns;
  while (depth < room && !holds(depth)) depth += 4;
  return Math.min(room, depth);
}

interface Group {
  readonly lines: readonly { readonly line: Line; readonly owner: Node; readonly indent: number }[];
  readonly height: number;
  readonly white: number;
}

/** One entry; with its letter above it where it is the first of that letter. */
function groupOf(
  galley: Galley,
  title: string,
  pages: readonly TermPage[],
  width: number,
  parent: Node,
  letter: string | undefined,
): Group {
  const head: Node = { tag: 'P', parent };
  const heading =
    letter === undefined
      ? []
      : galley.measure([{ text: letter, face: 'title', colour: accent, node: head }], { size: 11, leading: 17, width });
  const node: Node = { tag: 'P', parent };
  const numbers = runsOf(pages).flatMap(({ from, to, main }, index): Span[] => {
    const link: Node = { tag: 'Link', parent: node, link: { place: pagePlace(from), says: `${title}, ${from}` } };
    const face = main ? 'text-strong' : 'text';
    const text = from === to ? String(from) : `${from}\u2013${to}`;
    return [
      { text: index === 0 ? '\u2002' : ', ', face: 'text', node },
      { text, face, colour: accent, node: link },
    ];
  });
  const spans: Span[] = [{ text: title, face: 'text', colour: ink, node }, ...numbers];
  const lines = [
    ...heading.map((line) => ({ line, owner: head, indent: 0 })),
    ...galley
      .measure(spans, { ...entryText, width: width - hanging })
      .map((line, index) => ({ line, owner: node, indent: index === 0 ? 0 : hanging })),
  ];
  const height = lines.reduce((sum, { line }) => sum + line.height, 0);
  return { lines, height, white: letter === undefined ? 2 : 12 };
}

/** Pages that follow one another become a stretch; a main page stands alone. */
function runsOf(pages: readonly TermPage[]): readonly { from: number; to: number; main: boolean }[] {
  const runs: { from: number; to: number; main: boolean }[] = [];
  for (const { page, main } of pages) {
    const last = runs.at(-1);
    if (last && !last.main && !main && last.to === page - 1) last.to = page;
    else runs.push({ from: page, to: page, main });
  }
  return runs;
}
