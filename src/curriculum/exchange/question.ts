import { cutEntries } from '../entries';
import { cutFields } from '../item-fields';
import { type OptionDraft, cutQuestion, optionParts } from '../items';
import { itemTypes, type ItemType } from '../curriculum';

/** A question as its author wrote it: Markdown throughout, for other programs to read and to be read from them. */
export interface Question {
  readonly id: string;
  readonly type: ItemType;
  /** `pair`, `form`, `objective` and, of a report to grade, `source`, `information` and `handling`; of a number, its key. */
  readonly about: Readonly<Record<string, string>>;
  readonly stem: string;
  readonly setting: string;
  readonly options: readonly QuestionOption[];
  /** Of a request: its fields in order, the last of them for own words. */
  readonly fields?: readonly QuestionField[];
  /** Of a question without options, and of own words; absent where nothing is said. */
  readonly feedback?: string;
}

export interface QuestionOption {
  readonly id: string;
  /** Of a match: the words, an arrow, and what belongs to them. */
  readonly words: string;
  readonly correct: boolean;
  readonly feedback: string;
  /** Of a request: the field it belongs to. */
  readonly field?: string;
}

export interface QuestionField {
  readonly id: string;
  readonly label: string;
  readonly several: boolean;
}

/** What became of a question, or of a part of one, on its way. `line` counts from 1 in the file that was read. */
export interface Note {
  readonly fate: 'approximated' | 'dropped';
  readonly line: number;
  readonly message: string;
}

export interface Exchanged {
  readonly questions: readonly Question[];
  readonly notes: readonly Note[];
}

export const gradeParts = ['source', 'information', 'handling'] as const;
const kinds = new Set<string>(itemTypes);

/** The questions of one file of `assessment/`. Expects a file that `titian check` has nothing against. */
export function questionsIn(text: string): Question[] {
  return cutEntries(text, 1).entries.flatMap(({ title, attributes, lines }): Question[] => {
    const { type = '', ...about } = Object.fromEntries(attributes.values);
    if (!isItemType(type)) return [];
    const head = { id: attributes.id ?? '', type, about, stem: title };
    if (type === 'request') return [{ ...head, ...requestIn(lines) }];
    const { setting, said, drafts } = cutQuestion(lines);
    const question = { ...head, setting: setting.join('\n').trim(), options: drafts.map(optionOf) };
    const feedback = said.join('\n').trim();
    return [feedback === '' ? question : { ...question, feedback }];
  });
}

function optionOf(draft: OptionDraft, at: number): QuestionOption {
  const { words, id } = optionParts(draft);
  return { id: id ?? String(at), words, correct: draft.correct, feedback: draft.feedback.join('\n').trim() };
}

function requestIn(lines: Parameters<typeof cutFields>[0]): Pick<Question, 'setting' | 'options' | 'fields' | 'feedback'> {
  const { before, fields } = cutFields(lines);
  const cut = fields.map(({ id = '', label, several, lines: below }) => ({ field: { id, label, several }, ...cutQuestion(below) }));
  const options = cut.flatMap(({ field, drafts }) => drafts.map((draft, at) => ({ ...optionOf(draft, at), field: field.id })));
  const feedback = (cut.at(-1)?.said ?? []).join('\n').trim();
  const setting = before.map(({ text }) => text).join('\n').trim();
  const request = { setting, options, fields: cut.map(({ field }) => field) };
  return feedback === '' ? request : { ...request, feedback };
}

export function isItemType(type: string): type is ItemType {
  return kinds.has(type);
}

/** Questions as a file of `assessment/`. What a question lacks (a pair, a form, an objective) is left for its author. */
export function markdownOf(questions: readonly Question[]): string {
  return questions.map(oneInMarkdown).join('\n');
}

export function oneInMarkdown(question: Question): string {
  const { id, type, about, stem, setting, options, fields, feedback } = question;
  const { pair, form, objective, ...grade } = about;
  const known = { pair, form, type, objective, ...grade };
  const attributes = Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [pairOf(name, value)]));
  const heading = `## ${oneLine(stem)} {#${[id, ...attributes].join(' ')}}\n`;
  if (fields) return [heading, ...(setting === '' ? [] : [`${setting}\n`]), ...fields.map((field) => oneField(field, question))].join('\n');
  const lines = options.map(oneOption);
  if (feedback !== undefined) lines.unshift(quoted(feedback));
  return [heading, setting === '' ? [] : `${setting}\n`, lines.length === 0 ? [] : lines.join('')].flat().join('\n');
}

function oneOption({ id, words, correct, feedback }: QuestionOption): string {
  return `- [${correct ? 'x' : ' '}] ${oneLine(words)} {#${id}}\n${quoted(feedback)}`;
}

function oneField({ id, label, several }: QuestionField, { options, fields, feedback = '' }: Question): string {
  const isLast = fields?.at(-1)?.id === id;
  const below = isLast ? quoted(feedback) : options.filter(({ field }) => field === id).map(oneOption).join('');
  return `### ${oneLine(label)} {#${id}${several ? ' choose=several' : ''}}\n${below === '' ? '' : `\n${below}`}`;
}

/** Feedback, indented under what it is about. */
function quoted(feedback: string): string {
  return feedback === '' ? '' : `${feedback.replace(/^/gm, '  > ').replace(/[ \t]+$/gm, '')}\n`;
}

function pairOf(name: string, value: string): string {
  if (name === 'spare') return name;
  return /^[\w.-]+$/.test(value) ? `${name}=${value}` : `${name}="${value.replaceAll('"', '')}"`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
