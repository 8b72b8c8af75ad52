import { type Exchanged, type Note, type Question, type QuestionOption, gradeParts } from './question';
import { ownSource, requestLosses, requestText, sourceIn } from './request';
import { numberTags, optionsFrom, questionFrom } from './restored';

/**
 * Questions in Moodle's GIFT (docs.moodle.org, "GIFT format"), text in Markdown. What GIFT has no place for stands in
 * comments, which Moodle reads as id and tags: our own files come back whole. Other programs lose what `lossesInGift`
 * says.
 */
export function toGift(questions: readonly Question[]): string {
  return questions.map(oneInGift).join('\n\n') + '\n';
}

/** What a reader other than ours loses, question by question. */
export function lossesInGift(questions: readonly Question[]): { readonly id: string; readonly loss: string }[] {
  const requests = requestLosses(questions, 'a request becomes an essay: its fields are listed and not marked, and its key is left out');
  const others = questions.flatMap(({ id, type, options }) => {
    if (type === 'rating') return [{ id, loss: 'a rating becomes a choice without a right answer' }];
    if (type === 'evaluate') return [{ id, loss: 'grading a report becomes matching; only the right codes are offered' }];
    if (type !== 'order' || options.every(({ feedback }) => feedback === '')) return [];
    return [{ id, loss: 'putting in order becomes matching with places; feedback is put together below the question' }];
  });
  return [...others, ...requests];
}

function oneInGift(question: Question): string {
  const { id, type, about, stem, setting, options, feedback } = question;
  if (type === 'request')
    return `// titian ${ownSource(question)}\n::${escaped(id)}::[markdown]${escaped(requestText(question, 'list'))}{\n}`;
  const tags = Object.entries({ type, ...about, options: options.map((option) => option.id).join(' ') });
  const head = [`// [id:${id}]`, ...tags.map(([name, value]) => `[tag:${name}:${value.replace(/[[\]]/g, '')}]`)].join(' ');
  const told = type === 'order' ? options.map((option) => `// feedback ${option.id}: ${escaped(option.feedback)}\n`) : [];
  if (feedback !== undefined) told.push(`// feedback: ${escaped(feedback)}\n`);
  const text = setting === '' ? stem : `${stem}\n\n${setting}`;
  return `${head}\n${told.join('')}::${escaped(id)}::[markdown]${escaped(text)}{\n${answers(question)}}`;
}

function answers({ type, about, options }: Question): string {
  if (type === 'evaluate') return gradeParts.map((part) => `\t=${part} -> ${escaped(about[part] ?? '')}\n`).join('');
  if (type === 'order') {
    const said = options.map(({ words, feedback }) => (feedback === '' ? '' : `${words}: ${feedback}`)).filter(Boolean);
    const general = said.length === 0 ? '' : `\t####${escaped(said.join('\n\n'))}\n`;
    return options.map(({ words }, at) => `\t=${escaped(words)} -> ${at + 1}\n`).join('') + general;
  }
  if (type === 'number') return `\t#${about['answer'] ?? ''}:${about['tolerance'] ?? '0'}\n`;
  if (type === 'match')
    return options.map(({ words }) => `\t=${cutAtLast(words, '->').map((part) => escaped(part.trim())).join(' -> ')}\n`).join('');
  const right = options.filter(({ correct }) => correct).length;
  const mark = ({ correct }: QuestionOption) => {
    if (type === 'text') return correct ? '=' : '=%0%';
    if (type !== 'multiple') return correct ? '=' : '~';
    return correct ? `~%${Number((100 / right).toFixed(5))}%` : '~%-100%';
  };
  const said = (feedback: string) => (feedback === '' ? '' : `#${escaped(feedback)}`);
  return options.map((option) => `\t${mark(option)}${escaped(option.words)}${said(option.feedback)}\n`).join('');
}

/** GIFT's own signs, and line ends, as GIFT escapes them. */
function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

