import { canonicalJson, hashOf } from '../canonical';
import type { Content } from '../prose';
import { isBlockId } from '../prose/attributes';
import { itemTypes, type Grade, type Grid, type Item, type ItemOption, type ItemType } from './curriculum';
import { cutEntries, type Entry } from './entries';
import { report, reportAll, takeId, takeProse, type Gather, type Place } from './gather';
import type { SourceFile } from './source';

/** An option of a question: whether it is right, and its words. */
export const optionLine = /^[-*] \[([ xX])\] (.*)$/;
const optionId = /^(.*\S)\s+\{#([^\s{}]+)\}$/;
const attributeNames = ['pair', 'form', 'type', 'objective', 'source', 'information', 'handling'];

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
  const { setting, options } = readBody(gather, file, entry);
  const grade = type === 'evaluate' ? readGrade(gather, place, values, grid) : undefined;
  const wrong = keyProblem(type, options, grade);
  if (wrong !== undefined) report(gather, 'item-key-wrong', place, wrong);
  const item = { id, pair, form, type, objective, module: module ?? '', stem: entry.title, setting, options } as const;
  const whole = grade ? { ...item, grade } : item;
  return { ...whole, ...hashes(whole) };
}

function hashes(item: Omit<Item, 'textHash' | 'logicHash' | 'version'>) {
  const { stem, setting, type, objective, options, grade } = item;
  const words = options.map(({ id, content, feedback }) => ({ id, content, feedback }));
  const keys = options.map(({ id, correct }) => ({ id, correct }));
  const textHash = hashOf({ stem, setting, options: words });
  const logicHash = hashOf({ type, objective, keys, ...(grade ? { grade: { ...grade } } : {}) });
  return { textHash, logicHash, version: hashOf([textHash, logicHash]) };
}

/** Before the first option stands the setting; under an option, indented, its feedback. */
function readBody(gather: Gather, file: string, entry: Entry): { setting: readonly Content[]; options: ItemOption[] } {
  const setting: string[] = [];
  const drafts: { words: string[]; correct: boolean; feedback: string[]; line: number }[] = [];
  for (const { text, line } of entry.lines) {
    const option = optionLine.exec(text);
    const last = drafts.at(-1);
    if (option) drafts.push({ words: [option[2] ?? ''], correct: option[1] !== ' ', feedback: [], line });
    else if (!last) setting.push(text);
    else if (/^\s+>/.test(text)) last.feedback.push(text.replace(/^\s+> ?/, ''));
    else if (/^\s+\S/.test(text)) (last.feedback.length > 0 ? last.feedback : last.words).push(text.trim());
    else if (text.trim() !== '') {
      const message = 'After its options a question holds nothing more; feedback is indented under its option: "  > …".';
      report(gather, 'item-malformed', { file, line }, message);
    }
  }
  const seen = new Set<string>();
  const options = drafts.map((draft, index): ItemOption => {
    const place = { file, line: draft.line };
    const [, words, id] = optionId.exec(draft.words.join('\n').trim().replace(/\n/g, ' ')) ?? [];
    if (id === undefined) report(gather, 'id-missing', place, 'This option has no id. End it with {#a}.');
    else if (!isBlockId(id)) report(gather, 'id-malformed', place, `"${id}" is not an id: small letters, digits, hyphens.`);
    else if (seen.has(id)) report(gather, 'id-duplicate', place, `The option id "${id}" stands twice in this question.`);
    seen.add(id ?? '');
    return {
      id: id ?? String(index),
      content: takeProse(gather, words ?? draft.words.join('\n'), place, 'both'),
      correct: draft.correct,
      feedback: takeProse(gather, draft.feedback.join('\n'), { file, line: draft.line + 1 }, 'both'),
    };
  });
  return { setting: takeProse(gather, setting.join('\n'), { file, line: entry.line + 1 }, 'both'), options };
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

function keyProblem(type: ItemType, options: readonly ItemOption[], grade: Grade | undefined): string | undefined {
  const right = options.filter((option) => option.correct).length;
  switch (type) {
    case 'single':
      if (options.length >= 2 && right === 1) return undefined;
      return `A question of type single has two options or more and exactly one right: [x]. This has ${right} of ${options.length}.`;
    case 'multiple':
      if (options.length >= 2 && right >= 1) return undefined;
      return `A question of type multiple has two options or more and at least one right: [x]. This has ${right} of ${options.length}.`;
    case 'true-false': {
      const ids = canonicalJson(options.map((option) => option.id).sort());
      if (right === 1 && ids === canonicalJson(['false', 'true'])) return undefined;
      return 'A question of type true-false has the options {#true} and {#false}, and exactly one is right: [x].';
    }
    case 'order':
      if (options.length >= 3 && right === options.length) return undefined;
      return 'A question of type order has three options or more in the right order, each with [x].';
    case 'evaluate':
      // A grade that is not of the grid is reported on its own.
      return grade && options.length > 0 ? 'A question of type evaluate has no options: its key is on its heading.' : undefined;
  }
}
