import { canonicalJson, type Json } from '../canonical';
import type { Case, Id } from './case';
import type { Input, State } from './state';
import { start, step } from './step';

/** A run's log up to its last barrier, as it is asked whether it may go on with another version of its case. */
export interface OpenRun {
  readonly seed: string;
  readonly inputs: readonly Input[];
}

/**
 * Whether a run may go on at its last barrier with a newer version of its case: null, or the reason why it stays with
 * the version it began with. Every input must be taken by the new version, and everything that the old version knows
 * of must stand there as it stood. Nothing moves by this: it only answers.
 */
export function whyItStays(before: Case, after: Case, run: OpenRun): string | null {
  const inputs = untilBarrier(run.inputs);
  let old = start(before, run.seed);
  let now = start(after, run.seed);
  for (const [index, input] of inputs.entries()) {
    const was = step(before, old, input);
    if ('refused' in was) return `its own version refuses input ${String(index + 1)} (${was.refused})`;
    const is = step(after, now, input);
    if ('refused' in is)
      return `the new version refuses ${input.type === 'decide' ? `"${input.choice}"` : input.type} (${is.refused})`;
    old = was.accepted;
    now = is.accepted;
  }
  const known = new Set(idsOf(before).map((id) => after.aliases[id] ?? id));
  const added = new Set(idsOf(after).filter((id) => !known.has(id)));
  const [was, is] = [projected(renamed(old, after.aliases), added), projected(now, added)];
  const part = Object.keys(was).find((key) => text(was[key]) !== text(is[key]));
  return part === undefined ? null : `"${part}" would stand differently`;
}

function untilBarrier(inputs: readonly Input[]): readonly Input[] {
  const last = inputs.findLastIndex(({ type }) => type === 'end-round' || type === 'end-phase');
  return inputs.slice(0, last + 1);
}

/** Every id of a case that a state may hold. */
function idsOf(case_: Case): Id[] {
  const { facts, documents, scenes, injects, endings, flags, counters, roles, phases, channels, checks } = case_;
  const named = [facts, documents, scenes, injects, endings, flags, counters, roles, phases, channels].flat();
  const breaches = checks.flatMap((check) => (check.check === 'breach' ? [check.id] : []));
  const effects = [...scenes.flatMap(({ choices }) => choices), ...injects].flatMap((each) => each.effects);
  const set = effects.flatMap((effect) => (effect.do === 'sets' ? [effect.flag] : []));
  return [
    ...named.map(({ id }) => id),
    ...scenes.flatMap(({ choices }) => choices.map(({ id }) => id)),
    ...breaches,
    ...set,
  ];
}

/** A state without what only the newer version knows of. What came in is told by the page again, and is left out. */
function projected(state: State, added: ReadonlySet<Id>): Readonly<Record<string, Json>> {
  const kept = (value: unknown): Json => {
    if (Array.isArray(value)) return value.filter((each) => !added.has(String(each))).map(kept);
    if (typeof value !== 'object' || value === null) return value as Json;
    const members = Object.entries(value).filter(([key]) => !added.has(key));
    return Object.fromEntries(members.map(([key, member]) => [key, kept(member)]));
  };
  return kept({ ...state, news: {} }) as Readonly<Record<string, Json>>;
}

function renamed(state: State, aliases: Readonly<Record<Id, Id>>): State {
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') return aliases[value] ?? value;
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [aliases[key] ?? key, rename(member)]));
  };
  return rename(state) as State;
}

function text(value: Json | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}
