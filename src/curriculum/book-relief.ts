import type { Block as PrintBlock, Piece, Section as PrintSection } from '../print';
import type { Content, Inline } from '../prose';
import { printBlocks, words, type Reader } from './book-blocks';
import { imprintOf, type BookOptions } from './book-imprint';
import { agendaDays, factsOf, listBlanks, type Occasion } from './book-pieces';
import type { Agenda, Block, CompiledEdition, Module } from './curriculum';
import { allBlocks, blocksOf } from './modules';
import { sessionRows, type SessionRow } from './session';

/** The people of a workshop as a stranger to them needs to know them: how many, and from where. Never a name or a score. */
export interface CohortCounts {
  readonly people: number;
  readonly states: readonly Count[];
  readonly agencies: readonly Count[];
}

export interface Count {
  readonly name: string;
  readonly count: number;
}

export interface ReliefParts {
  readonly handbook: CompiledEdition;
  readonly guide: CompiledEdition;
  readonly agenda: Agenda;
  readonly occasion: Occasion;
  readonly cohort: CohortCounts;
  /** Pages of the two books of this publication, by id. */
  readonly pages: Readonly<Record<'handbook' | 'guide', Readonly<Record<string, number>>>>;
}

const firstMinutes = 60;
const spoken: ReadonlySet<string> = new Set(['say', 'ask', 'do']);

/**
 * What somebody needs who takes over a room within the hour: who sits there, the clock, what to say first, what to watch
 * for, where things are. It quotes the Guide, and is for facilitators only.
 */
export function reliefPiece(parts: ReliefParts, options: BookOptions): Piece {
  const { guide, agenda, occasion } = parts;
  const { words: t } = options;
  const reader: Reader = { t, compiled: guide };
  const section = (id: string, blocks: readonly PrintBlock[], sections: readonly PrintSection[] = []): PrintSection => ({
    id: `relief-${id}`,
    level: 2,
    title: words(t(`papers.relief.${id}`)),
    blocks,
    sections,
  });
  return {
    kind: 'piece',
    ...imprintOf(guide, options),
    title: `${t('papers.reliefTitle')}: ${occasion.title}`,
    heading: t('papers.reliefTitle'),
    running: occasion.title,
    facts: factsOf(occasion),
    blocks: [prose(paragraph(t('papers.reliefLede')))],
    sections: [
      section('cohort', cohortBlocks(parts.cohort, t)),
      section('agenda', agendaDays(guide, agenda, occasion, options, false)),
      section('firstHour', [prose(paragraph(t('papers.relief.firstHourLede')))], firstHour(agenda, reader)),
      section('watch', [prose(paragraph(t('papers.relief.watchLede'))), ...watchBlocks(agenda, reader, parts.pages.guide)]),
      section('where', whereBlocks(parts, options)),
    ],
    otherBook: parts.pages.handbook,
  };
}

function prose(...content: readonly Content[]): PrintBlock {
  return { type: 'prose', content };
}

function paragraph(text: string): Content {
  return { type: 'paragraph', children: words(text) };
}

function table(caption: string, head: readonly string[], rows: readonly (readonly Inline[][])[], ends: number): PrintBlock {
  const align = head.map((_, index) => (index < head.length - ends ? ('start' as const) : ('end' as const)));
  const content: Content = { type: 'table', caption, align, head: head.map(words), rows };
  return { type: 'prose', together: true, content: [content] };
}

function cohortBlocks({ people, states, agencies }: CohortCounts, t: Reader['t']): PrintBlock[] {
  const lists = [
    { label: t('papers.relief.states'), counts: states },
    { label: t('papers.relief.agencies'), counts: agencies },
  ];
  const lines = lists.flatMap(({ label, counts }): Content[] => {
    const told = counts.map(({ name, count }) => `${name}\u00a0${count}`).join(' \u00b7 ');
    const strong: Inline = { type: 'strong', children: words(`${label}: `) };
    return counts.length > 0 ? [{ type: 'paragraph', children: [strong, ...words(told)] }] : [];
  });
  return [prose(paragraph(t('papers.relief.people', { count: people })), ...lines)];
}

