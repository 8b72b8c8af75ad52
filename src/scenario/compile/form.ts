import type { Field, FieldOption, Form, FormKind, Id } from '../case';
import { type Context, listOf, nearest, readDuration, report, resolve } from './context';
import { readFact, type Rule } from './rules';
import { isId, type RuleLine } from './source';

const formKinds: readonly FormKind[] = ['request', 'reply', 'refuse', 'share', 'alert', 'record'];

const mayHave: Readonly<Record<string, readonly FormKind[]>> = {
  to: ['request', 'share', 'alert'],
  channel: ['request', 'share', 'alert'],
  asks: ['request'],
  due: ['request'],
  gives: ['request', 'reply', 'share', 'alert'],
};

/** Reads `- form: kind [to REQUEST]` and the fields nested under it. `tellsMore`: the choice passes things on by other lines. */
export function readForm(context: Context, rule: Rule, choice: Id, tellsMore: boolean): Form | null {
  const match = /^([a-z]+)(?:\s+(?:to\s+)?(\S+))?$/.exec(rule.rest);
  const kind = formKinds.find((each) => each === match?.[1]);
  if (!kind) {
    const near = nearest(match?.[1] ?? rule.rest, formKinds);
    const hint = near === null ? '' : ` Did you mean "${near}"?`;
    report(context, 'form-unknown', rule, `"${rule.rest}" is not a form. Forms are ${formKinds.join(', ')}.${hint}`);
    return null;
  }
  const request = match?.[2] === undefined ? null : resolve(context, 'choice', match[2], rule);
  if ((kind === 'reply' || kind === 'refuse') && request === null)
    report(
      context,
      'field-missing',
      rule,
      `Say which request it answers: "- form: ${kind}${kind === 'reply' ? ' to' : ''} REQUEST".`,
    );
  if (request !== null && context.names.choice.has(request) && !context.requests.has(request))
    report(
      context,
      'not-a-request',
      rule,
      `"${request}" is a choice without "form: request", so it cannot be answered.`,
    );
  const fields = rule.nested.flatMap((line) => readField(context, kind, line));
  const dueLine = rule.nested.find((line) => line.text.startsWith('due:'));
  const due = dueLine ? readDuration(context, dueLine.text.slice(4), dueLine) : null;
  requireFields(context, kind, fields, rule, choice, tellsMore);
  return { kind, request, fields, due };
}

function requireFields(
  context: Context,
  kind: FormKind,
  fields: readonly Field[],
  rule: Rule,
  choice: Id,
  tellsMore: boolean,
): void {
  const sends = kind === 'share' || kind === 'alert';
  const needs = kind === 'request' ? ['to', 'asks'] : sends && !tellsMore ? ['to', 'gives'] : [];
  for (const name of needs)
    if (!fields.some((field) => field.name === name))
      report(context, 'field-missing', rule, `The ${kind} "${choice}" needs a line "- ${name}: ...".`);
}

function readField(context: Context, kind: FormKind, line: RuleLine): Field[] {
  const match = /^([a-z][a-z-]*)\s*(?:"([^"]*)")?\s*:\s*(.*)$/.exec(line.text);
  if (!match) {
    report(
      context,
      'line-unreadable',
      line,
      `"${line.text}" is not a field. Write for example "- purpose: one of find (Find the van), arrest".`,
    );
    return [];
  }
  const [, name = '', label = null, value = ''] = match;
  const allowed = mayHave[name];
  if (allowed && !allowed.includes(kind))
    report(context, 'field-misplaced', line, `A ${kind} has no "${name}". It belongs to ${allowed.join(', ')}.`);
  if (name === 'due') return [];
  if (name === 'grade') return listOf(value).map((fact) => gradeField(resolve(context, 'fact', fact, line)));
  const free = /^free text(?:\s*\((.*)\))?$/.exec(value);
  if (free) return [{ name, label: free[1] ?? label, type: 'text', fixed: false, options: [] }];
  if (value === 'yes or no')
    return [{ name, label, type: 'one', fixed: false, options: [option('yes'), option('no')] }];
  const list = /^(one|some) of\s+(.*)$/.exec(value);
  const type =
    list?.[1] === 'one' ? 'one' : list?.[1] === 'some' || name === 'asks' || name === 'gives' ? 'some' : 'one';
  const parts = listOf(list?.[2] ?? value);
  if (parts.length === 0 || (!list && type === 'one' && parts.length > 1))
    report(
      context,
      'line-unreadable',
      line,
      `"${line.text}" has no values to choose from. Write "one of a, b", "some of a, b", "yes or no" or "free text".`,
    );
  const options = parts.flatMap((part) => readOption(context, name, part, line));
  return [{ name, label, type, fixed: !list, options }];
}

function readOption(context: Context, name: string, part: string, line: RuleLine): FieldOption[] {
  if (name === 'to') return [option(resolve(context, 'role', part, line))];
  if (name === 'channel') return [option(resolve(context, 'channel', part, line))];
  if (name === 'asks') return [option(resolve(context, 'fact', part, line))];
  if (name === 'gives')
    return readFact(context, part.split(/\s+/), line, 'known').map(({ fact, level }) => ({
      value: fact,
      label: null,
      level,
    }));
  const match = /^(\S+)(?:\s*\((.*)\))?$/.exec(part);
  const value = match?.[1] ?? part;
  if (!match || !isId(value))
    report(
      context,
      'line-unreadable',
      line,
      `"${part}" is not a value. Write an id, then its label in brackets: find-van (Find the van).`,
    );
  return [{ value, label: match?.[2] ?? null, level: null }];
}

function option(value: string): FieldOption {
  return { value, label: null, level: null };
}

function gradeField(fact: Id): Field {
  const options = ['A', 'B', 'C', 'X'].flatMap((source) =>
    [1, 2, 3, 4].map((info) => option(`${source}${String(info)}`)),
  );
  return { name: `grade.${fact}`, label: null, type: 'one', fixed: false, options };
}
