import {
  pagesOnce,
  printOnce,
  type Block as PrintBlock,
  type Book,
  type BoxBlock,
  type Fact,
  type Printed,
  type Section as PrintSection,
} from '../print';
import type { Content, Inline } from '../prose';
import type { Words } from '../words';
import { agendaDay } from './book-agenda';
import { printBlocks, words, type Reader } from './book-blocks';
import { imprintOf, type BookOptions } from './book-imprint';
import { indexOf } from './book-index';
import { principles } from './curriculum';
import type { Agenda, CompiledEdition, Edition, Glossary, Module, Section } from './curriculum';

/** The parts of a publication that its books are made from. A Handbook is printed without its Guide being read. */
export interface BookParts {
  readonly handbook: CompiledEdition;
  readonly guide?: CompiledEdition;
  readonly agenda: Agenda;
  readonly glossary: Glossary;
}

/**
 * One of the two books as PDF, with the page of each block. Books are kept by what they say: the same publication,
 * edition, language and paper is printed once. For the Guide the Handbook is laid out first, to know its pages.
 */
export async function bookPdf(edition: Edition, parts: BookParts, options: BookOptions): Promise<Printed> {
  return printOnce(await bookToPrint(edition, parts, options));
}

/** One of the two books as a document, a Guide with the pages of its Handbook. */
export async function bookToPrint(edition: Edition, parts: BookParts, options: BookOptions): Promise<Book> {
  if (edition === 'handbook') return bookOf(parts.handbook, parts, options);
  if (!parts.guide) throw new Error('A Guide is printed from its own text, which was not given.');
  const { pageOf } = await pagesOnce(bookOf(parts.handbook, parts, { ...options, booklet: false }));
  return bookOf(parts.guide, parts, options, pageOf);
}

/** A compiled edition as a document to be printed. `otherBook` gives the pages of the Handbook for a Guide's references. */
export function bookOf(
  compiled: CompiledEdition,
  { agenda, glossary }: Pick<BookParts, 'agenda' | 'glossary'>,
  options: BookOptions,
  otherBook?: Readonly<Record<string, number>>,
): Book {
  const t = options.words;
  const reader: Reader = { t, compiled, footnotes: { count: 0 } };
  const imprint = imprintOf(compiled, options);
  const { edition, publication, date } = imprint;
  return {
    kind: 'book',
    ...imprint,
    title: `${compiled.title}: ${edition}`,
    heading: compiled.title,
    programme: t('book.programme'),
    subtitle: compiled.subtitle,
    colophon: colophonOf(compiled, publication, date, t),
    sections: [
      prefaceOf(compiled, reader),
      agendaOf(agenda, reader),
      ...compiled.modules.map((module) => moduleOf(module, reader)),
      glossaryOf(glossary, reader),
    ].filter((section) => section.blocks.length + section.sections.length > 0),
    index: { title: t('book.index'), entries: indexOf(compiled, glossary, t) },
    ...(options.booklet ? { booklet: true } : {}),
    ...(otherBook ? { otherBook } : {}),
  };
}

function colophonOf(compiled: CompiledEdition, publication: string, date: string, t: Words): readonly Content[] {
  const lines = [
    `${compiled.title}. ${t(`book.edition.${compiled.edition}`)}.`,
    compiled.note,
    ...(compiled.overlay ? [t('local.colophon', { state: compiled.overlay.state, owner: compiled.overlay.owner })] : []),
    ...(compiled.tailored ? [t('tailoring.colophon')] : []),
    t('book.fictional'),
    ...(compiled.edition === 'guide' ? [t('book.guideOnly')] : []),
    `${publication}. ${date}.`,
    t('book.type'),
  ];
  return lines.map((line) => ({ type: 'paragraph', children: words(line) }));
}

function prefaceOf(compiled: CompiledEdition, reader: Reader): PrintSection {
  return {
    id: 'preface',
    level: 1,
    title: words(reader.t('book.preface')),
    blocks: printBlocks(compiled.preface, reader),
    sections: [],
  };
}

function agendaOf({ days }: Agenda, reader: Reader): PrintSection {
  const blocks = days.map((day) => agendaDay(day, reader));
  return { id: 'agenda', level: 1, title: words(reader.t('book.agenda')), blocks, sections: [] };
}