/** The modules of the first day that begin within its first hour of work, with the steps that fall into it. */
function firstHour({ days }: Agenda, reader: Reader): PrintSection[] {
  const [day] = days;
  if (!day) return [];
  const agenda: Agenda = { days: [day], netMinutes: day.netMinutes, interpretation: 1 };
  let left = firstMinutes;
  return day.items.flatMap((item): PrintSection[] => {
    const begins = left;
    if (item.net) left -= item.minutes;
    const module = item.kind === 'module' ? reader.compiled.modules.find(({ id }) => id === item.ref) : undefined;
    if (begins <= 0 || !module) return [];
    const end = clockMinutes(item.starts) + begins;
    const rows = sessionRows(agenda, module).filter((row) => clockMinutes(row.starts) < end);
    return rows.flatMap((row) => stepSection(row, module, reader));
  });
}

function clockMinutes(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function stepSection(row: SessionRow, module: Module, reader: Reader): PrintSection[] {
  const section = module.sections.find(({ id }) => id === row.id);
  const around = section ? section.blocks.filter((block) => block.kind !== 'activity') : blocksOf(module).filter(({ id }) => id === row.id);
  const notes = allBlocks(around).filter((block) => spoken.has(block.kind));
  if (notes.length === 0) return [];
  const title = words(`${row.starts}–${row.ends}  ${row.number} ${row.title}`);
  return [{ id: `relief-${row.id}`, level: 3, title, blocks: printBlocks(notes.map(alone), reader), sections: [] }];
}

/** A note without the notes inside it, which follow it by themselves. */
function alone(block: Block): Block {
  return { ...block, body: block.body.filter((part) => part.type !== 'block' || !spoken.has(part.block.kind)) };
}

/** Of each box "Watch for" in the modules of this agenda its first point, and the page where the others stand. */
function watchBlocks(agenda: Agenda, reader: Reader, pages: Readonly<Record<string, number>>): PrintBlock[] {
  const { t } = reader;
  const taught = new Set(agenda.days.flatMap(({ items }) => items.map(({ ref }) => ref)));
  return reader.compiled.modules.flatMap((module): PrintBlock[] => {
    const found = blocksOf(module).filter(({ kind }) => kind === 'watch-for' || kind === 'safety');
    if (!taught.has(module.id) || found.length === 0) return [];
    const items = found.map((block): readonly Content[] => {
      const content = printBlocks([block], reader).flatMap(contentOf);
      const [first] = content.flatMap((each) => (each.type === 'list' ? (each.items[0] ?? []) : [each]));
      const page = pages[block.id];
      const more: Inline[] = page === undefined ? [] : words(` (${t('papers.relief.guidePageOf', { page })})`);
      return first?.type === 'paragraph' ? [{ ...first, children: [...first.children, ...more] }] : [];
    });
    const children = [prose({ type: 'list', ordered: false, start: 1, items: items.filter((item) => item.length > 0) })];
    const word = t('papers.relief.module', { number: module.number });
    return [{ type: 'box', id: `relief-watch-${module.id}`, tone: 'quiet', word, title: words(module.title), children }];
  });
}

function contentOf(block: PrintBlock): readonly Content[] {
  return block.type === 'prose' ? block.content : block.children.flatMap(contentOf);
}

/** Where each module and each blank tool is found, in both books. */
function whereBlocks({ guide, handbook, pages }: ReliefParts, options: BookOptions): PrintBlock[] {
  const { words: t } = options;
  const page = (book: 'handbook' | 'guide', id: string) => words(String(pages[book][id] ?? '–'));
  const modules = guide.modules.map(({ id, number, title }) => [
    words(`${number} ${title}`),
    page('guide', id),
    page('handbook', id),
  ]);
  const blanks = listBlanks(handbook, options).map(({ id, name, title }) => [
    words(`${name}: ${title}`),
    page('guide', id),
    page('handbook', id),
  ]);
  const head = (first: string) => [first, t('papers.relief.guidePage'), t('papers.relief.handbookPage')];
  const places = ['join', 'attendance', 'certificates', 'help'].map((key): readonly Content[] => [
    paragraph(t(`papers.relief.place.${key}`)),
  ]);
  return [
    prose({ type: 'list', ordered: false, start: 1, items: places }),
    table(t('papers.relief.modules'), head(t('papers.relief.modules')), modules, 2),
    table(t('papers.relief.blanks'), head(t('papers.relief.blanks')), blanks, 2),
  ];
}
