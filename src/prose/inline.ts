import type MarkdownIt from 'markdown-it';
import type { Footnotes } from './footnotes';
import { isLanguage } from './language';
import { plainText, type Inline, type Problem, type ProseCode } from './prose';

export type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number];

/** What one reading of a text gathers beside the text itself. */
export interface Reading {
  readonly problems: Problem[];
  readonly references: { readonly target: string; readonly line: number }[];
  readonly firstLine: number;
  /** The footnotes of the text, by label. */
  readonly footnotes: Footnotes;
}

interface Walk {
  readonly tokens: readonly Token[];
  at: number;
  line: number;
  readonly reading: Reading;
}

/** The words of one paragraph, heading or cell. A `typed` token (a paragraph beyond all measure) stays as typed. */
export function readInline(reading: Reading, token: Token | undefined): readonly Inline[] {
  if (!token) return [];
  const line = reading.firstLine + (token.map?.[0] ?? 0);
  if (token.type === 'typed') {
    const message = 'This paragraph is longer than any reader can follow. Divide it.';
    reading.problems.push({ code: 'text-too-long', line, message });
    return [{ type: 'text', text: token.content }];
  }
  return readRun({ tokens: token.children ?? [], at: 0, line, reading });
}

function readRun(walk: Walk): Inline[] {
  const run: Inline[] = [];
  for (let token = walk.tokens[walk.at]; token && token.nesting !== -1; token = walk.tokens[walk.at]) {
    walk.at += 1;
    for (const each of readOne(walk, token)) {
      const last = run.at(-1);
      if (each.type === 'text' && last?.type === 'text') run[run.length - 1] = { ...last, text: last.text + each.text };
      else if (each.type !== 'text' || each.text !== '') run.push(each);
    }
  }
  walk.at += 1;
  return run;
}

function readOne(walk: Walk, token: Token): readonly Inline[] {
  switch (token.type) {
    case 'softbreak':
      walk.line += 1;
      return [{ type: 'text', text: ' ' }];
    case 'hardbreak':
      walk.line += 1;
      return [{ type: 'break' }];
    case 'code_inline':
      return [{ type: 'code', text: token.content }];
    case 'strong_open':
      return [{ type: 'strong', children: readRun(walk) }];
    case 'em_open':
      return [{ type: 'em', children: readRun(walk) }];
    case 'link_open':
      return readLink(walk, String(token.attrs?.find(([name]) => name === 'href')?.[1] ?? ''));
    case 'span_open':
      return readSpan(walk, token.meta?.['values'] as ReadonlyMap<string, string>);
    case 'footnote_mark':
      return readMark(walk, token.content);
    case 'image':
      report(walk, 'image-unsupported', 'A picture is written as a figure block with its drawing and its alternative.');
      return [{ type: 'text', text: token.content }];
    default:
      return readWords(walk, token);
  }
}

function readMark(walk: Walk, label: string): readonly Inline[] {
  const footnote = walk.reading.footnotes.get(label);
  if (!footnote) {
    report(
      walk,
      'footnote-missing',
      `No footnote [^${label}] stands in this text. Write it on a line of its own: [^${label}]: words.`,
    );
    return [];
  }
  footnote.used = true;
  return [{ type: 'footnote', children: footnote.children }];
}

function readWords(walk: Walk, token: Token): readonly Inline[] {
  if (/<[/!]?[a-z][^<>]*>|<!--/i.test(token.content)) {
    report(walk, 'html-raw', `HTML is not understood here and is shown as typed: ${token.content.slice(0, 60)}`);
  }
  if (token.nesting === 1) return readRun(walk);
  return [{ type: 'text', text: token.content }];
}

function readLink(walk: Walk, href: string): readonly Inline[] {
  const line = walk.line;
  const children = readRun(walk);
  if (href.startsWith('#')) {
    const target = href.slice(1);
    walk.reading.references.push({ target, line });
    return [{ type: 'reference', target, children }];
  }
  if (isSafeAddress(href)) return [{ type: 'link', href, children }];
  const message = `The link to "${href.slice(0, 80)}" is not https:, mailto:, a reference (#id) or an address of the product (/…).`;
  walk.reading.problems.push({ code: 'link-unsafe', line, message });
  return children;
}

/** https: or mailto: without spaces or credentials, or a path within the product. */
export function isSafeAddress(href: string): boolean {
  if (/[\s\\<>"'`\p{Cc}]/u.test(href)) return false;
  if (href.startsWith('/')) return !href.startsWith('//');
  if (!/^(?:https:\/\/|mailto:)/i.test(href) || !URL.canParse(href)) return false;
  const url = new URL(href);
  return url.username === '' && url.password === '' && (url.protocol === 'https:' || url.protocol === 'mailto:');
}

function readSpan(walk: Walk, values: ReadonlyMap<string, string>): readonly Inline[] {
  const line = walk.line;
  const children = readRun(walk);
  const say = (code: ProseCode, message: string): readonly Inline[] => {
    walk.reading.problems.push({ code, line, message });
    return children;
  };
  const [name = '', value = ''] = [...values][0] ?? [];
  if (values.size > 1) return say('attribute-wrong', 'Words in brackets take one attribute, such as {lang=th}.');
  if (name === 'lang') {
    if (!isLanguage(value))
      return say('language-unknown', `"${value}" is not a language tag (BCP 47), such as th or zh-Hant.`);
    return [{ type: 'foreign', lang: Intl.getCanonicalLocales(value)[0] ?? value, children }];
  }
  if (name === 'source') {
    if (value === '')
      return say('fact-without-source', 'This fact is marked, but its source is not given: {source=id}.');
    walk.reading.references.push({ target: value, line });
    return [...children, { type: 'reference', target: value, children: [] }];
  }
  if (name === 'fact') return [{ type: 'fact', id: value, text: plainText(children) }];
  if (name === 'field') return say('field-misplaced', 'A place to write stands alone on its line.');
  return say('attribute-wrong', `Words in brackets do not take "${name}": only lang, source, fact or field.`);
}

function report(walk: Walk, code: ProseCode, message: string): void {
  walk.reading.problems.push({ code, line: walk.line, message });
}
