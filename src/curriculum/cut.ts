import type { Problem } from '../prose';
import { readAttributes, type Attributes } from '../prose/attributes';
import type { Code } from './codes';
import { badAttributes, braces, longestLine, tooLong, unreadable, type Raw, type RawFence } from './source';

const fenceLine = /^ {0,3}(:{3,})[ \t]*(?:([A-Za-z][\w-]*)[ \t]*(?:\{(.*)\})?)?[ \t]*$/;
const headingLine = /^(#{1,6})[ \t]+(.*?)[ \t]*$/;
const closingId = /^(?:(.*\S)[ \t]+)?\{#([^\s{}]+)\}[ \t]*$/;
const codeLine = /^ {0,3}(```+|~~~+)/;

/** Cuts the body of a file into headings, texts and fenced blocks. `firstLine` is where the body begins in the file. */
export function cutBody(body: string, firstLine: number): { raws: Raw[]; problems: Problem<Code>[] } {
  const cutter = new Cutter();
  for (const [index, line] of body.split('\n').entries()) cutter.take(line, firstLine + index);
  return cutter.end();
}

/** Goes through a body line by line, and keeps what is open: the text that gathers, the fences around it. */
class Cutter {
  private readonly raws: Raw[] = [];
  private readonly problems: Problem<Code>[] = [];
  private readonly open: { readonly colons: number; readonly fence: RawFence }[] = [];
  private text: { line: number; ends: number; readonly lines: string[] } = { line: 0, ends: 0, lines: [] };
  /** The mark that closes the code block we are in. */
  private code: string | undefined;

  take(line: string, number: number): void {
    if (line.length > longestLine) this.problems.push(tooLong(number));
    else if (this.isCode(line)) this.keep(line, number);
    else this.takeMarked(line, number);
  }

  end(): { raws: Raw[]; problems: Problem<Code>[] } {
    this.closeText();
    for (const { fence } of this.open) this.problems.push(unclosed(fence));
    return { raws: this.raws, problems: this.problems };
  }

  private isCode(line: string): boolean {
    const mark = codeLine.exec(line)?.[1];
    if (this.code === undefined) {
      this.code = mark;
      return mark !== undefined;
    }
    if (mark?.startsWith(this.code) && line.trim() === mark) this.code = undefined;
    return true;
  }

  private takeMarked(line: string, number: number): void {
    const heading = headingLine.exec(line);
    const fence = fenceLine.exec(line);
    const id = heading ? null : closingId.exec(line);
    if (fence) this.takeFence(fence, number);
    else if (/^ {0,3}:::/.test(line)) this.report('attribute-wrong', number, fenceForm);
    else if (heading && isCut(heading, this.open.length)) this.takeHeading(heading, number);
    else if (id) this.takeId(id, number);
    else this.keep(line, number);
  }

  private takeFence([, marks = '', kind, attributes = '']: RegExpExecArray, line: number): void {
    this.closeText();
    if (kind === undefined) {
      this.closeFence(marks, line);
      return;
    }
    const outer = this.open.at(-1);
    if (outer && marks.length >= outer.colons) {
      const around = `(${outer.colons}, line ${outer.fence.line})`;
      const message = `A block inside another has fewer colons than the one around it ${around}. Is that one closed?`;
      this.report('nesting-wrong', line, message);
    }
    const fence: RawFence = { type: 'fence', kind, attributes: this.attributes(attributes, line), line, children: [] };
    this.into.push(fence);
    this.open.push({ colons: marks.length, fence });
  }

  private closeFence(marks: string, line: number): void {
    const at = this.open.findLastIndex((each) => each.colons === marks.length);
    if (at < 0) {
      const message = `${marks} closes no block: a fence is closed with as many colons as opened it.`;
      this.report('nesting-wrong', line, message);
      return;
    }
    for (const { fence } of this.open.splice(at).slice(1)) this.problems.push(unclosed(fence));
  }

  private takeHeading([, marks = '', words = '']: RegExpExecArray, line: number): void {
    this.closeText();
    const inner = braces.exec(words);
    const attributes = this.attributes(inner?.[2] ?? '', line);
    if (marks.length === 1) this.report('heading-wrong', line, noTitle);
    else if (marks.length === 2 && this.open.length > 0) this.report('heading-wrong', line, noSection);
    const level = marks.length === 3 || this.open.length > 0 ? 3 : 2;
    this.into.push({ type: 'heading', level, title: inner?.[1] ?? words, attributes, line });
  }

  private takeId([, words, id = '']: RegExpExecArray, line: number): void {
    if (words !== undefined) this.keep(words, line);
    if (this.closeText(id)) return;
    const message = `{#${id}} closes nothing: an id stands at the end of its text, or on the line after it.`;
    this.report('id-misplaced', line, message);
  }

  /** Ends the text that gathers, if it has any words. */
  private closeText(id?: string): boolean {
    const { line, ends, lines } = this.text;
    this.text = { line: 0, ends: 0, lines: [] };
    const blank = lines.findIndex((each) => each.trim() !== '');
    if (blank < 0) return false;
    const text = lines.slice(blank).join('\n').trimEnd();
    this.into.push({ type: 'text', ...(id === undefined ? {} : { id }), text, line: line + blank, ends });
    return true;
  }

  private keep(line: string, number: number): void {
    if (this.text.lines.length === 0) this.text.line = number;
    if (line.trim() !== '') this.text.ends = number;
    this.text.lines.push(line);
  }

  private attributes(text: string, line: number): Attributes {
    const attributes = readAttributes(text);
    if (!attributes) this.problems.push(badAttributes(line));
    return attributes ?? unreadable;
  }

  private get into(): Raw[] {
    return this.open.at(-1)?.fence.children ?? this.raws;
  }

  private report(code: Code, line: number, message: string): void {
    this.problems.push({ code, line, message });
  }
}

const fenceForm = 'A fence is ":::" with a kind and its attributes in one pair of braces, or ":::" alone to close.';
const noTitle = 'There is no "#" heading: the title is in the front matter. A section begins with "##".';
const noSection = 'A section ("##") cannot begin inside a block. Use "###" or "####", or close the block before it.';

/** `####` is a heading within a block; so is `###` inside a fence, unless an id makes it a block of its own. */
function isCut(heading: RegExpExecArray, depth: number): boolean {
  const level = heading[1]?.length ?? 0;
  if (level <= 2) return true;
  return level === 3 && (depth === 0 || /\{#[^{}]*\}$/.test(heading[2] ?? ''));
}

function unclosed(fence: RawFence): Problem<Code> {
  const message = `This ${fence.kind} block is not closed: put as many colons as here alone on a line after its last line.`;
  return { code: 'block-unclosed', line: fence.line, message };
}

