import type { Criterion, Rubric } from '../curriculum';
import { isId, newId } from '../ids';
import { textsOf } from '../web/form';
import { type Citable, findQuote, isThere, readEvidence } from './evidence';
import type { Mark } from './mark';

export type SheetForm =
  | { readonly ok: true; readonly input: string; readonly marks: readonly Mark[] }
  | {
      readonly ok: false;
      readonly errors: Readonly<Record<string, string>>;
      readonly typed: Readonly<Record<string, string>>;
    };

export const longestWords = 500;

/**
 * Reads a sheet: for each criterion `level.<id>`, and `evidence.<id>` (a value of `writeEvidence`) or `words.<id>`, which
 * are words copied from the text. All criteria are marked or none is; each mark points at something that is there.
 */
export function sheetForm(rubric: Rubric, citable: Citable, body: unknown): SheetForm {
  const typed = textsOf(body);
  const errors: Record<string, string> = {};
  const marks = rubric.criteria.flatMap((criterion) => markOf(criterion, citable, typed, errors) ?? []);
  if (Object.keys(errors).length > 0) return { ok: false, errors, typed };
  const input = typed['input'] ?? '';
  return { ok: true, input: isId(input) ? input : newId(), marks };
}

function markOf(
  { id, levels }: Criterion,
  citable: Citable,
  typed: Readonly<Record<string, string>>,
  errors: Record<string, string>,
): Mark | undefined {
  const level = levels.find(({ value }) => String(value) === typed[`level.${id}`]);
  if (!level) errors[`level.${id}`] = 'rubric.levelMissing';
  const words = (typed[`words.${id}`] ?? '').trim();
  const evidence =
    words !== ''
      ? findQuote(citable.texts, words.slice(0, longestWords + 1))
      : readEvidence(typed[`evidence.${id}`] ?? '');
  if (words !== '' && (!evidence || words.length > longestWords)) errors[`words.${id}`] = 'rubric.wordsNotThere';
  else if (!evidence) errors[`evidence.${id}`] = 'rubric.evidenceMissing';
  else if (!isThere(evidence, citable)) errors[`evidence.${id}`] = 'rubric.evidenceGone';
  return level && evidence && { criterion: id, level: level.value, evidence };
}
