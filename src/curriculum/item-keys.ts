import { canonicalJson } from '../canonical';
import type { Grade, ItemField, ItemOption, ItemType, NumberKey } from './curriculum';

/** What a question is judged by, beside its options. */
export interface Keys {
  readonly grade: Grade | undefined;
  readonly number: NumberKey | undefined;
  /** Of a request: its fields in order, the last of them for own words. */
  readonly fields?: readonly ItemField[] | undefined;
}

/** The key of a question of type number: `answer=90 tolerance=5 unit=minutes`. Undefined where it is not one. */
export function readNumber(values: ReadonlyMap<string, string>): NumberKey | undefined {
  const [answer, tolerance] = [values.get('answer'), values.get('tolerance') ?? '0'].map((text = '') =>
    /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined,
  );
  const unit = values.get('unit');
  if (answer === undefined || tolerance === undefined || tolerance < 0) return undefined;
  return { answer, tolerance, ...(unit !== undefined && { unit }) };
}

/** The words of an option of type match, cut at their last arrow: what is asked, and what belongs to it. */
export function cutMatch(words: string): { left: string; match: string } | undefined {
  const at = words.lastIndexOf('->');
  if (at < 0) return undefined;
  return { left: words.slice(0, at).trim(), match: words.slice(at + 2).trim() };
}

/** What is wrong with a key, in one sentence; undefined where nothing is. */
export function keyProblem(
  type: ItemType,
  options: readonly ItemOption[],
  { grade, number, fields }: Keys,
): string | undefined {
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
    case 'match':
      if (right >= 2 && options.every(isMatch)) return undefined;
      return 'A question of type match has two lines or more "- [x] words -> what belongs to them", and may have others "- [ ] -> what belongs to none".';
    case 'text':
      if (right >= 1) return undefined;
      return 'A question of type text has at least one accepted answer: [x].';
    case 'number':
      if (number && options.length === 0) return undefined;
      return 'A question of type number has no options: its heading says answer=… and, where it is not exact, tolerance=….';
    case 'request':
      return requestProblem(options, fields ?? []);
    case 'rating':
      if (options.length >= 2 && right === 0) return undefined;
      return 'A question of type rating has two options or more, and none of them is right: [ ].';
  }
}

/** Each field has its own key; where own words are written there is nothing to choose. */
function requestProblem(options: readonly ItemOption[], fields: readonly ItemField[]): string | undefined {
  const closed = fields.slice(0, -1);
  const own = fields.at(-1);
  if (closed.length < 2 || options.some(({ field }) => field === own?.id))
    return 'A question of type request has two fields "### …" or more with options, and at last one without, for own words.';
  for (const { id, label, several } of closed) {
    const here = options.filter(({ field }) => field === id);
    const right = here.filter(({ correct }) => correct).length;
    if (here.length >= 2 && (several ? right >= 1 : right === 1)) continue;
    const key = several ? 'at least one right' : 'exactly one right';
    return `The field "${label}" has two options or more and ${key}: [x]. This has ${right} of ${here.length}.`;
  }
  return undefined;
}

function isMatch({ correct, content, match }: ItemOption): boolean {
  return match !== undefined && match !== '' && correct === content.length > 0;
}
