import { type InkLine, readInkLine } from './ink-lines';
import { limits, Refused } from './limits';
import { linesOf } from './open';
import type { Report } from './report';
import type { Story } from './story';
import { type Option, type Step, Weave } from './weave';

/** Whether a text is ink: a knot, or a choice or line that leads to one. */
export function isInk(text: string): boolean {
  return /^[ \t]{0,20}={2,}[ \t]{0,20}(?:function[ \t]{1,20})?\w/m.test(text) || /->[ \t]{0,20}[A-Za-z_]/.test(text);
}

interface Part {
  readonly key: string;
  readonly at: string;
  readonly lines: InkLine[];
}

/** Reads ink: knots, stitches, plain choices, gathers and diverts. Logic is reported, never run; no file is included. */
export function readInk(text: string, report: Report): Story {
  const parts = partsOf(linesOf(withoutRemarks(text, report)), report);
  const keys = new Set(parts.map(({ key }) => key));
  const weave = new Weave(report);
  for (const [index, part] of parts.entries()) {
    const knot = part.key.split('.')[0] ?? '';
    const find = (name: string): string => (keys.has(`${knot}.${name}`) ? `${knot}.${name}` : name);
    const steps = new Reader(part.lines, find, report).read();
    const inner = parts[index + 1];
    // A knot that says nothing itself begins with its first stitch.
    if (steps.length === 0 && inner?.key.startsWith(`${part.key}.`))
      weave.add(part.key, part.key, part.at, [{ is: 'jump', to: inner.key, at: part.at }]);
    else weave.add(part.key, title(part.key), part.at, steps);
  }
  return { title: '', start: parts[0]?.key ?? null, passages: weave.passages };
}

function title(key: string): string {
  return key.replace(/[_.]+/g, ' ').trim();
}

/** Remarks are made blank, so that lines keep their numbers. */
function withoutRemarks(text: string, report: Report): string {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf('/*'); start >= 0; start = text.indexOf('/*', from)) {
    const close = text.indexOf('*/', start + 2);
    const end = close < 0 ? text.length : close + 2;
    report.say('dropped', 'the file', `A remark of the author: ${text.slice(start, Math.min(end, start + 300))}`);
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]+/g, ' '));
    from = end;
  }
  return [...parts, text.slice(from)].join('').replace(/(^|[^:])\/\/[^\r\n]*/gm, '$1');
}

function partsOf(lines: readonly string[], report: Report): Part[] {
  const parts: Part[] = [];
  let part: Part = { key: 'start', at: 'line 1', lines: [] };
  let block = 0;
  let isFunction = false;
  const open = (key: string, at: string): void => {
    if (part.lines.length > 0 || part.key !== 'start') parts.push(part);
    const again = parts.some((each) => each.key === key);
    if (again) report.say('approximated', at, `A second knot called "${key}"; nothing leads to it.`);
    if (parts.length > limits.passages)
      throw new Refused('passages-many', `There are more than ${String(limits.passages)} knots.`);
    part = { key: again ? `${key} (${at})` : key, at, lines: [] };
    report.say('kept', at, `The knot "${key}".`);
  };
  for (const [index, line] of lines.entries()) {
    const at = `line ${String(index + 1)}`;
    const words = line.trim();
    const knot = /^={2,}\s*(function\s+)?(\w+)/.exec(words);
    const stitch = /^=\s*(\w+)[ \t]{0,20}(?:\([^()]*\))?$/.exec(words);
    if (knot) {
      isFunction = knot[1] !== undefined;
      block = 0;
      if (isFunction) report.say('dropped', at, `A function: ${line}`);
      else open(knot[2] ?? '', at);
    } else if (isFunction) continue;
    else if (block > 0 || opensBlock(line)) {
      if (block === 0) report.say('dropped', at, `A block of conditions, with all that stands in it: ${line}`);
      block = Math.max(0, block + balance(line));
    } else if (stitch) open(`${part.key.split('.')[0] ?? ''}.${stitch[1] ?? ''}`, at);
    else part.lines.push(...readInkLine(line, at, report));
  }
  return [...parts, part].filter(({ key, lines: held }, index) => index > 0 || key !== 'start' || held.length > 0);
}

function opensBlock(line: string): boolean {
  return line.includes('{') && balance(line) > 0;
}

function balance(line: string): number {
  let open = 0;
  for (const letter of line) {
    if (letter === '{') open += 1;
    if (letter === '}') open -= 1;
  }
  return open;
}

/** Reads the lines of one knot: a choice holds what follows it, up to the next choice or gather of its level. */
class Reader {
  private place = 0;

  constructor(
    private readonly lines: readonly InkLine[],
    private readonly find: (name: string) => string,
    private readonly report: Report,
  ) {}

  read(): Step[] {
    return this.block(0, 0);
  }

  private block(level: number, depth: number): Step[] {
    if (depth > limits.depth)
      throw new Refused('depth', `Choices stand more than ${String(limits.depth)} deep in one another.`);
    const steps: Step[] = [];
    for (let line = this.lines[this.place]; line; line = this.lines[this.place]) {
      if ('level' in line && line.level <= level) break;
      if (line.is === 'choice') steps.push(this.options(line, depth));
      else {
        this.place += 1;
        if (line.is === 'text') steps.push(line);
        else if (line.is === 'jump') steps.push(this.jump(line.to, line.at));
      }
    }
    return steps;
  }

  private options(first: InkLine & { readonly level: number }, depth: number): Step {
    const options: Option[] = [];
    for (
      let line = this.lines[this.place];
      line?.is === 'choice' && line.level >= first.level;
      line = this.lines[this.place]
    ) {
      this.place += 1;
      const { label, at, level } = line;
      this.report.say('kept', at, `The choice "${label}".`);
      options.push({ label, at, body: this.block(level, depth + 1) });
    }
    return { is: 'options', options, at: first.at };
  }

  private jump(name: string, at: string): Step {
    return { is: 'jump', to: name === 'END' || name === 'DONE' ? null : this.find(name), at };
  }
}
