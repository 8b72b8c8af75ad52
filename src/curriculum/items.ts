import { hashOf } from '../canonical';
import type { Content } from '../prose';
import { isBlockId } from '../prose/attributes';
import { itemTypes, type Grade, type Grid, type Item, type ItemField, type ItemOption, type ItemType } from './curriculum';
import { cutEntries, type Entry } from './entries';
import { report, reportAll, takeId, takeProse, type Gather, type Place } from './gather';
import { cutFields, takeField } from './item-fields';
import { cutMatch, keyProblem, readNumber } from './item-keys';
import type { SourceFile } from './source';

/** An option of a question: whether it is right, and its words. */
export const optionLine = /^[-*] \[([ xX])\] (.*)$/;
const optionId = /^(.*\S)\s+\{#([^\s{}]+)\}$/;
const attributeNames = ['pair', 'form', 'type', 'objective', 'source', 'information', 'handling', 'answer', 'tolerance', 'unit', 'spare'];

/** Reads the questions of one file of `assessment/`. `moduleOf` names the module of an objective. */
export function readItems(
  gather: Gather,
  file: SourceFile,
  grid: Grid | undefined,
  moduleOf: ReadonlyMap<string, string>,
): Item[] {
  const { entries, problems } = cutEntries(file.text, 1);
  reportAll(gather, file.path, problems);
  return entries.flatMap((entry) => readItem(gather, file.path, entry, grid, moduleOf) ?? []);
}

function readItem(
  gather: Gather,
  file: string,
  entry: Entry,
  grid: Grid | undefined,
  moduleOf: ReadonlyMap<string, string>,
): Item | undefined {
  const place = { file, line: entry.line };
  const { values } = entry.attributes;
  const id = takeId(gather, entry.attributes.id, 'question', place);
  const form = values.get('form');
  const type = itemTypes.find((each) => each === values.get('type'));
  const pair = values.get('pair');
  const stray = [...values.keys()].find((name) => !attributeNames.includes(name));
  if (stray !== undefined) report(gather, 'attribute-wrong', place, `A question has no "${stray}": only ${attributeNames.join(', ')}.`);
  if (!type || pair === undefined || (form !== 'pre' && form !== 'post')) {
    const message = `A question says pair=…, form=pre or post, and type= one of ${itemTypes.join(', ')}.`;
    report(gather, 'item-malformed', place, message);
    return undefined;
  }
  const objective = values.get('objective') ?? '';
  const module = moduleOf.get(objective);
  if (module === undefined) {
    report(gather, 'objective-unknown', place, `There is no objective "${objective}" in any module.`);
  }
  const { setting, options, feedback, fields } = type === 'request' ? readRequest(gather, file, entry) : readBody(gather, file, entry, type);
  const writes = fields?.at(-1);
  const grade = type === 'evaluate' ? readGrade(gather, place, values, grid) : undefined;
  const number = type === 'number' ? readNumber(values) : undefined;
  const wrong = keyProblem(type, options, { grade, number, fields });
  if (wrong !== undefined) report(gather, 'item-key-wrong', place, wrong);
  const spare = values.has('spare') ? ({ spare: true } as const) : {};
  const item = { id, pair, form, type, objective, module: module ?? '', stem: entry.title, setting, options, ...spare } as const;
  const said = feedback.length > 0 ? { feedback } : {};
  const closed = fields && writes ? { fields: fields.slice(0, -1), writes: { id: writes.id, label: writes.label } } : {};
  const whole = { ...item, ...(grade && { grade }), ...(number && { number }), ...closed, ...said };
  return { ...whole, ...hashes(whole) };
}

function hashes(item: Omit<Item, 'textHash' | 'logicHash' | 'version'>) {
  const { stem, setting, type, objective, options, grade, number, fields, writes, feedback: said } = item;
  const words = options.map(({ id, content, match, field, feedback }) => ({ id, content, ...(match !== undefined && { match }), ...(field !== undefined && { field }), feedback }));
  const labels = fields && writes ? { fields: fields.map(({ id, label }) => ({ id, label })), writes: { ...writes } } : {};
  const keys = options.map(({ id, correct }) => ({ id, correct }));
  const textHash = hashOf({ stem, setting, options: words, ...labels, ...(said && { feedback: said }) });
  const key = { ...(grade && { grade: { ...grade } }), ...(number && { number: { ...number } }), ...(fields && { fields: fields.map(({ id, several }) => ({ id, several })) }) };
  const logicHash = hashOf({ type, objective, keys, ...key });
  return { textHash, logicHash, version: hashOf([textHash, logicHash]) };
}

/** An option as it stands in its file: its words with their `{#id}`, and what is said of it afterwards. */
export interface OptionDraft {
  readonly words: string[];
  readonly correct: boolean;
  readonly feedback: string[];
  readonly line: number;
}

/** A question's lines, cut. `said`: its own feedback, and the line where that begins. */
export interface CutQuestion {
  readonly setting: string[];
  readonly said: string[];
  readonly saidAt: number;
  readonly drafts: OptionDraft[];
  readonly stray: number[];
}

/**
 * Cuts a question's lines: before the first option the setting; under an option, indented, its feedback. Feedback that is
 * indented under no option is the question's own.
 */
export function cutQuestion(lines: Entry['lines']): CutQuestion {
  const setting: string[] = [];
  const said: string[] = [];
  let saidAt = 0;
  const drafts: OptionDraft[] = [];
  const stray: number[] = [];
  for (const { text, line } of lines) {
    const option = optionLine.exec(text);
    const last = drafts.at(-1);
    if (option) drafts.push({ words: [option[2] ?? ''], correct: option[1] !== ' ', feedback: [], line });
    else if (!last && /^\s+>/.test(text)) {
      saidAt ||= line;
      said.push(text.replace(/^\s+> ?/, ''));
    } else if (!last) setting.push(text);
    else if (/^\s+>/.test(text)) last.feedback.push(text.replace(/^\s+> ?/, ''));
    else if (/^\s+\S/.test(text)) (last.feedback.length > 0 ? last.feedback : last.words).push(text.trim());
    else if (text.trim() !== '') stray.push(line);
  }
  return { setting, said, saidAt, drafts, stray };
}

/** The words of an option and its id, where it has one. */
export function optionParts(draft: OptionDraft): { words: string; id: string | undefined } {
  const whole = draft.words.join('\n').trim().replace(/\n/g, ' ');
  const [, words, id] = optionId.exec(whole) ?? [];
  return id === undefined ? { words: draft.words.join('\n'), id } : { words: words ?? '', id };
}

interface Body {
  readonly setting: readonly Content[];
  readonly options: ItemOption[];
  readonly feedback: readonly Content[];
  /** Of a request: its fields in order, the last of them for own words. */
  readonly fields?: readonly ItemField[];
}

function readBody(gather: Gather, file: string, entry: Entry, type: ItemType): Body {
  const { setting, said, saidAt, drafts, stray } = cutQuestion(entry.lines);
  reportStray(gather, file, stray);
  const options = readOptions(gather, file, drafts, type, new Set());
  return {
    setting: takeProse(gather, setting.join('\n'), { file, line: entry.line + 1 }, 'both'),
    options,
    feedback: takeProse(gather, said.join('\n'), { file, line: saidAt }, 'both'),
  };
}

/** A request to complete: a situation, and under each `###` a field with its options; under the last, own words. */
function readRequest(gather: Gather, file: string, entry: Entry): Body {
  const { before, fields } = cutFields(entry.lines);
  const head = cutQuestion(before);
  const stray = [...(head.said.length > 0 ? [head.saidAt] : []), ...head.drafts.map(({ line }) => line), ...head.stray];
  const [ids, names] = [new Set<string>(), new Set<string>()];
  const read = fields.map((draft, at) => {
    const cut = cutQuestion(draft.lines);
    const isLast = at === fields.length - 1;
    const words = cut.setting.findIndex((text) => text.trim() !== '');
    if (words >= 0) stray.push(draft.line + 1 + words);
    stray.push(...cut.stray, ...(isLast || cut.said.length === 0 ? [] : [cut.saidAt]));
    const field = takeField(gather, file, draft, names);
    const options = readOptions(gather, file, cut.drafts, 'request', ids).map((option) => ({ ...option, field: field.id }));
    return { field, options, said: cut.said, saidAt: cut.saidAt };
  });
  reportStray(gather, file, stray);
  const last = read.at(-1);
  return {
    setting: takeProse(gather, head.setting.join('\n'), { file, line: entry.line + 1 }, 'both'),
    options: read.flatMap(({ options }) => options),
    feedback: takeProse(gather, (last?.said ?? []).join('\n'), { file, line: last?.saidAt ?? entry.line }, 'both'),
    fields: read.map(({ field }) => field),
  };
}

function reportStray(gather: Gather, file: string, stray: readonly number[]): void {
  for (const line of stray) {
    const message = 'After its options a question holds nothing more; feedback is indented under its option: "  > …".';
    report(gather, 'item-malformed', { file, line }, message);
  }
}

function readOptions(
  gather: Gather,
  file: string,
  drafts: readonly OptionDraft[],
  type: ItemType,
  seen: Set<string>,
): ItemOption[] {
  return drafts.map((draft, index): ItemOption => {
    const place = { file, line: draft.line };
    const { words, id } = optionParts(draft);
    if (id === undefined) report(gather, 'id-missing', place, 'This option has no id. End it with {#a}.');
    else if (!isBlockId(id)) report(gather, 'id-malformed', place, `"${id}" is not an id: small letters, digits, hyphens.`);
    else if (seen.has(id)) report(gather, 'id-duplicate', place, `The option id "${id}" stands twice in this question.`);
    seen.add(id ?? '');
    const cut = type === 'match' ? cutMatch(words) : undefined;
    return {
      id: id ?? String(index),
      content: takeProse(gather, cut?.left ?? words, place, 'both'),
      ...(cut && { match: cut.match }),
      correct: draft.correct,
      feedback: takeProse(gather, draft.feedback.join('\n'), { file, line: draft.line + 1 }, 'both'),
    };
  });
}

function readGrade(
  gather: Gather,
  place: Place,
  values: ReadonlyMap<string, string>,
  grid: Grid | undefined,
): Grade | undefined {
  const parts = ['source', 'information', 'handling'] as const;
  for (const part of parts) {
    const code = values.get(part) ?? '';
    if (grid && Object.hasOwn(grid[part], code)) continue;
    const known = grid ? Object.keys(grid[part]).join(', ') : 'none: curriculum.md has no grid';
    report(gather, 'item-grade-unknown', place, `${part}="${code}" is not a code of the grid (${known}).`);
    return undefined;
  }
  const [source = '', information = '', handling = ''] = parts.map((part) => values.get(part) ?? '');
  return { source, information, handling };
}