function moduleOf(module: Module, reader: Reader): PrintSection {
  const { t } = reader;
  const facts: Fact[] = [
    { label: t('book.time'), value: words(timeOf(module, reader)) },
    ...(module.materials.length > 0 ? [{ label: t('book.materials'), value: words(module.materials.join('; ')) }] : []),
  ];
  const aim: PrintBlock = { type: 'prose', content: [{ type: 'paragraph', children: words(module.aim) }] };
  const unfinished: PrintBlock[] =
    module.status === 'outline' ? [{ type: 'prose', content: [{ type: 'paragraph', children: words(t('book.outline')) }] }] : [];
  return {
    id: module.id,
    level: 1,
    number: String(module.number),
    title: words(module.title),
    facts,
    principles: module.raapt.map((principle) => {
      const at = principles.indexOf(principle);
      const name = t(`book.principle.${principle}`);
      return { letter: 'RAAPT'[at] ?? '', name, tint: (at + 1) as 1 | 2 | 3 | 4 | 5 };
    }),
    exercise: exerciseModules.has(module.id),
    blocks: [
      aim,
      ...unfinished,
      ...objectivesOf(module, t),
      ...planOf(module, reader),
      ...printBlocks(module.opening, reader),
    ],
    sections: module.sections.map((section) => sectionOf(section, reader)),
  };
}

// The module that the case is played in: each of its pages says that nothing in it is real.
const exerciseModules: ReadonlySet<string> = new Set(['the-case']);

function timeOf(module: Module, { t }: Reader): string {
  const minutes = t('book.minutes', { count: module.minutes });
  const length =
    module.minimum === undefined ? minutes : t('book.minutesAtLeast', { count: module.minutes, least: module.minimum });
  return module.core ? length : `${length} (${t('book.optional')})`;
}

function objectivesOf(module: Module, t: Words): readonly PrintBlock[] {
  if (module.objectives.length === 0) return [];
  const items = module.objectives.map((each): Content[] => [{ type: 'paragraph', children: words(each.text) }]);
  const list: Content = { type: 'list', ordered: false, start: 1, items };
  return [{ type: 'box', id: `${module.id}-objectives`, tone: 'key', word: t('book.objectives'), children: [{ type: 'prose', content: [list] }] }];
}

/** The Guide's session plan: when each activity begins, and the page it stands on. */
function planOf(module: Module, reader: Reader): readonly BoxBlock[] {
  const { t } = reader;
  if (module.plan.length === 0) return [];
  const rows = module.plan.map((step) => {
    const name: Inline[] = [{ type: 'reference', target: step.id, children: words(`${step.number} ${step.title}`) }];
    return [words(`${step.starts}–${step.starts + step.minutes}`), name, words(String(step.minutes)), words(String(step.minimum))];
  });
  const head = ['book.planStart', 'book.planStep', 'book.planMinutes', 'book.planMinimum'].map((key) => words(t(key)));
  const table: Content = { type: 'table', align: ['start', 'start', 'end', 'end'], head, rows };
  const children: PrintBlock[] = [{ type: 'prose', content: [table] }];
  return [{ type: 'box', id: `${module.id}-plan`, tone: 'note', word: t('book.plan'), children }];
}

function sectionOf(section: Section, reader: Reader): PrintSection {
  const { t } = reader;
  const minutes = section.minutes;
  return {
    id: section.id,
    level: 2,
    number: section.number,
    title: words(section.title),
    ...(minutes === undefined ? {} : { facts: [{ label: t('book.time'), value: words(t('book.minutes', { count: minutes })) }] }),
    blocks: printBlocks(section.blocks, reader),
    sections: [],
  };
}

function glossaryOf({ terms }: Glossary, reader: Reader): PrintSection {
  const blocks = terms.map((term): PrintBlock => {
    const equivalents = term.equivalents.flatMap((each, index): Inline[] => [
      ...(index > 0 ? words('  ·  ') : []),
      { type: 'foreign', lang: each.lang, children: words(each.text) },
    ]);
    const more: Content[] = equivalents.length > 0 ? [{ type: 'paragraph', children: equivalents }] : [];
    const children: PrintBlock[] = [{ type: 'prose', content: [...term.definition, ...more] }];
    return { type: 'box', id: term.id, tone: 'entry', word: term.term, children };
  });
  return { id: 'glossary', level: 1, title: words(reader.t('book.glossary')), lookup: true, blocks, sections: [] };
}
