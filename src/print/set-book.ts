import type { Book, Section } from './document';
import { plainText } from '../prose/prose';
import { Galley, type Rest, lineMark } from './galley';
import type { Typesetter } from './lines';
import { furnitureOf } from './furniture';
import { accent, hairline, headings, ink, pageOf, principleTints, quiet, type Page } from './look';
import type { Face } from './fonts';
import { type LaidPage, paginate } from './pages';
import { Passes } from './passes';
import { indexId, setIndex } from './set-index';
import { setProse } from './set-prose';
import { type Sheet, placeOf, setSection } from './set-section';
import type { Places } from './spans';
import type { Mark, Node } from './strip';
import { type TermFinder, openFinder, termPages } from './terms';

/** A book cut into pages. `pageOf` says where each id begins; `furniture` is what stands around the text of a page. */
export interface LaidBook {
  readonly pages: readonly LaidPage[];
  readonly pageOf: ReadonlyMap<string, number>;
  furniture(page: LaidPage): readonly Mark[];
}

const contentsId = 'contents';
const mostPasses = 5;

/**
 * Lays a book out until the page numbers it prints are the ones it has: a first pass guesses them, the next ones know
 * them. Numbers are set in figures of one width, so two or three passes are enough.
 */
export function layBook(book: Book, typesetter: Typesetter): LaidBook {
  const page = pageOf(book.paper, book.direction);
  const entries = book.index?.entries ?? [];
  const finder = openFinder(entries, book.language);
  const passes = new Passes<Rest>();
  const top: Node = { tag: 'Part' };
  let known: ReadonlyMap<string, number> | undefined;
  let terms: ReturnType<typeof termPages> = [];
  for (let pass = 1; ; pass++) {
    const places = placesOf(book, known);
    const sheet = { page, places: { ...places, page: passes.begin((id) => places.page(id)) } };
    const galley = new Galley(typesetter, book.direction, book.language);
    galley.passes = passes;
    galley.foot = page.column;
    const pages = paginate(stripsOf(book, { galley, ...sheet }, top, finder, terms), page);
    const found = whereIn(pages);
    const met = termPages(entries, pages, found);
    const settled =
      known !== undefined &&
      [...found].every(([id, number]) => known?.get(id) === number) &&
      JSON.stringify(met) === JSON.stringify(terms);
    if (settled || pass === mostPasses) {
      return { pages, pageOf: found, furniture: (each) => furnitureOf(each, book, page, typesetter) };
    }
    known = found;
    terms = met;
  }
}

function placesOf(book: Book, known: ReadonlyMap<string, number> | undefined): Places {
  return {
    words: book.words,
    page: (id) => (known ? known.get(id) : book.otherBook?.[id] === undefined ? 888 : undefined),
    otherBookPage: (id) => book.otherBook?.[id],
  };
}

function whereIn(pages: readonly LaidPage[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const page of pages)
    for (const { strip, again } of page.placed)
      for (const id of again ? [] : strip.anchors) if (!found.has(id)) found.set(id, page.number);
  return found;
}

function stripsOf(book: Book, sheet: Sheet, top: Node, finder: TermFinder, terms: ReturnType<typeof termPages>) {
  const { galley } = sheet;
  galley.bare = true;
  setTitlePage(book, sheet);
  setColophon(book, sheet);
  galley.bare = false;
  setContents(book, sheet);
  for (const section of book.sections) {
    // Where a word is explained is told by its id; its neighbours there do not treat it.
    galley.finder = section.lookup ? undefined : finder;
    setSection(section, sheet, top);
  }
  galley.finder = undefined;
  setIndex(book, sheet, top, terms);
  return galley.strips;
}

function setTitlePage(book: Book, { galley, page }: Sheet): void {
  const { column, margin } = page;
  const parent: Node = { tag: 'Sect' };
  const line = (text: string, face: Face, size: number, colour: string) => {
    const node: Node = { tag: 'P', parent };
    const setting = { size, leading: size * 1.24, balanced: true };
    galley.paragraph([{ text, face, colour, node }], column, setting, node, { keep: true });
  };
  const edge = Math.min(margin.x, column.x);
  const across = page.width - 2 * edge;
  galley.strip(64, [], { keep: true });
  line(book.programme, 'text-strong', 10, quiet);
  galley.strip(80, [{ type: 'rule', x: edge, y: 14, width: across, thickness: 1.4, colour: accent }], { keep: true });
  line(book.heading, 'title', 36, accent);
  galley.space(14);
  if (book.subtitle !== undefined) line(book.subtitle, 'title-light', 16, quiet);
  galley.strip(46, [], { keep: true });
  line(book.edition, 'title', 21, ink);
  sink(galley, page, 0, 60);
  line(book.publication, 'text', 9.5, quiet);
  line(book.date, 'text', 9.5, quiet);
  galley.space(14);
  const part = across / principleTints.length;
  const seam = principleTints.map((colour, at): Mark => ({
    type: 'fill',
    x: edge + at * part,
    y: 0,
    width: part,
    height: 9,
    colour,
  }));
  galley.strip(9, seam);
}

