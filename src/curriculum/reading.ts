import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { contentHtml, directionOf } from '../prose';
import { page, render } from '../web/page';
import type { Words } from '../words';
import { articleHtml, cutAtBlocks, drawingOf } from './block-html';
import { interpretedDay } from './book-agenda';
import { principles, type Agenda, type AgendaDay, type CompiledEdition, type Edition, type Glossary, type Module } from './curriculum';
import { labelOf } from './naming';
import { getPart } from './queries';
import { cardOf, termMarks, type TermMarks } from './terms';
import { placesOf, sessionRows, type SessionRow } from './session';

/** The middle of a reading page, drawn once for a publication, a book and a language of the interface. */
export interface Reading {
  /** In the page's language: which book, or which module. */
  readonly over: string;
  readonly title: string;
  /** One sentence, or empty. */
  readonly lede: string;
  /** BCP 47, of title and lede. */
  readonly language: string;
  /** HTML at even places; at odd ones the id of the block that ends there, where a reader may have a note. */
  readonly parts: readonly string[];
}

/** A page of a book. The parts of the `Reading` are everybody's; what stands between and above them is one reader's. */
export const readingPage = page<
  Reading & {
    readonly readingHtml: string;
    readonly headHtml: string;
    /** The path of the book's contents. */
    readonly book: string;
    readonly isContents: boolean;
  }
>('curriculum/reading');

/** What one reader has in a block (given the piece of the page that ends with it) and below it. */
export interface OwnMargin {
  inBlock(html: string, id: string): string;
  atBlock(id: string): string;
}

/** The drawn page with what this reader has in and below each block. */
export function joinParts({ parts }: Pick<Reading, 'parts'>, own: OwnMargin): string {
  return parts
    .map((part, place) => {
      if (place % 2 === 1) return own.atBlock(part);
      const block = parts[place + 1];
      return block === undefined ? part : own.inBlock(part, block);
    })
    .join('');
}

const drawn = new Map<string, Reading>();
const mostDrawn = 500;

/**
 * Draws one page of a book, or answers it from memory. `name` is a module's id, `preface`, `agenda`, `glossary`, or
 * undefined for the contents. NotFound where the book has no such page. Links are relative, so that the same drawing
 * serves every workshop under `…/handbook` and `…/guide`.
 */
export async function readPage(
  db: Db,
  publicationId: string,
  edition: Edition,
  name: string | undefined,
  t: Words,
): Promise<Reading> {
  const key = [publicationId, edition, name ?? '', t.language].join(' ');
  const known = drawn.get(key);
  if (known) return known;
  const book = await getPart<CompiledEdition>(db, publicationId, edition);
  const agenda = await getPart<Agenda>(db, publicationId, 'agenda');
  const glossary = await getPart<Glossary>(db, publicationId, 'glossary');
  const reading = draw({ book, agenda, glossary, t }, name);
  const [oldest] = drawn.keys();
  if (drawn.size >= mostDrawn && oldest !== undefined) drawn.delete(oldest);
  drawn.set(key, reading);
  return reading;
}

/** What a page of a book is drawn from. */
export interface Shelf {
  readonly book: CompiledEdition;
  readonly agenda: Agenda;
  readonly glossary: Glossary;
  readonly t: Words;
}

