import type { Block, Book, Section } from '../../src/print';
import { raised } from '../../src/print/footnotes';
import type { Content, Inline } from '../../src/prose/prose';

/** Something that is read at once: a paragraph, a cell, a word in the margin. `id` is of the block that it belongs to. */
export interface Said {
  readonly id: string;
  readonly text: string;
  /** The head of the table that it stands in, which a new page repeats. */
  readonly head?: string;
  /** The footnotes to which it leads. */
  readonly feet?: readonly string[];
}

export interface Pages {
  readonly own: Readonly<Record<string, number>>;
  readonly other: Readonly<Record<string, number>>;
}

/** All that a book says between its title and its index, in the order in which it is to be read. */
export function readingOfBook(book: Book, pages: Pages): Said[] {
  const reading = new Reading(book, pages);
  return reading.whole();
}

/** The headings of a book as its bookmarks should show them: one line each, with their level. */
export function headingsOfBook(book: Book): { level: number; title: string }[] {
  const inContent = (content: readonly Content[], level: number): { level: number; title: string }[] =>
    content.flatMap((each) => {
      if (each.type === 'heading') return [{ level: level + each.level, title: plain(each.children) }];
      if (each.type === 'list') return each.items.flatMap((item) => inContent(item, level));
      return each.type === 'quote' ? inContent(each.children, level) : [];
    });
  const inBlocks = (blocks: readonly Block[], level: number): { level: number; title: string }[] =>
    blocks.flatMap((block) => {
      if (block.type === 'prose') return inContent(block.content, level);
      const heads = block.title !== undefined && (block.tone === 'task' || block.tone === 'form');
      const own = heads ? [{ level: level + 1, title: `${block.word}: ${plain(block.title ?? [])}` }] : [];
      return [...own, ...inBlocks(block.children, heads ? level + 1 : level)];
    });
  const inSection = (section: Section): { level: number; title: string }[] => [
    {
      level: section.level,
      title: [section.number, plain(section.title)].filter((each) => each !== undefined).join(' '),
    },
    ...inBlocks(section.blocks, section.level),
    ...section.sections.flatMap(inSection),
  ];
  const ends = book.index ? [{ level: 1, title: book.index.title }] : [];
  return [{ level: 1, title: book.words.contents }, ...book.sections.flatMap(inSection), ...ends];
}

class Reading {
  private readonly said: Said[] = [];
  private id = 'front';
  private feet: string[] = [];

  constructor(
    private readonly book: Book,
    private readonly pages: Pages,
  ) {}

  whole(): Said[] {
    const { book } = this;
    const { programme, heading, subtitle = '', edition, publication, date } = book;
    for (const line of [programme, heading, subtitle, edition, publication, date]) this.say(line);
    this.content(book.colophon);
    this.say(book.words.contents);
    for (const section of book.sections) this.entry(section);
    if (book.index) this.say(`${book.index.title}${this.pages.own['index-of-terms'] ?? ''}`);
    for (const section of book.sections) this.section(section);
    if (book.index) this.say(book.index.title);
    return this.said.filter(({ text }) => text !== '');
  }

  private say(text: string, head?: string): void {
    this.said.push({
      id: this.id,
      text,
      ...(head === undefined ? {} : { head }),
      ...(this.feet.length > 0 ? { feet: this.feet } : {}),
    });
    this.feet = [];
  }

  private entry({ id, number = '', title, sections }: Section): void {
    this.say(`${number}${plain(title)}${this.pages.own[id] ?? ''}`);
    for (const each of sections) if (each.level === 2) this.entry(each);
  }

  private section(section: Section): void {
    this.id = section.id;
    this.say(section.number ?? '');
    if (section.level === 2) this.elsewhere(section.id);
    this.say(plain(section.title));
    this.facts(section.facts ?? []);
    for (const { letter, name } of section.principles ?? []) this.say(`${letter}${name}`);
    this.blocks(section.blocks);
    for (const each of section.sections) this.section(each);
  }

  /** "Handbook p. 14": beside what the Guide shares with the Handbook. */
  private elsewhere(id: string): void {
    const page = this.pages.other[id];
    if (page !== undefined) this.say(filled(this.book.words.otherBookPage, page));
  }

  private facts(facts: NonNullable<Section['facts']>): void {
    for (const { label, value } of facts) this.say(`${label}${this.words(value)}`);
  }

  private blocks(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if (block.type === 'prose') {
        this.id = block.id ?? this.id;
        this.content(block.content);
        continue;
      }
      this.id = block.id;
      this.say(block.word);
      if (block.tone === 'task' || block.tone === 'form') this.elsewhere(block.id);
      this.say(this.words(block.title ?? []));
      this.facts(block.facts ?? []);
      this.blocks(block.children);
    }
  }

  private content(content: readonly Content[]): void {
    for (const each of content) this.one(each);
  }

  private one(content: Content): void {
    switch (content.type) {
      case 'paragraph':
      case 'heading':
        this.say(content.type === 'heading' ? plain(content.children) : this.words(content.children));
        return;
      case 'list':
        content.items.forEach((item, index) => {
          this.say(content.ordered ? `${content.start + index}.` : '•');
          this.content(item);
        });
        return;
      case 'quote':
        this.content(content.children);
        return;
      case 'table': {
        this.say(content.caption ?? '');
        const head = content.head.map((cell) => this.words(cell));
        for (const cell of head) this.say(cell);
        for (const row of content.rows) for (const cell of row) this.say(this.words(cell), head.join(''));
        return;
      }
      case 'field':
        this.say(content.label);
        return;
      case 'figure':
        for (const [, words] of content.svg.matchAll(/>([^<>]+)</g)) this.say(unescaped(words ?? ''));
        this.say(content.caption ?? '');
        return;
      case 'rule':
        return;
    }
  }

  private words(nodes: readonly Inline[]): string {
    return nodes.map((node) => this.word(node)).join('');
  }

  /** Its mark; its words are to stand at the foot of the page, in the order of the marks. */
  private footnote({ number = 0, children }: Extract<Inline, { type: 'footnote' }>): string {
    this.feet.push(`${number}.${this.words(children)}`);
    return raised(number);
  }

  private word(node: Inline): string {
    if (node.type === 'break') return ' ';
    if (node.type === 'footnote') return this.footnote(node);
    if (node.type !== 'reference') return 'children' in node ? this.words(node.children) : node.text;
    const { page: sentence, mark, otherBookPage } = this.book.words;
    const [own, other] = [this.pages.own[node.target], this.pages.other[node.target]];
    const page = own ?? other;
    if (node.children.length === 0) return page === undefined ? '' : ` ${filled(mark, page)}`;
    const after = page === undefined ? '' : ` (${filled(own === undefined ? otherBookPage : sentence, page)})`;
    return `${this.words(node.children)}${after}`;
  }
}

const filled = (sentence: string, page: number): string => sentence.replace('{page}', String(page));

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

function plain(nodes: readonly Inline[]): string {
  return nodes.map((node) => ('text' in node ? node.text : 'children' in node ? plain(node.children) : ' ')).join('');
}
