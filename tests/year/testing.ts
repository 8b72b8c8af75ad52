import { type Assessment, type Item, getPart } from '../../src/curriculum';
import type { Browser } from '../support/site';
import { type Held, phoneOf } from './held';
import { drawn } from './people';
import type { RawWorkshop } from './raw';

export type Form = 'pre' | 'post';
type Fields = Record<string, string | string[]>;

/** What somebody types into each question of a form, by item: some know much, most know more afterwards. */
export async function answersOf(held: Held, form: Form, name: string): Promise<Map<string, Fields>> {
  const assessment = await assessmentOf(held);
  const able = 20 + drawn(45, 'able', name) + (form === 'post' ? 5 + drawn(30, 'learns', name) : 0);
  return new Map(
    assessment.items
      .filter((item) => item.form === form)
      .map((item) => [item.id, fieldsOf(item, assessment, drawn(100, name, item.id) < able, name)]),
  );
}

async function assessmentOf({ year, id }: Held): Promise<Assessment> {
  const row = await year.db('workshops').where({ id }).first<{ publication_id: string }>('publication_id');
  return getPart<Assessment>(year.db, row.publication_id, 'assessment');
}

function fieldsOf(item: Item, { grid }: Assessment, knows: boolean, name: string): Fields {
  const field = `a.${item.id}`;
  const ids = item.options.map(({ id }) => id);
  if (item.type === 'order') {
    const order = knows ? ids : [...ids].reverse();
    return Object.fromEntries(order.map((id, at) => [`${field}.${id}`, String(at + 1)]));
  }
  if (item.grade) {
    const parts = Object.entries(item.grade).map(([part, right], at) => {
      const others = Object.keys(grid?.[part as 'source'] ?? {}).filter((code) => code !== right);
      const wrong = others[drawn(others.length, name, item.id, part)] ?? '';
      return [`${field}.${part}`, knows || drawn(3, name, part, at) === 0 ? String(right) : wrong];
    });
    return Object.fromEntries(parts) as Fields;
  }
  const right = item.options.filter(({ correct }) => correct).map(({ id }) => id);
  const wrong = ids.filter((id) => !right.includes(id));
  const other = wrong[drawn(wrong.length, name, item.id, 'wrong')] ?? '';
  if (item.type === 'multiple') return { [field]: knows ? right : [...right.slice(1), other] };
  return { [field]: knows ? (right[0] ?? '') : other };
}

/** Begins a test and stands before its questions; answers what its script knows of it. */
export async function begin(held: Held, form: Form, phone: Browser): Promise<{ attempt: string; csrf: string }> {
  const path = `${held.base}/tests/${form}`;
  await phone.get(path);
  await phone.send(`${path}/attempts`);
  await phone.follow();
  const sheet = phone.page.querySelector('form.test');
  return {
    attempt: sheet?.getAttribute('data-answers') ?? '',
    csrf: sheet?.querySelector('[name=_csrf]')?.getAttribute('value') ?? '',
  };
}

/** Takes a test from its beginning to its end. */
export async function takeTest(held: Held, form: Form, name: string): Promise<void> {
  const phone = phoneOf(held, name);
  await begin(held, form, phone);
  const fields = Object.assign({}, ...(await answersOf(held, form, name)).values()) as Fields;
  await phone.send(`${held.base}/tests/${form}/answers`, { ...fields, then: 'send' });
}

/** Begins a test, answers half of it, and never sends it. */
export async function leaveTest(held: Held, form: Form, name: string): Promise<void> {
  const phone = phoneOf(held, name);
  await begin(held, form, phone);
  const some = [...(await answersOf(held, form, name)).values()].slice(0, 9);
  await phone.send(`${held.base}/tests/${form}/answers`, { ...(Object.assign({}, ...some) as Fields), then: 'save' });
}

/** What somebody typed, in a form that can be compared: each question with what was chosen, placed or graded in it. */
export function typedIn(given: ReadonlyMap<string, Fields>): Record<string, string> {
  return Object.fromEntries(
    [...given].map(([item, fields]) => {
      const parts = Object.entries(fields).flatMap(([name, value]) =>
        [value].flat().map((each) => (name === `a.${item}` ? each : `${name.slice(item.length + 3)} ${each}`)),
      );
      return [item, parts.sort().join(', ')];
    }),
  );
}

/** What the rows of an attempt hold, in the same form. */
export function keptIn(answers: RawWorkshop['attempts'][number]['answers']): Record<string, string> {
  return Object.fromEntries(
    [...answers].map(([item, { chosen = [], places = {}, grade = {} }]) => {
      const pairs = Object.entries({ ...places, ...grade }).map(([name, value]) => `${name} ${value}`);
      return [item, [...chosen, ...pairs].sort().join(', ')];
    }),
  );
}