/** Draws one page of a book as `readPage` says, from what is at hand. */
export function draw(shelf: Shelf, name: string | undefined): Reading {
  const { book, agenda, glossary, t } = shelf;
  const named = t(`book.edition.${book.edition}`);
  const edition = book.overlay ? t('local.edition', { edition: named, title: book.overlay.title }) : named;
  const inBook = { over: edition, lede: '', language: book.language };
  const inPage = { over: edition, lede: '', language: t.language };
  const shared = { t, book, language: book.language };
  switch (name) {
    case undefined:
      return view('contents', { ...inBook, title: book.title, lede: book.subtitle }, shared);
    case 'preface': {
      const terms = termMarks(glossary.terms, book.language);
      const drawnHtml = articleHtml({ t, book, module: 'preface', terms }, book.preface, []);
      const cards = cardsOf(shelf, terms);
      return view('preface', { ...inPage, title: t('book.preface') }, { ...shared, articleHtml: drawnHtml, cards });
    }
    case 'agenda': {
      const title = { ...inPage, title: t('book.agenda'), lede: t('reading.agendaLede') };
      return view('agenda', title, { ...shared, factor: agenda.interpretation, days: agenda.days.map(bothClocks) });
    }
    case 'glossary': {
      const drawing = drawingOf({ t, book, module: 'glossary' }, 3);
      const shown = glossary.terms.map((term) => ({ ...term, definitionHtml: contentHtml(term.definition, drawing) }));
      const names = { languageName: languageNames(t.language), directionOf };
      return view('glossary', { ...inPage, title: t('book.glossary') }, { ...shared, terms: shown, ...names });
    }
    default:
      return drawModule(shelf, name);
  }
}

function drawModule(shelf: Shelf, name: string): Reading {
  const { book, agenda, glossary, t } = shelf;
  const index = book.modules.findIndex((module) => module.id === name);
  const module = book.modules[index];
  if (!module) throw new NotFound();
  const { title, aim, number, minutes, core } = module;
  const facts = [t('reading.moduleOver', { number }), t('book.minutes', { count: minutes })];
  const terms = termMarks(glossary.terms, book.language);
  const drawnHtml = articleHtml({ t, book, module: module.id, terms }, module.opening, module.sections);
  const over = [...facts, ...(core ? [] : [t('book.optional')])].join(' · ');
  return view(
    'module',
    { over, title, lede: aim, language: book.language },
    {
      t,
      module,
      language: book.language,
      previous: book.modules[index - 1],
      next: book.modules[index + 1],
      places: placesOf(agenda, module),
      plan: sessionRows(agenda, module).map((row) => ({ ...row, label: stepLabel(row, t) })),
      principles: principlesOf(module, t),
      articleHtml: drawnHtml,
      cards: cardsOf(shelf, terms),
    },
  );
}

/** The definitions of the terms that a page names, to be opened where they stand. */
function cardsOf({ t, book }: Shelf, terms: TermMarks): { id: string; term: string; href: string; definitionHtml: string }[] {
  const drawing = drawingOf({ t, book, module: 'glossary' }, 4);
  return terms.found().map((term) => ({
    id: cardOf(term),
    term: term.term,
    href: `glossary#${term.id}`,
    definitionHtml: contentHtml(term.definition, { ...drawing, reference: () => undefined }),
  }));
}

function stepLabel({ kind, number }: SessionRow, t: Words): string {
  return kind === 'activity' ? labelOf('activity', number, t) : number;
}

/** In the order of the letters, each with its letter and its name: never a colour alone. */
function principlesOf(module: Module, t: Words): { id: string; letter: string; name: string }[] {
  const own = principles.filter((id) => module.raapt.includes(id));
  return own.map((id) => {
    const name = t(`book.principle.${id}`);
    return { id, letter: name.slice(0, 1), name };
  });
}

/** A day with the clock of a room that is interpreted beside that of a room with one language. */
function bothClocks(day: AgendaDay) {
  const spoken = interpretedDay(day).items;
  const items = day.items.map((item, at) => ({ ...item, spoken: spoken[at] ?? item }));
  return { ...day, items, over: items.at(-1)?.ends ?? day.starts, spokenOver: spoken.at(-1)?.ends ?? day.starts };
}

function languageNames(language: string): (tag: string) => string {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return (tag) => names.of(tag) ?? tag;
}

function view(name: string, head: Omit<Reading, 'parts'>, locals: object): Reading {
  return { ...head, parts: cutAtBlocks(render(`curriculum/${name}`, locals)) };
}
