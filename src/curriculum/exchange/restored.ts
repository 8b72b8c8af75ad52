import { isBlockId } from '../../prose/attributes';
import type { Given } from './gift';
import { type Question, type QuestionOption, gradeParts, isItemType } from './question';

/** What another program's file says of a question beside its answers. `tags` are ours, where it was ours. */
export interface Known {
  readonly title: string;
  readonly text: string;
  readonly tags: ReadonlyMap<string, string>;
  /** What is said of the question as a whole. */
  readonly feedback?: string;
}

/** The tags of a question for a number, which a program other than ours says by its answer alone. */
export function numberTags(tags: ReadonlyMap<string, string>, answer: string, tolerance: string): Map<string, string> {
  if (tags.has('answer')) return new Map(tags);
  return new Map([...tags, ['type', 'number'], ['answer', answer], ['tolerance', tolerance]]);
}

type Restored = { readonly dropped: string } | { readonly question: Question; readonly changed: readonly string[] };

/** Options with ids: those of our own file where it names as many, else a, b, c. */
export function optionsFrom(
  { tags }: Known,
  given: readonly Given[],
  feedback: ReadonlyMap<string, string> = new Map(),
): (QuestionOption & Given)[] {
  const ids = (tags.get('options') ?? '').split(' ').filter((id) => isBlockId(id));
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return given.map((one, at) => {
    const id = ids.length === given.length ? (ids[at] ?? '') : (letters[at] ?? `option-${at + 1}`);
    const correct = one.percent > 0 || (one.match !== undefined && tags.get('type') === 'order');
    return { ...one, id, correct, feedback: feedback.get(id) ?? one.feedback };
  });
}

/**
 * A question of ours from what was read. Our own come back as they went. Of others the first line becomes the stem;
 * what answers are worth in part becomes right or wrong, and is said.
 */
export function questionFrom(known: Known, options: readonly (QuestionOption & Given)[]): Restored {
  const { title, tags } = known;
  const [first = '', ...rest] = known.text.split('\n');
  const own = tags.get('type') ?? '';
  const about = Object.fromEntries([...tags].filter(([name]) => !['id', 'type', 'options'].includes(name)));
  const named = tags.get('id') ?? '';
  const id = isBlockId(named) ? named : idOf(title);
  const said = known.feedback ? { feedback: known.feedback } : {};
  const base = { id, about, stem: first.trim() || title, setting: rest.join('\n').trim(), ...said };
  const plainOptions = options.map(({ id: option, words, correct, feedback }) => ({ id: option, words, correct, feedback }));
  if (options.some(({ match }) => match !== undefined)) return matched(base, own, options, plainOptions, title);
  if (isItemType(own)) return { question: { ...base, type: own, options: plainOptions }, changed: [] };
  const right = options.filter(({ correct }) => correct).length;
  if (right === 0) return { dropped: `"${title}" has no right answer.` };
  const partly = options.some(({ percent, correct }) => correct && percent < 100) && right === 1;
  const changed = partly ? [`"${title}" gave part of a mark for an answer; that answer now counts as right.`] : [];
  return { question: { ...base, type: right === 1 ? 'single' : 'multiple', options: plainOptions }, changed };
}

function matched(
  base: Omit<Question, 'type' | 'options'>,
  own: string,
  options: readonly (QuestionOption & Given)[],
  plainOptions: readonly QuestionOption[],
  title: string,
): Restored {
  if (own === 'evaluate') {
    const grade = Object.fromEntries(options.map(({ words, match = '' }) => [words, match]));
    if (!gradeParts.every((part) => grade[part])) return { dropped: `"${title}" lost a part of its grade.` };
    return { question: { ...base, about: { ...base.about, ...grade }, type: 'evaluate', options: [] }, changed: [] };
  }
  const places = options.map(({ match }) => Number(match));
  const inOrder = places.every((place) => Number.isInteger(place)) && new Set(places).size === places.length;
  if (!inOrder || own === 'match') {
    const lines = options.map(({ id, words, match = '', feedback }) => {
      return { id, words: `${words} -> ${match}`.trim(), correct: words !== '', feedback };
    });
    return { question: { ...base, type: 'match', options: lines }, changed: [] };
  }
  const sorted = plainOptions
    .map((option, at) => ({ option: { ...option, correct: true }, place: places[at] ?? 0 }))
    .sort((a, b) => a.place - b.place);
  const changed = own === 'order' ? [] : [`"${title}" matched words with places; it is now a question of order.`];
  return { question: { ...base, type: 'order', options: sorted.map(({ option }) => option) }, changed };
}

/** An id that our files may use, from any title; the author gives a better one. */
function idOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return words.slice(0, 48).replace(/-+$/, '') || 'question';
}
