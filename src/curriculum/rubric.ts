import { hashOf } from '../canonical';
import { principles, type Criterion, type Rubric, type RubricLevel, type RubricSign } from './curriculum';
import { cutEntries, type Entry } from './entries';
import { report, reportAll, takeId, type Gather, type Place } from './gather';
import type { SourceFile } from './source';

const levelLine = /^- (\d): (\S.*)$/;
const signLine = /^- missing: (\S.*?)\s+\{#([^\s{}]*)\}$/;

/** Reads `rubric.md`: each `##` a criterion, its text the test question, then `- 2: …` levels and `- missing: … {#id}` signs. */
export function readRubric(gather: Gather, file: SourceFile | undefined): Rubric | undefined {
  if (!file) return undefined;
  const { entries, problems } = cutEntries(file.text, 1);
  reportAll(gather, file.path, problems);
  const criteria = entries.flatMap((entry) => readCriterion(gather, file.path, entry) ?? []);
  if (entries.length === 0) wrong(gather, { file: file.path, line: 1 }, 'A rubric has at least one criterion: "## Relevance {#rubric-relevance principle=relevance}".');
  return { criteria, textHash: hashOf(criteria.map(({ textHash }) => textHash)) };
}

function readCriterion(gather: Gather, file: string, entry: Entry): Criterion | undefined {
  const place = { file, line: entry.line };
  const id = takeId(gather, entry.attributes.id, 'criterion', place);
  const named = entry.attributes.values.get('principle');
  const principle = principles.find((each) => each === named);
  if (!principle) {
    wrong(gather, place, `A criterion says principle= one of ${principles.join(', ')}.`);
    return undefined;
  }
  const question: string[] = [];
  const levels: RubricLevel[] = [];
  const signs: RubricSign[] = [];
  for (const { text, line } of joined(entry.lines)) {
    const level = levelLine.exec(text);
    const sign = signLine.exec(text);
    if (level) levels.push({ value: Number(level[1]), text: level[2] ?? '' });
    else if (sign) signs.push({ id: takeId(gather, sign[2], 'line', { file, line }), text: sign[1] ?? '' });
    else if (text.startsWith('- ')) wrong(gather, { file, line }, 'A line of a criterion is a level, "- 2: …", or what can be missing, "- missing: … {#id}".');
    else if (text.trim() !== '') question.push(text.trim());
  }
  const ordered = levels.toSorted((one, other) => other.value - one.value);
  const highest = ordered.length - 1;
  if (highest < 1 || highest > 4 || ordered.some(({ value }, at) => value !== highest - at))
    wrong(gather, place, `The criterion "${entry.title}" has two to five levels, counted from 0 without a gap.`);
  if (question.length === 0) wrong(gather, place, `The criterion "${entry.title}" has no test question below its heading.`);
  const criterion = { id, principle, title: entry.title, question: question.join(' '), levels: ordered, signs };
  const { title, levels: described, signs: missing } = criterion;
  return { ...criterion, textHash: hashOf({ title, question: criterion.question, levels: described.map((each) => ({ ...each })), signs: missing.map((each) => ({ ...each })) }) };
}

/** Lines with what is indented below them put to their end. */
function joined(lines: Entry['lines']): { text: string; line: number }[] {
  const whole: { text: string; line: number }[] = [];
  for (const { text, line } of lines) {
    const last = whole.at(-1);
    if (last && /^\s+\S/.test(text)) whole[whole.length - 1] = { ...last, text: `${last.text} ${text.trim()}` };
    else whole.push({ text: text.trimEnd(), line });
  }
  return whole;
}

function wrong(gather: Gather, place: Place, message: string): void {
  report(gather, 'rubric-wrong', place, message);
}
