import { limits, Refused } from './limits';
import { linesOf } from './open';
import type { Report } from './report';
import type { Story } from './story';
import { type Option, type Step, Weave } from './weave';

/** Whether a text is Yarn: headers with a title, three dashes, and three equals signs at the end of each node. */
export function isYarn(text: string): boolean {
  return /^title[ \t]*:/m.test(text) && /^---[ \t]*$/m.test(text);
}

interface Line {
  readonly text: string;
  readonly indent: number;
  readonly at: string;
}

interface Node {
  title: string;
  at: string;
  readonly lines: Line[];
}

/** Reads Yarn (Yarn Spinner 1 to 3): nodes, words, options, jumps. Conditions and commands are reported, never run. */
export function readYarn(text: string, report: Report): Story {
  const weave = new Weave(report);
  const nodes = nodesOf(linesOf(text), report);
  const seen = new Set<string>();
  for (const node of nodes) {
    if (seen.has(node.title)) report.say('dropped', node.at, `A second node called "${node.title}".`);
    else weave.add(node.title, node.title, node.at, new Reader(node.lines, report).read());
    seen.add(node.title);
  }
  const start = nodes.some(({ title }) => title === 'Start') ? 'Start' : (nodes[0]?.title ?? null);
  return { title: '', start, passages: weave.passages };
}

function nodesOf(lines: readonly string[], report: Report): Node[] {
  const nodes: Node[] = [];
  let part: 'head' | 'body' = 'head';
  let node: Node = { title: '', at: '', lines: [] };
  const close = (): void => {
    if (node.title !== '') {
      nodes.push(node);
      report.say('kept', node.at, `The node "${node.title}".`);
    } else if (node.lines.length > 0) report.say('dropped', node.at, 'A node without a title.');
    node = { title: '', at: '', lines: [] };
    part = 'head';
  };
  for (const [index, line] of lines.entries()) {
    const at = `line ${String(index + 1)}`;
    if (part === 'head' && /^---\s*$/.test(line)) part = 'body';
    else if (part === 'body' && /^===\s*$/.test(line)) close();
    else if (part === 'body') addLine(node, line, at);
    else readHeader(node, line, at, report);
  }
  if (part === 'body') report.say('approximated', node.at, 'The file ends inside this node.');
  close();
  return nodes;
}

function addLine(node: Node, line: string, at: string): void {
  if (node.at === '') node.at = at;
  const text = line.replace(/(?:^|\s)\/\/.*$/, '').trimEnd();
  if (text.trim() !== '') node.lines.push({ text: text.trim(), indent: indentOf(text), at });
}

function indentOf(text: string): number {
  return (/^\s*/.exec(text)?.[0] ?? '').replaceAll('\t', '    ').length;
}

function readHeader(node: Node, line: string, at: string, report: Report): void {
  const match = /^([\w-]+)\s*:\s*(.*)$/.exec(line.trim());
  if (match?.[1] === 'title') {
    node.title = match[2]?.trim() ?? '';
    node.at = at;
  } else if (match && !/^(?:position|colorID|color|group|style)$/.test(match[1] ?? ''))
    report.say('dropped', at, `A header: ${line}`);
}

/** Reads the lines of one node: options hold the lines that are indented under them. */
class Reader {
  private place = 0;

  constructor(
    private readonly lines: readonly Line[],
    private readonly report: Report,
  ) {}

  read(): Step[] {
    return this.block(0, 0, () => false);
  }

  private block(indent: number, depth: number, ends: (line: Line) => boolean): Step[] {
    if (depth > limits.depth)
      throw new Refused('depth', `Options stand more than ${String(limits.depth)} deep in one another.`);
    const steps: Step[] = [];
    for (
      let line = this.lines[this.place];
      line && line.indent >= indent && !ends(line);
      line = this.lines[this.place]
    ) {
      if (/^(?:->|=>)/.test(line.text)) steps.push(this.options(line, depth));
      else if (/^<<\s*(?:if|once)\b/.test(line.text)) steps.push(...this.condition(line, indent, depth, ends));
      else {
        this.place += 1;
        const step = this.plain(line);
        if (step) steps.push(step);
      }
    }
    return joined(steps, this.report);
  }

  private options(first: Line, depth: number): Step {
    const options: Option[] = [];
    for (
      let line = this.lines[this.place];
      line && line.indent === first.indent && /^(?:->|=>)/.test(line.text);
      line = this.lines[this.place]
    ) {
      this.place += 1;
      const { at } = line;
      const label = this.words(line.text.slice(2), at);
      const body = this.block(first.indent + 1, depth + 1, () => false);
      options.push({ label: label === '' ? '…' : label, body, at });
    }
    return { is: 'options', options, at: first.at };
  }

