import { type Assessment, getPart } from '../../src/curriculum';
import type { Db } from '../../src/db';

/** The fields of a test's form with every question answered rightly, as somebody who knows the key would send them. */
export async function rightAnswers(
  db: Db,
  publicationId: string,
  form: 'pre' | 'post',
): Promise<Record<string, string | string[]>> {
  const { items } = await getPart<Assessment>(db, publicationId, 'assessment');
  const fields: Record<string, string | string[]> = {};
  for (const item of items.filter((one) => one.form === form)) {
    const name = `a.${item.id}`;
    const right = item.options.filter((option) => option.correct).map((option) => option.id);
    if (item.type === 'order') item.options.forEach((option, at) => (fields[`${name}.${option.id}`] = String(at + 1)));
    else if (item.fields) {
      for (const { id } of item.fields)
        fields[`${name}.${id}`] = item.options
          .filter((each) => each.field === id && each.correct)
          .map((each) => each.id);
      fields[`${name}.${item.writes?.id}`] = 'Did it cross on 3 June? We need it by noon.';
    } else if (item.grade)
      for (const [part, code] of Object.entries(item.grade)) fields[`${name}.${part}`] = String(code);
    else fields[name] = item.type === 'multiple' ? right : (right[0] ?? '');
  }
  return fields;
}