function plain(text: string): string {
  return text.trim().replace(/\\([\s\S])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

/**
 * Reads a GIFT file. Never throws. Choices, true-false, matching, short answers and numbers are read whole; ranges
 * of numbers, essays and descriptions have no place in our tests and are dropped, with a note.
 */
export function fromGift(text: string): Exchanged {
  const notes: Note[] = [];
  const questions: Question[] = [];
  for (const block of blocksOf(text)) {
    const read = readBlock(block);
    if ('dropped' in read) notes.push({ fate: 'dropped', line: block.line, message: read.dropped });
    else {
      questions.push(read.question);
      notes.push(...read.changed.map((message) => ({ fate: 'approximated' as const, line: block.line, message })));
    }
  }
  return { questions, notes };
}

interface GiftBlock {
  readonly line: number;
  readonly comments: readonly string[];
  readonly body: string;
}

/** A question is what stands between empty lines; comments go with what follows them. */
function blocksOf(text: string): GiftBlock[] {
  const blocks: GiftBlock[] = [];
  let comments: string[] = [];
  let lines: string[] = [];
  let first = 0;
  const close = () => {
    if (lines.length > 0) blocks.push({ line: first, comments, body: lines.join('\n') });
    if (lines.length > 0) comments = [];
    lines = [];
  };
  for (const [at, line] of `${text.replace(/^\uFEFF/, '')}\n`.split(/\r?\n/).entries()) {
    if (line.trim() === '') close();
    else if (/^\s*\/\//.test(line)) comments.push(line.replace(/^\s*\/\/\s?/, ''));
    else if (!/^\s*\$CATEGORY:/.test(line)) {
      if (lines.length === 0) first = at + 1;
      lines.push(line);
    }
  }
  close();
  return blocks;
}

type Read = { readonly dropped: string } | { readonly question: Question; readonly changed: readonly string[] };

function readBlock({ comments, body }: GiftBlock): Read {
  const [open, end] = [placeOf(body, '{'), placeOf(body, '}')];
  const before = open < 0 ? body : body.slice(0, open);
  const [, title, rest = before] = /^\s*::((?:\\.|[^\\])*?)::([\s\S]*)$/.exec(before) ?? [];
  const asked = plain(rest.replace(/^\s*\[(?:html|markdown|moodle|plain)\]/, ''));
  const name = title === undefined ? asked.slice(0, 60) : plain(title);
  if (open < 0 || end < open) return { dropped: `"${name}" has no answers between braces: a description, or not whole.` };
  const after = plain(body.slice(end + 1));
  const inside = body.slice(open + 1, end);
  const own = sourceIn(comments.map((line) => /^titian (.*)$/.exec(line)?.[1] ?? '').join(''));
  if (own) return { question: own, changed: [] };
  const tags = tagsIn(comments);
  const [, answer, tolerance = '0'] = /^\s*#(-?\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?\s*$/.exec(inside) ?? [];
  const given = answer === undefined ? answersIn(inside, tags.get('type')) : [];
  if (typeof given === 'string') return { dropped: `"${name}": ${given}` };
  const known = {
    title: name,
    text: after === '' ? asked : `${asked} ____ ${after}`,
    tags: answer === undefined ? shortTags(tags, given) : numberTags(tags, answer, tolerance),
    feedback: ownFeedbackIn(comments),
  };
  const changed = after === '' ? [] : [`"${name}" had its gap inside a sentence; the gap is now a line.`];
  const restored = questionFrom(known, optionsFrom(known, given, feedbackIn(comments)));
  return 'dropped' in restored ? restored : { question: restored.question, changed: [...changed, ...restored.changed] };
}

export interface Given {
  readonly words: string;
  /** Percent of the mark, as the file says it. */
  readonly percent: number;
  readonly feedback: string;
  /** Of a matching question: what belongs to the words. */
  readonly match?: string;
  /** The answer stands among others that are all to be typed, none of them chosen. */
  readonly short?: true;
}

function shortTags(tags: Map<string, string>, given: readonly Given[]): Map<string, string> {
  return given.some(({ short }) => short) ? new Map([['type', 'text'], ...tags]) : tags;
}

function answersIn(inside: string, own: string | undefined): Given[] | string {
  const text = inside.trim();
  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([\s\S]*))?$/i.exec(text);
  if (truth) {
    const isTrue = /^t/i.test(truth[1] ?? '');
    const [wrong = '', right = ''] = cut(truth[2] ?? '', '#').map(plain);
    const says = (words: string, good: boolean) => ({ words, percent: good ? 100 : 0, feedback: good ? right : wrong });
    return [says('True', isTrue), says('False', !isTrue)];
  }
  if (text === '') return 'a question without answers is an essay, which our tests do not have.';
  if (text.startsWith('#')) return 'a range of numbers has no place in our tests.';
  const [listed = ''] = cutAt(text, '####');
  const parts = partsOf(listed);
  if (parts.length === 0) return 'its answers could not be read.';
  const typed = parts.every(({ sign }) => sign === '=');
  const matching = typed && own !== 'text' && parts.every(({ text: answer }) => answer.includes('->'));
  return parts.map(({ sign, text: answer }): Given => {
    const [, percent, said = answer] = /^\s*%(-?[\d.]+)%([\s\S]*)$/.exec(answer) ?? [];
    const [words = '', ...feedback] = cut(said, '#');
    const [left, match] = matching ? cutAtLast(words, '->') : [words, undefined];
    const worth = percent === undefined ? (sign === '=' ? 100 : 0) : Number(percent);
    const one = { words: plain(left.replace(/^\s*\[\w+\]/, '')), percent: worth, feedback: plain(feedback.join('#')) };
    if (match !== undefined) return { ...one, match: plain(match) };
    return typed ? { ...one, short: true } : one;
  });
}

function partsOf(text: string): { sign: string; text: string }[] {
  const parts: { sign: string; text: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\') {
      const last = parts.at(-1);
      if (last) last.text += text.slice(at, at + 2);
      at += 1;
    } else if (sign === '=' || sign === '~') parts.push({ sign, text: '' });
    else {
      const last = parts.at(-1);
      if (last) last.text += sign;
    }
  }
  return parts;
}

/** Where a sign stands that is not escaped; −1 where it does not. */
function placeOf(text: string, sign: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(sign, at)) return at;
  }
  return -1;
}

function cutAt(text: string, sign: string): string[] {
  const at = placeOf(text, sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)];
}

function cutAtLast(text: string, sign: string): [string, string] {
  const at = text.lastIndexOf(sign);
  return [text.slice(0, at), text.slice(at + sign.length)];
}

function cut(text: string, sign: string): string[] {
  const [first = '', rest] = cutAt(text, sign);
  return rest === undefined ? [first] : [first, ...cut(rest, sign)];
}

function tagsIn(comments: readonly string[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const [, id] of comments.join('\n').matchAll(/\[id:([^\]]*)\]/g)) tags.set('id', id ?? '');
  for (const [, name = '', value = ''] of comments.join('\n').matchAll(/\[tag:(\w+):([^\]]*)\]/g)) tags.set(name, value);
  return tags;
}

function feedbackIn(comments: readonly string[]): Map<string, string> {
  const said = comments.flatMap((line) => {
    const found = /^feedback ([\w-]+): ?(.*)$/.exec(line);
    return found ? [[found[1] ?? '', plain(found[2] ?? '')] as const] : [];
  });
  return new Map(said);
}

function ownFeedbackIn(comments: readonly string[]): string {
  return comments.map((line) => plain(/^feedback: ?(.*)$/.exec(line)?.[1] ?? '')).join('');
}