  /** Branches that only speak are kept one after another; branches that lead somewhere become choices. */
  private condition(first: Line, indent: number, depth: number, ends: (line: Line) => boolean): Step[] {
    const branches: { label: string; steps: Step[]; at: string }[] = [];
    let line: Line | undefined = first;
    const turn = (each: Line): boolean => ends(each) || /^<<\s*(?:else|elseif|endif|endonce)\b/.test(each.text);
    while (line && /^<<\s*(?:if|once|elseif|else)\b/.test(line.text)) {
      this.place += 1;
      const label = line.text
        .replace(/^<<\s*/, '')
        .replace(/>>.*$/, '')
        .trim();
      const { at } = line;
      branches.push({ label, at, steps: this.block(Math.min(indent, line.indent), depth + 1, turn) });
      line = this.lines[this.place];
    }
    if (line && /^<<\s*(?:endif|endonce)\b/.test(line.text)) this.place += 1;
    const leads = branches.some(({ steps }) => steps.some((step) => step.is !== 'text'));
    const said = leads ? 'A condition became a choice' : 'A condition is left out, and all of its branches show';
    this.report.say('approximated', first.at, `${said}: ${first.text}`);
    if (!leads) return branches.flatMap(({ steps }) => steps);
    const options = branches.map(({ label, steps, at }) => ({ label: `TODO: ${label}`, body: steps, at }));
    if (!branches.some(({ label }) => label === 'else'))
      options.push({ label: 'TODO: otherwise', body: [], at: first.at });
    return [{ is: 'options', options, at: first.at }];
  }

  private plain({ text, at }: Line): Step | null {
    const jump =
      /^<<\s*(?:jump|detour)\s+["{]?\s*([^\s>"}]+)/.exec(text)?.[1] ?? /^\[\[\s*([^\]|]+?)\s*\]\]$/.exec(text)?.[1];
    if (jump !== undefined) {
      if (/^<<\s*detour/.test(text))
        this.report.say('approximated', at, 'A detour became a jump: it does not come back.');
      return { is: 'jump', to: jump, at };
    }
    if (/^<<\s*stop\b/.test(text)) return { is: 'jump', to: null, at };
    const old = /^\[\[([^\]|]+)\|([^\]]+)\]\]$/.exec(text);
    if (old)
      return {
        is: 'options',
        at,
        options: [{ label: (old[1] ?? '').trim(), at, body: [{ is: 'jump', to: (old[2] ?? '').trim(), at }] }],
      };
    if (/^<<\s*(?:else|elseif|endif|endonce)\b/.test(text)) {
      this.report.say('dropped', at, `A part of a condition that nothing begins: ${text}`);
      return null;
    }
    const words = this.words(text, at);
    return words === '' ? null : { is: 'text', text: words, at };
  }

  /** The words of a line; commands, conditions and tags in it are reported. */
  private words(text: string, at: string): string {
    const words = text.replace(/<<[^<>]{0,1000}>>/g, (command) => {
      const isIf = /^<<\s*(?:if|once)\b/.test(command);
      this.report.say(
        isIf ? 'approximated' : 'dropped',
        at,
        isIf ? `Always offered, without its condition: ${command}` : `A command; it was not run: ${command}`,
      );
      return '';
    });
    return words
      .replace(/\s#(\S{1,200})/g, (_, tag: string) => {
        this.report.say(
          tag.startsWith('line:') ? 'approximated' : 'dropped',
          at,
          `${tag.startsWith('line:') ? 'A line id; here ids are made of words' : 'A tag'}: #${tag}`,
        );
        return '';
      })
      .replace(/\{(\$?[^{}]{1,200})\}/g, (whole, value: string) => {
        this.report.say('approximated', at, `A value is not worked out; its name stays: ${value}`);
        return whole;
      })
      .trim();
  }
}

/** Options of the old kind, one a line, are one group. */
function joined(steps: readonly Step[], report: Report): Step[] {
  const result: Step[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (step.is === 'options' && last?.is === 'options') {
      result[result.length - 1] = { ...last, options: [...last.options, ...step.options] };
      report.say('approximated', step.at, 'Two groups of options that follow each other became one.');
    } else result.push(step);
  }
  return result;
}
