import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../command';
import { NotFound } from '../errors';
import { escapeHtml } from '../prose';
import { root } from '../root';
import type { Words } from '../words';
import type { Compiled, Edition } from './curriculum';
import { checkFolder, type Checked } from './files';
import { draw, joinParts, type Reading, type Shelf } from './reading';

/** Another feature's part of the check, as in `commands.ts`. */
type Checker = (folder: string) => Promise<readonly Finding[]>;

/** A page of a book as it is being written. */
export interface Draft extends Reading {
  /** The drawn text with each finding below the block in which it stands. */
  readonly readingHtml: string;
  /** Findings that stand before every block of the page: in its front matter, say. */
  readonly above: readonly Finding[];
  /** The file cannot be read now: this is the last text that could. */
  readonly isLast: boolean;
}

const otherPages: Readonly<Record<string, string>> = {
  preface: 'curriculum.md',
  agenda: 'agenda.md',
  glossary: 'glossary.md',
};

/**
 * The curriculum of a folder as it stands on disk, compiled anew when a file has changed. A module that cannot be read
 * any more is shown as it last could.
 */
export class Manuscript {
  private stamp = '';
  private checked: Checked | undefined;
  private others: readonly Finding[] = [];
  /** By module: the last curriculum in which it could be read, and its folder. */
  private readonly lastRead = new Map<string, { readonly compiled: Compiled; readonly folder: string }>();
  private lastCompiled: Compiled | undefined;

  constructor(
    readonly folder: string,
    private readonly checkers: readonly Checker[],
    private readonly t: Words,
  ) {}

  /** Reads the files if one of them has changed since. Answers whether one had. */
  async refresh(): Promise<boolean> {
    const stamp = stampOf(this.folder);
    if (stamp === this.stamp) return false;
    this.stamp = stamp;
    const checked = checkFolder(this.folder);
    this.checked = checked;
    this.others = (await Promise.all(this.checkers.map((checker) => checker(this.folder)))).flat();
    const { compiled, places } = checked;
    if (!compiled) return true;
    this.lastCompiled = compiled;
    for (const { id } of compiled.guide.modules) {
      const file = places.get(id)?.file ?? '';
      this.lastRead.set(id, { compiled, folder: file.replace(/[^/]*$/, '') });
    }
    return true;
  }

  get findings(): readonly Finding[] {
    return [...(this.checked?.findings ?? []), ...this.others];
  }

  /** Every page there is to open, in the order of the book: what it is called in an address, and its title. */
  pages(): { readonly name: string; readonly title: string; readonly findings: number }[] {
    const compiled = this.checked?.compiled ?? this.lastCompiled;
    const now = compiled?.guide.modules ?? [];
    const gone = [...this.lastRead].filter(([id, { folder }]) => !now.some((each) => each.id === id) && this.exists(folder));
    const lost = gone.flatMap(([id, last]) => last.compiled.guide.modules.filter((each) => each.id === id));
    const modules = [...now, ...lost].sort((a, b) => a.number - b.number);
    const named = [
      { name: 'preface', title: this.t('book.preface') },
      ...modules.map(({ id, title }) => ({ name: id, title })),
      { name: 'agenda', title: this.t('book.agenda') },
      { name: 'glossary', title: this.t('book.glossary') },
    ];
    return named.map((each) => ({ ...each, findings: this.findingsOn(each.name).length }));
  }

  /** NotFound where there is no such page, and never was. */
  page(edition: Edition, name: string): Draft {
    const isModule = otherPages[name] === undefined;
    const current = this.checked?.compiled;
    const stands = current && (!isModule || current.guide.modules.some(({ id }) => id === name)) ? current : undefined;
    const compiled = stands ?? (isModule ? this.lastRead.get(name)?.compiled : this.lastCompiled);
    if (!compiled) throw new NotFound();
    const { agenda, glossary } = compiled;
    const shelf: Shelf = { book: compiled[edition], agenda, glossary, t: this.t };
    const reading = draw(shelf, name);
    const blocks = reading.parts.filter((_, place) => place % 2 === 1);
    const below = new Map<string, Finding[]>();
    const above: Finding[] = [];
    for (const finding of this.findingsOn(name)) {
      const block = stands ? this.blockOf(finding, blocks) : undefined;
      if (block === undefined) above.push(finding);
      else below.set(block, [...(below.get(block) ?? []), finding]);
    }
    const readingHtml = joinParts(reading, {
      inBlock: (html) => html,
      atBlock: (id) => this.findingsHtml(below.get(id) ?? []),
    });
    return { ...reading, readingHtml, above, isLast: stands === undefined };
  }

  private findingsOn(name: string): Finding[] {
    const file = otherPages[name];
    const folder = this.lastRead.get(name)?.folder;
    return this.findings.filter((each) => each.file === file || (folder !== undefined && each.file.startsWith(folder)));
  }

  /** The last block of this page that begins on the finding's line or before. */
  private blockOf({ file, line }: Finding, blocks: readonly string[]): string | undefined {
    let found: string | undefined;
    let nearest = 0;
    for (const id of blocks) {
      const place = this.checked?.places.get(id);
      if (place?.file !== file || place.line > line || place.line < nearest) continue;
      nearest = place.line;
      found = id;
    }
    return found;
  }

  private findingsHtml(findings: readonly Finding[]): string {
    const items = findings.map(({ code, file, line, message }) => {
      const place = escapeHtml(`${file}:${line}`);
      return `<p class="finding"><a href="/diagnostics#${escapeHtml(code)}" target="_top">${escapeHtml(code)}</a> <span class="place">${place}</span> ${escapeHtml(message)}</p>`;
    });
    return items.length === 0 ? '' : `<aside class="findings" lang="${this.t.language}">${items.join('')}</aside>`;
  }

  private exists(folder: string): boolean {
    return statSync(join(this.folder, folder), { throwIfNoEntry: false }) !== undefined;
  }
}

/** The explanations of all codes, from docs/diagnostics.md: code and Markdown. */
export function readDiagnostics(): { readonly code: string; readonly text: string }[] {
  const page = readFileSync(join(root, 'docs', 'diagnostics.md'), 'utf8');
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => ({ code: section.slice(0, section.indexOf('\n')), text: section.slice(section.indexOf('\n') + 1) }));
}

/** Changes when a file of the folder does: names, sizes and times of all of them. */
function stampOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((path) => {
      const found = statSync(join(folder, path), { throwIfNoEntry: false });
      return `${path} ${found?.size ?? 0} ${found?.mtimeMs ?? 0}`;
    })
    .join('\n');
}
