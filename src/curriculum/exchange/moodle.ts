import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Given } from './gift';
import { type Exchanged, type Note, type Question, gradeParts } from './question';
import { ownSource, requestLosses, requestText, sourceIn } from './request';
import { type Known, numberTags, optionsFrom, questionFrom } from './restored';
import { cutMatch } from '../item-keys';

const typeOf = {
  single: 'multichoice',
  multiple: 'multichoice',
  'true-false': 'multichoice',
  order: 'ordering',
  evaluate: 'matching',
  match: 'matching',
  text: 'shortanswer',
  number: 'numerical',
  rating: 'multichoice',
  request: 'cloze',
} as const;

/**
 * Questions as Moodle XML (docs.moodle.org, "Moodle XML format"), text in Markdown, what is ours in tags. `codes` are
 * the codes of the programme's grid: a report to grade offers all of them.
 */
export function toMoodleXml(
  questions: readonly Question[],
  codes: Readonly<Record<(typeof gradeParts)[number], readonly string[]>>,
): string {
  const all = questions.map((question) => oneInXml(question, codes)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${all}</quiz>\n`;
}

/** What a reader other than ours loses, question by question. */
export const lossesInMoodle = (questions: readonly Question[]) =>
  requestLosses(questions, 'a request becomes sentences with gaps; its part in own words is asked there, and nowhere answered');

function oneInXml(question: Question, codes: Readonly<Record<string, readonly string[]>>): string {
  if (question.type === 'request') return requestInXml(question);
  const { id, type, about, stem, setting, options, feedback: said } = question;
  const tags = Object.entries({ type, ...about, options: options.map((option) => option.id).join(' ') });
  const right = options.filter(({ correct }) => correct).length;
  const whole = type === 'text' ? 100 : Number((100 / right).toFixed(5));
  const answers = options.map(({ words, correct, feedback }, at) => {
    if (type === 'match') return subquestion(cutMatch(words)?.left ?? words, cutMatch(words)?.match ?? '');
    const worth = type === 'order' ? at + 1 : correct ? whole : type === 'multiple' ? -100 : 0;
    return `    <answer fraction="${worth}" format="markdown">${textOf(words)}<feedback format="markdown">${textOf(feedback)}</feedback></answer>\n`;
  });
  const pairs = type === 'evaluate' ? gradePairs(about, codes) : type === 'number' ? [numberAnswer(about)] : [];
  return [
    `  <question type="${typeOf[type]}">\n`,
    `    <name>${textOf(id)}</name>\n`,
    `    <questiontext format="markdown">${textOf(setting === '' ? stem : `${stem}\n\n${setting}`)}</questiontext>\n`,
    said === undefined ? '' : `    <generalfeedback format="markdown">${textOf(said)}</generalfeedback>\n`,
    `    <defaultgrade>1</defaultgrade>\n    <idnumber>${inXml(id)}</idnumber>\n`,
    type === 'order'
      ? '    <layouttype>VERTICAL</layouttype>\n    <selecttype>ALL</selecttype>\n    <gradingtype>ALL_OR_NOTHING</gradingtype>\n'
      : `    <single>${String(type !== 'multiple')}</single>\n    <shuffleanswers>${String(type !== 'true-false' && type !== 'rating')}</shuffleanswers>\n    <answernumbering>none</answernumbering>\n`,
    ...answers,
    ...pairs,
    `    <tags>${tags.map(([name, value]) => `<tag>${textOf(`${name}:${value}`)}</tag>`).join('')}</tags>\n`,
    '  </question>\n',
  ].join('');
}

/** Sentences with gaps for other programs; our own reads the comment, which holds the question as its author wrote it. */
function requestInXml(question: Question): string {
  return [
    `  <question type="${typeOf.request}">\n    <name>${textOf(question.id)}</name>\n`,
    `    <!-- titian ${ownSource(question)} -->\n`,
    `    <questiontext format="markdown">${textOf(requestText(question, 'gaps'))}</questiontext>\n`,
    `    <idnumber>${inXml(question.id)}</idnumber>\n  </question>\n`,
  ].join('');
}

/** A part of the grade with its code; then the codes that are wrong here, which stand without a part. */
function gradePairs(about: Readonly<Record<string, string>>, codes: Readonly<Record<string, readonly string[]>>): string[] {
  const right = gradeParts.map((part) => about[part] ?? '');
  const others = [...new Set(gradeParts.flatMap((part) => codes[part] ?? []))].filter((code) => !right.includes(code));
  return [...gradeParts.map((part) => subquestion(part, about[part] ?? '')), ...others.map((code) => subquestion('', code))];
}

function subquestion(words: string, match: string): string {
  return `    <subquestion format="markdown">${textOf(words)}<answer>${textOf(match)}</answer></subquestion>\n`;
}

function numberAnswer({ answer = '', tolerance = '0' }: Readonly<Record<string, string>>): string {
  return `    <answer fraction="100" format="plain_text">${textOf(answer)}<tolerance>${inXml(tolerance)}</tolerance></answer>\n`;
}

const textOf = (text: string) => `<text>${inXml(text)}</text>`;

function inXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}

/** A file longer than this is refused unread: a bank of ten thousand questions is shorter. */
export const longestFile = 20_000_000;

/**
 * Reads Moodle XML. Never throws: a file that is not whole gives the questions before its fault and a note. Nothing
 * outside the file is read; a DOCTYPE with entities of its own is refused. Pictures and files inside are dropped.
 */
export function fromMoodleXml(xml: string): Exchanged {
  const refuse = (message: string): Exchanged => ({ questions: [], notes: [{ fate: 'dropped', line: 1, message }] });
  if (xml.length > longestFile) return refuse('The file is longer than 20 million characters.');
  if (/<!ENTITY/i.test(xml)) return refuse('The file declares entities of its own, which are never read.');
  const { drafts, fault } = draftsIn(xml);
  const questions: Question[] = [];
  const notes: Note[] = [];
  for (const draft of drafts) {
    const read = readDraft(draft);
    if ('dropped' in read) notes.push({ fate: 'dropped', line: draft.line, message: read.dropped });
    else {
      questions.push(read.question);
      for (const message of read.changed) notes.push({ fate: 'approximated', line: draft.line, message });
    }
  }
  if (fault) notes.push(fault);
  return { questions, notes };
}

interface Draft {
  readonly type: string;
  readonly line: number;
  /** The question as its author wrote it, where the file is ours. */
  source: string;
  name: string;
  text: string;
  format: string;
  idnumber: string;
  tolerance: string;
  feedback: string;
  files: number;
  readonly tags: string[];
  readonly given: { words: string; percent: number; feedback: string; match: string | undefined; format: string }[];
}

/** The questions of the file, told apart by the elements they stand in. */
function draftsIn(xml: string): { drafts: Draft[]; fault: Note | undefined } {
  const drafts: Draft[] = [];
  let fault: Note | undefined;
  let draft: Draft | undefined;
  const path: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    path.push(name);
    text = '';
    if (name === 'question') draft = emptyDraft(attributes['type'] ?? '', parser.line);
    if (name === 'questiontext' && draft) draft.format = attributes['format'] ?? 'html';
    if (name === 'file' && draft) draft.files += 1;
    if ((name === 'answer' && path.at(-2) === 'question') || name === 'subquestion')
      draft?.given.push({
        words: '',
        percent: Number(attributes['fraction'] ?? 0),
        feedback: '',
        match: name === 'subquestion' ? '' : undefined,
        format: attributes['format'] ?? 'html',
      });
  });
  parser.on('text', (more) => (text += more));
  parser.on('cdata', (more) => (text += more));
  parser.on('comment', (said) => {
    if (draft && said.trim().startsWith('titian ')) draft.source = said.trim().slice(7);
  });
  parser.on('closetag', ({ name }) => {
    path.pop();
    if (draft && name === 'text') takeText(draft, path, text);
    if (draft && name === 'tolerance') draft.tolerance = text.trim();
    if (draft && name === 'idnumber') draft.idnumber = text.trim();
    if (draft && name === 'question') drafts.push(draft);
    if (name === 'question') draft = undefined;
    text = '';
  });
  parser.on('error', (error) => {
    fault ??= { fate: 'dropped', line: parser.line, message: `Not XML from here on: ${error.message}` };
  });
  // Piece by piece, so that nothing is read after the first fault.
  for (let at = 0; at < xml.length && !fault; at += 65_536) parser.write(xml.slice(at, at + 65_536));
  if (!fault) parser.close();
  return { drafts, fault };
}

function emptyDraft(type: string, line: number): Draft {
  return { type, line, source: '', name: '', text: '', format: 'html', idnumber: '', tolerance: '0', feedback: '', files: 0, tags: [], given: [] };
}

/** What stands in a `<text>` belongs to the element around it. */
function takeText(draft: Draft, path: readonly string[], text: string): void {
  const last = draft.given.at(-1);
  const [around, beyond] = [path.at(-1), path.at(-2)];
  if (around === 'name') draft.name = text;
  else if (around === 'questiontext') draft.text = text;
  else if (around === 'generalfeedback') draft.feedback = text;
  else if (around === 'tag') draft.tags.push(text);
  else if (around === 'feedback' && beyond === 'answer' && last) last.feedback = text;
  else if (around === 'answer' && beyond === 'subquestion' && last) last.match = text;
  else if ((around === 'answer' || around === 'subquestion') && last) last.words = text;
}

const readable = new Set(['multichoice', 'truefalse', 'ordering', 'matching', 'shortanswer', 'numerical']);

function readDraft(draft: Draft): ReturnType<typeof questionFrom> {
  const title = draft.name || draft.idnumber || `question in line ${draft.line}`;
  if (draft.type === 'category') return { dropped: `The category "${title}" has no place here.` };
  const own = draft.type === 'cloze' ? sourceIn(draft.source) : undefined;
  if (own) return { question: own, changed: [] };
  if (!readable.has(draft.type)) return { dropped: `"${title}" is of type ${draft.type}, which our tests do not have.` };
  const changed: string[] = [];
  const say = (text: string, format: string) => {
    const words = format === 'html' ? fromHtml(text) : text.trim();
    if (format === 'html' && /<(?!\/?(?:p|br|strong|b|em|i)\b)/i.test(text)) changed.push(`"${title}" lost HTML that our text does not have.`);
    return words;
  };
  if (draft.files > 0) changed.push(`"${title}" lost ${draft.files} files.`);
  const tags = new Map(draft.tags.flatMap((tag) => (tag.includes(':') ? [cutTag(tag)] : [])));
  if (draft.idnumber) tags.set('id', draft.idnumber);
  if (draft.type === 'ordering') tags.set('type', 'order');
  if (draft.type === 'shortanswer' && !tags.has('type')) tags.set('type', 'text');
  const known: Known = {
    title,
    text: say(draft.text, draft.format),
    tags: draft.type === 'numerical' ? numberTags(tags, draft.given[0]?.words.trim() ?? '', draft.tolerance) : tags,
    // Of others' questions it is often HTML of a page around it.
    feedback: tags.has('pair') ? draft.feedback : '',
  };
  const given = (draft.type === 'numerical' ? [] : draft.given)
    .filter(({ words, match }) => match === undefined || words.trim() !== '' || tags.get('type') === 'match')
    .map(({ words, percent, feedback, match, format }, at): Given => {
      const one = { words: say(words, format), percent, feedback: say(feedback, format) };
      if (draft.type === 'ordering') return { ...one, match: String(percent || at + 1) };
      return match === undefined ? one : { ...one, match: match.trim() };
    });
  const read = questionFrom(known, optionsFrom(known, given));
  return 'dropped' in read ? read : { question: read.question, changed: [...new Set([...changed, ...read.changed])] };
}

function cutTag(tag: string): [string, string] {
  const at = tag.indexOf(':');
  return [tag.slice(0, at), tag.slice(at + 1)];
}

/** HTML as Moodle's editor writes it, as our Markdown: paragraphs, line ends, strong and emphasis; nothing else stays. */
function fromHtml(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/p\s*>/gi, '\n\n')
    .replace(/<\/?(?:strong|b)>/gi, '**')
    .replace(/<\/?(?:em|i)>/gi, '*')
    .replace(/<[^>]*>/g, '')
    .replace(/&(nbsp|amp|lt|gt|quot|apos);/g, (_, name: string) => named[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const named: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
