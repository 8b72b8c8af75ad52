import { hashOf, type Json } from '../canonical';
import type { Case, Id } from './case';
import { textKeys } from './compile/words';
import { idsOf, nowCalledIn } from './same-standing';

export const changeKinds = [
  ...(['case', 'role', 'phase', 'channel', 'handling', 'flag', 'counter', 'fact', 'document'] as const),
  ...(['scene', 'choice', 'event', 'ending', 'person'] as const),
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What an edit did to one thing of a case. Its words and its rules: `rules`. */
export interface CaseChange {
  readonly is: 'words' | 'rules' | 'new' | 'gone' | 'renamed';
  readonly kind: ChangeKind;
  readonly id: Id;
  readonly name: string;
}

interface Thing {
  readonly id: Id;
  readonly name: string;
  readonly rules: string;
  readonly words: string;
}

/**
 * What differs for those who play, thing by thing, as the older version calls them (what is new: as the newer). Recorded walks
 * and the like are no difference.
 */
export function caseChanges(before: Case, after: Case): readonly CaseChange[] {
  const now = nowCalledIn(after, new Set(idsOf(after)));
  return changeKinds.flatMap((kind): CaseChange[] => {
    const is = new Map(thingsOf(after, kind, (id) => id).map((thing) => [thing.id, thing]));
    const was = thingsOf(before, kind, now);
    const known = new Set(was.map(({ id }) => now(id)));
    const changed = was.flatMap((thing): CaseChange[] => {
      const { id, name } = thing;
      const other = is.get(now(id));
      const what = other ? howChanged(thing, other) : 'gone';
      return what ? [{ is: what, kind, id, name }] : [];
    });
    const added = [...is.values()].filter(({ id }) => !known.has(id));
    return [...changed, ...added.map(({ id, name }) => ({ is: 'new' as const, kind, id, name }))];
  });
}

function howChanged(was: Thing, is: Thing): CaseChange['is'] | null {
  if (was.rules !== is.rules) return 'rules';
  if (was.words !== is.words) return 'words';
  return was.id === is.id ? null : 'renamed';
}

function thingsOf(case_: Case, kind: ChangeKind, now: (id: Id) => Id): Thing[] {
  return listOf(case_, kind).map((thing) => {
    const said = Object.entries(thing).filter(([key]) => !toldApart.has(key));
    const whole = named({ ...Object.fromEntries(said), id: now(thing.id) }, now);
    return {
      id: thing.id,
      name: thing.name ?? thing.title ?? thing.label ?? thing.text ?? thing.id,
      rules: hashOf(rulesOf(whole)),
      words: hashOf([whole, (thing.feedback ?? null) as Json]),
    };
  });
}

/** Choices stand for themselves; feedback is words, whatever it is made of; where a line stands is nothing. */
const toldApart = new Set(['place', 'choices', 'feedback']);

interface Source {
  readonly id: Id;
  readonly name?: string;
  readonly title?: string;
  readonly label?: string;
  readonly text?: string;
  readonly feedback?: unknown;
}

function listOf(case_: Case, kind: ChangeKind): readonly Source[] {
  const lists: Readonly<Record<ChangeKind, readonly object[]>> = {
    case: [wholeOf(case_)],
    role: case_.roles,
    phase: case_.phases,
    channel: case_.channels,
    handling: case_.handling,
    flag: case_.flags,
    counter: case_.counters,
    fact: case_.facts,
    document: case_.documents,
    scene: case_.scenes,
    choice: case_.scenes.flatMap(({ choices }) => choices),
    event: case_.injects,
    ending: case_.endings,
    person: case_.persons ?? [],
  };
  return lists[kind] as readonly Source[];
}

/** What is of the case and of no thing in it. Of its checks, only what is a rule of play. */
function wholeOf({
  id,
  title,
  language,
  startsAt,
  tickMinutes,
  introduction,
  contentNote,
  reviewedBy,
  checks,
}: Case): object {
  const breaches = checks.filter(({ check }) => check === 'breach');
  return { id, title, language, startsAt, tickMinutes, introduction, contentNote, reviewedBy, breaches };
}

/** Rules that only name something by its new name are as before; words are left as they are. */
function named(value: unknown, now: (id: Id) => Id, key = ''): Json {
  if (typeof value === 'string') return textKeys.has(key) ? value : now(value);
  if (Array.isArray(value)) return value.map((each) => named(each, now, key));
  if (typeof value !== 'object' || value === null) return value as Json;
  const members = Object.entries(value).filter(([name]) => name !== 'place');
  return Object.fromEntries(members.map(([name, each]) => [name, named(each, now, name)]));
}

function rulesOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(rulesOf);
  if (typeof value !== 'object' || value === null) return value;
  // A field of a form is known by its name.
  const isField = 'options' in value;
  const members = Object.entries(value).filter(([key]) => !textKeys.has(key) || (isField && key === 'name'));
  return Object.fromEntries(members.map(([key, each]) => [key, each === undefined ? null : rulesOf(each)]));
}