/** White down to where the last `needs` points of a page begin; `from` is the number of its first strip. */
function sink(galley: Galley, page: Page, from: number, needs: number): void {
  const used = galley.strips
    .slice(from)
    .reduce((sum, strip, at) => sum + strip.height + (at > 0 ? strip.before : 0), 0);
  galley.strip(Math.max(20, page.bottom - page.top - used - needs), [], { keep: true });
}

/** The back of the title page: set small, at its foot. */
function setColophon(book: Book, sheet: Sheet): void {
  const { galley, page } = sheet;
  if (book.colophon.length === 0) return;
  const place = { ...placeOf(sheet, { tag: 'Sect' }, 1), size: { size: 9, leading: 13.25 } };
  const trial = new Galley(galley.typesetter, galley.direction, galley.language);
  setProse(book.colophon, { ...place, galley: trial });
  const needs = trial.strips.reduce((sum, strip) => sum + strip.before + strip.height, 0);
  galley.newPage();
  sink(galley, page, galley.strips.length, needs + 10);
  setProse(book.colophon, place);
}

function setContents(book: Book, sheet: Sheet): void {
  const { galley, page, places } = sheet;
  const parent: Node = { tag: 'Sect' };
  const node: Node = { tag: 'H1', parent };
  galley.newPage();
  galley.running = { title: book.words.contents };
  galley.anchor(contentsId);
  galley.paragraph([{ text: book.words.contents, face: 'title', node }], page.column, headings[1], node, {
    keep: true,
    heading: { level: 1, title: book.words.contents, id: contentsId },
  });
  galley.space(18);
  const list: Node = { tag: 'TOC', parent };
  for (const section of book.sections) setEntry(section, sheet, list);
  if (book.index) {
    const title = [{ type: 'text' as const, text: book.index.title }];
    setEntry({ id: indexId, level: 1, title, blocks: [], sections: [] }, sheet, list);
  }

  function setEntry(section: Section, { galley: into }: Sheet, toc: Node): void {
    const strong = section.level === 1;
    const title = plainText(section.title);
    const link: Node = { tag: 'Link', parent: { tag: 'TOCI', parent: toc }, link: { place: section.id, says: title } };
    const face = strong ? 'title' : 'text';
    const setting = strong ? { size: 11, leading: 15.5 } : { size: 9.5, leading: 14 };
    const { column, margin } = page;
    const ltr = book.direction === 'ltr';
    const number = into.measure([{ text: String(places.page(section.id) ?? ''), face, node: link }], {
      ...setting,
      width: 30,
      align: 'end',
    })[0];
    const words = into.measure([{ text: title, face, node: link }], { ...setting, width: column.width - 44 });
    const [sign] = into.measure([{ text: section.number ?? '', face, node: link, colour: accent }], {
      ...setting,
      width: margin.width,
      align: 'end',
    });
    into.space(strong ? 9 : 1.5);
    words.forEach((line, index) => {
      const last = index === words.length - 1;
      const marks: Mark[] = index === 0 && sign ? [lineMark(sign, margin.x, 0, link)] : [];
      marks.push(lineMark(line, ltr ? column.x : column.x + 44, 0, link));
      if (last && number) {
        const room = column.width - line.width - 12 - number.width - 6;
        const from = ltr ? column.x + line.width + 8 : column.x + number.width + 8;
        marks.push({
          type: 'rule',
          x: from,
          y: line.baseline - 1,
          width: room,
          thickness: 0.8,
          colour: hairline,
          dotted: true,
        });
        marks.push(lineMark(number, ltr ? column.x + column.width - 30 : column.x, 0, link));
      }
      into.strip(line.height, marks, { keep: !last || strong });
    });
    for (const each of section.sections) if (each.level === 2) setEntry(each, sheet, toc);
  }
}
