import { canonicalJson, type Json } from '../canonical';
import type { Case, Id } from './case';
import type { State } from './state';

type Plain = Readonly<Record<string, Json | undefined>>;

/**
 * Compares states of two versions of a case by what the older knows of. Answers the way to the first thing that stands
 * otherwise, in the older one's names, or null. What a page tells again (news, feedback) is no standing.
 */
export function comparing(before: Case, after: Case): (was: State, is: State) => readonly string[] | null {
  const now = nowCalledIn(after, new Set(idsOf(after)));
  const known = new Set(idsOf(before).map(now));
  const added = new Set(idsOf(after).filter((id) => !known.has(id)));
  const former = new Map(idsOf(before).map((id) => [now(id), id]));
  return (was, is) => {
    const path = firstDifference(
      plain(was, now, added),
      plain(is, (id) => id, added),
    );
    return path && path.map((part) => former.get(part) ?? part);
  };
}

/** What an id or a key made of ids (`grade.fact`, `consent fact to purpose`) is called in a newer version. */
export function nowCalledIn({ aliases }: Pick<Case, 'aliases'>, ids: ReadonlySet<Id>): (name: string) => string {
  const one = (id: string): string => (ids.has(id) ? id : (aliases[id] ?? id));
  return (name) =>
    name
      .split(/([ .])/)
      .map(one)
      .join('');
}

/** Every id of a case that a state may hold. */
export function idsOf(case_: Case): Id[] {
  const { facts, documents, scenes, injects, endings, flags, counters, roles, phases, channels, checks } = case_;
  const choices = scenes.flatMap((scene) => scene.choices);
  const named = [facts, documents, scenes, choices, injects, endings, flags, counters, roles, phases, channels].flat();
  const breaches = checks.flatMap((check) => (check.check === 'breach' ? [check.id] : []));
  const effects = [...choices, ...injects].flatMap((each) => each.effects);
  const set = effects.flatMap((effect) => (effect.do === 'sets' ? [effect.flag] : []));
  return [...named.map(({ id }) => id), ...breaches, ...set];
}

/** Whether the keys of the object at this place of a state are names that an author gave. */
function holdsNames(path: readonly string[]): boolean {
  const [top, one = '', two = '', three = '', four = ''] = path;
  const depth = path.length;
  if (top === 'world')
    return (depth === 2 && byName.has(one)) || (depth === 3 && one === 'know') || (depth === 4 && three === 'values');
  return top === 'desks' && (depth === 1 || (depth === 3 && byName.has(two)) || (depth === 5 && four === 'values'));
}

const byName = new Set(['know', 'hold', 'flags', 'counters', 'slots', 'replies', 'agreed', 'grades']);

function isToldAgain(path: readonly string[], key: string): boolean {
  return (path.length === 0 && key === 'news') || (path.length === 2 && path[0] === 'desks' && key === 'feedback');
}

function plain(state: State, now: (name: string) => string, added: ReadonlySet<Id>): Plain {
  const isKept = (name: string): boolean => !added.has(now(name));
  const kept = (value: unknown, path: readonly string[]): Json => {
    if (typeof value === 'string') return now(value);
    if (Array.isArray(value)) {
      const list = value
        .filter((each) => typeof each !== 'string' || isKept(each))
        .map((each) => kept(each, [...path, '']));
      // The only list whose order says something: where a desk comes back to.
      if (path.at(-1) === 'back') return list;
      return list.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
    }
    if (typeof value !== 'object' || value === null) return value as Json;
    const named = holdsNames(path);
    const members = Object.entries(value).filter(([key]) => (!named || isKept(key)) && !isToldAgain(path, key));
    return Object.fromEntries(members.map(([key, each]) => [named ? now(key) : key, kept(each, [...path, key])]));
  };
  return kept(state, []) as Plain;
}

function firstDifference(was: Json | undefined, is: Json | undefined): string[] | null {
  const isObject = (value: Json | undefined): value is Plain =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(was) || !isObject(is)) return text(was) === text(is) ? null : [];
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const rest = firstDifference(was[key], is[key]);
    if (rest) return [key, ...rest];
  }
  return null;
}

function text(value: Json | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}
