import { hashOf } from '../../canonical';
import {
  readHeading,
  readSource,
  type RuleLine,
  type Section,
  type SourceDocument,
  type SourceFile,
  type SourceLine,
} from '../compile/source';
import { paragraphsOf, type Paragraphs } from './paragraphs';

/** One text of a case that is translated as a whole, and where it stands in its file. Never known by its position. */
export interface TextBlock {
  readonly file: string;
  /** Unique in its file: `ask-border`, `ask-border.feedback`, `tip-desk.body`. */
  readonly key: string;
  readonly words: string;
  /** A digest of the words: a translation names the one it was made from. */
  readonly source: string;
  readonly at: Spot;
}

/** Where the words stand: in a heading, in part of a rule line, in a line of front matter, or in lines of their own. */
export type Spot =
  | { readonly is: 'heading'; readonly line: number }
  | { readonly is: 'rule'; readonly rule: RuleLine; readonly from: number; readonly bracket: boolean }
  | ({ readonly is: 'lines' } & Omit<Paragraphs, 'words' | 'key'>);

/** Every text of a case, in the order of its files and lines. */
export function blocksIn(files: readonly SourceFile[]): TextBlock[] {
  return files
    .filter(({ path }) => path.endsWith('.md') && !path.startsWith('i18n/'))
    .flatMap((file) => new Reader(readSource(file)).read());
}

export function digestOf(words: string): string {
  return hashOf(words).slice(0, 8);
}

class Reader {
  private readonly found: TextBlock[] = [];
  private readonly keys = new Set<string>();

  constructor(private readonly source: SourceDocument) {}

  read(): TextBlock[] {
    const { path, front, sections } = this.source;
    const scene = path.startsWith('scenes/') ? (front['id']?.text ?? '') : null;
    for (const section of sections) {
      const heading = readHeading(section.heading);
      if (path === 'person.md' && heading) this.thing(heading.id, heading.title, section, false);
      else if (section.level <= 1) this.top(section, scene);
      else if (path === 'exercise.md' && section.heading.toLowerCase() === 'content note')
        this.lines('content-note', section.text);
      else if (heading) this.thing(heading.id, heading.title, section, scene !== null);
      else if (path === 'checks.md') for (const rule of section.rules) this.rule('', rule);
    }
    return this.found;
  }

  private top(section: Section, scene: string | null): void {
    const name = scene ?? 'case';
    const title = readHeading(section.heading)?.title ?? section.heading;
    if (title !== '' && this.source.path !== 'checks.md')
      this.add(`${name}.title`, title, { is: 'heading', line: section.line });
    if (this.source.path === 'checks.md') for (const rule of section.rules) this.rule('', rule);
    else this.lines(scene === null ? 'introduction' : `${name}.body`, section.text);
  }

  private thing(id: string, title: string, section: Section, isChoice: boolean): void {
    this.add(id, title, { is: 'heading', line: section.line });
    for (const rule of section.rules) this.rule(id, rule);
    if (isChoice) this.quotes(id, section.text);
    else this.lines(`${id}.text`, section.text);
  }

  private rule(id: string, rule: RuleLine): void {
    const score = /^((?:when\s+[^:]+:\s*|breach:\s*)?([a-z]+)\s+([+-]?\d+)\s+because\s+)(.*)$/.exec(rule.text);
    const breach = /^(breach\s+(\S+?)(?:\s[^:]*)?:\s*.*?\s+because\s+)(.*)$/.exec(rule.text);
    const plain = /^(asked as|agency|country|powers|expects|if stuck)\s*:\s*(.*)$/.exec(rule.text);
    if (score) {
      const logic = digestOf((score[1] ?? '').replace(/\s+/g, ' '));
      this.part(`${id}.${score[2] ?? ''}-${logic}`, score[4] ?? '', rule);
    } else if (breach) this.part(`${breach[2] ?? ''}.reason`, breach[3] ?? '', rule);
    else if (plain) this.part(`${id}.${(plain[1] ?? '').replace(' ', '-')}`, plain[2] ?? '', rule);
    for (const field of rule.nested) this.field(id, field);
  }

  /** The words of a form's field: those in brackets after its values, and what free text is asked for. */
  private field(id: string, rule: RuleLine): void {
    const [whole = '', name = ''] = /^([a-z][a-z-]*)[^:]*:\s*/.exec(rule.text) ?? [];
    for (const match of rule.text.slice(whole.length).matchAll(/([a-z0-9-]+|free text)\s*\(([^()]*)\)/g)) {
      const words = match[2] ?? '';
      const key = match[1] === 'free text' ? `${id}.${name}` : `${id}.${name}.${match[1] ?? ''}`;
      const from = whole.length + match.index + match[0].length - 1 - words.length;
      this.add(key, words, { is: 'rule', rule, from, bracket: true });
    }
  }

  private part(key: string, words: string, rule: RuleLine): void {
    if (words !== '') this.add(key, words, { is: 'rule', rule, from: rule.text.length - words.length, bracket: false });
  }

  private lines(key: string, lines: readonly SourceLine[]): void {
    for (const { key: name, words, ...at } of paragraphsOf(key, lines, false))
      this.add(name, words, { is: 'lines', ...at });
  }

  private quotes(id: string, lines: readonly SourceLine[]): void {
    for (const { key: name, words, ...at } of paragraphsOf(id, lines, true))
      this.add(name, words, { is: 'lines', ...at });
  }

  private add(key: string, words: string, at: Spot): void {
    let name = key;
    for (let number = 2; this.keys.has(name); number += 1) name = `${key}-${String(number)}`;
    this.keys.add(name);
    this.found.push({ file: this.source.path, key: name, words, source: digestOf(words), at });
  }
}
