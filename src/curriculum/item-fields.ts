import type { Problem } from '../prose';
import { isBlockId, readAttributes } from '../prose/attributes';
import type { Code } from './codes';
import type { ItemField } from './curriculum';
import type { Entry } from './entries';
import { report, type Gather } from './gather';
import { braces } from './source';

/** The line that begins a field of a request: `### To whom {#to}`, `### Facts {#facts choose=several}`. */
export const fieldLine = /^###[ \t]+(.*?)[ \t]*$/;

/** A field as it stands in its file, with the lines below it. */
export interface FieldDraft {
  readonly label: string;
  readonly id: string | undefined;
  readonly several: boolean;
  readonly problem?: string;
  readonly line: number;
  readonly lines: Entry['lines'];
}

/** Cuts the lines of a request: what stands before its first field, and the fields. */
export function cutFields(lines: Entry['lines']): { before: Entry['lines']; fields: FieldDraft[] } {
  const before: Entry['lines'][number][] = [];
  const fields: (Omit<FieldDraft, 'lines'> & { lines: Entry['lines'][number][] })[] = [];
  for (const each of lines) {
    const heading = fieldLine.exec(each.text);
    if (heading) fields.push({ ...headOf(heading[1] ?? ''), line: each.line, lines: [] });
    else (fields.at(-1)?.lines ?? before).push(each);
  }
  return { before, fields };
}

function headOf(heading: string): Pick<FieldDraft, 'label' | 'id' | 'several' | 'problem'> {
  const inner = braces.exec(heading);
  const label = inner?.[1] ?? heading;
  const attributes = readAttributes(inner?.[2] ?? '');
  const choose = attributes?.values.get('choose');
  const right = attributes && attributes.values.size === (choose === undefined ? 0 : 1);
  const wrong = !right || (choose !== undefined && choose !== 'one' && choose !== 'several');
  const head = { label, id: attributes?.id, several: choose === 'several' };
  return wrong ? { ...head, problem: `A field says {#id}, and may say choose=several: "${heading.slice(0, 80)}".` } : head;
}

/** Takes the head of a field: its id is unique in its question. */
export function takeField(gather: Gather, file: string, draft: FieldDraft, seen: Set<string>): ItemField {
  const place = { file, line: draft.line };
  const { id, label, several } = draft;
  const found: Problem<Code>[] = [];
  const say = (code: Code, message: string) => found.push({ code, line: draft.line, message });
  if (draft.problem !== undefined) say('item-malformed', draft.problem);
  else if (label === '') say('item-malformed', 'A field has a name: "### To whom {#to}".');
  else if (id === undefined) say('id-missing', 'This field has no id. End it with {#to}.');
  else if (!isBlockId(id)) say('id-malformed', `"${id}" is not an id: small letters, digits, hyphens.`);
  else if (seen.has(id)) say('id-duplicate', `The field id "${id}" stands twice in this question.`);
  for (const { code, message } of found) report(gather, code, place, message);
  seen.add(id ?? '');
  return { id: id ?? `field-${draft.line}`, label, several };
}
