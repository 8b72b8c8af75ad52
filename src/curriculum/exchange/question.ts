import { cutEntries } from '../entries';
import { cutQuestion, optionParts } from '../items';
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
  /** Of a question without options; absent where nothing is said. */
  readonly feedback?: string;
}

export interface QuestionOption {
  readonly id: string;
  /** Of a match: the words, an arrow, and what belongs to them. */
  readonly words: string;
  readonly correct: boolean;
  readonly feedback: string;
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
    const { setting, said, drafts } = cutQuestion(lines);
    const options = drafts.map((draft, at) => {
      const { words, id } = optionParts(draft);
      return { id: id ?? String(at), words, correct: draft.correct, feedback: draft.feedback.join('\n').trim() };
    });
    const question = { id: attributes.id ?? '', type, about, stem: title, setting: setting.join('\n').trim(), options };
    const feedback = said.join('\n').trim();
    return [feedback === '' ? question : { ...question, feedback }];
  });
}

export function isItemType(type: string): type is ItemType {
  return kinds.has(type);
}

/** Questions as a file of `assessment/`. What a question lacks (a pair, a form, an objective) is left for its author. */
export function markdownOf(questions: readonly Question[]): string {
  return questions.map(oneInMarkdown).join('\n');
}

function oneInMarkdown({ id, type, about, stem, setting, options, feedback }: Question): string {
  const { pair, form, objective, ...grade } = about;
  const known = { pair, form, type, objective, ...grade };
  const attributes = Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [pairOf(name, value)]));
  const heading = `## ${oneLine(stem)} {#${[id, ...attributes].join(' ')}}\n`;
  const lines = options.map(({ id: option, words, correct, feedback }) => {
    return `- [${correct ? 'x' : ' '}] ${oneLine(words)} {#${option}}\n${quoted(feedback)}`;
  });
  if (feedback !== undefined) lines.unshift(quoted(feedback));
  return [heading, setting === '' ? [] : `${setting}\n`, lines.length === 0 ? [] : lines.join('')].flat().join('\n');
}

/** Feedback, indented under what it is about. */
function quoted(feedback: string): string {
  return feedback === '' ? '' : `${feedback.replace(/^/gm, '  > ').replace(/[ \t]+$/gm, '')}\n`;
}

function pairOf(name: string, value: string): string {
  return /^[\w.-]+$/.test(value) ? `${name}=${value}` : `${name}="${value.replaceAll('"', '')}"`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
