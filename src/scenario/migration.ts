import type { Case, Id } from './case';
import { engineOf } from './engines';
import { type NamedKind, has, inNamesOf, namesIn, nowCalled } from './names';
import { comparing } from './same-standing';
import { isBarrier } from './run';
import type { Input, Refused, State } from './state';

/** The inputs of an open run that stand, in the names of the version it is pinned to. */
export interface OpenRun {
  readonly seed: string;
  readonly inputs: readonly Input[];
}

/** Where in a run it shows that it cannot go on: which input (0 before the first, else from 1), whose, when in the story. */
interface Where {
  readonly line: number;
  readonly input: Input | null;
  readonly role: Id | null;
  readonly tick: number;
}

/** Why a run stays with the version it is pinned to. */
export type Stays = Where &
  (
    | { readonly because: 'other-case' }
    | { readonly because: 'gone'; readonly kind: NamedKind | 'request'; readonly id: Id }
    | { readonly because: 'refused' | 'broken'; readonly refused: Refused }
    /** `path` leads into the state, in names of the old version: the first thing that would stand otherwise. */
    | { readonly because: 'differs'; readonly path: readonly string[] }
  );

export type Migration = { readonly moves: State } | { readonly stays: Stays };

/**
 * Whether a run may go on with another version of its case, and the state in which it does. Everything that its inputs
 * name must be there (or be there under `was:`), every input must be taken, and at the start, at every barrier and at the
 * end all that the old version knows of must stand as it stood. It is never approximated. Throws UnknownEngine.
 */
export function migrate(before: Case, after: Case, { seed, inputs }: OpenRun): Migration {
  const [past, next] = [engineOf(before), engineOf(after)];
  let [was, is] = [past.start(before, seed), next.start(after, seed)];
  const start: Where = { line: 0, input: null, role: null, tick: 0 };
  if (before.id !== after.id) return { stays: { ...start, because: 'other-case' } };
  const difference = comparing(before, after);
  const atStart = difference(was, is);
  if (atStart) return { stays: { ...start, because: 'differs', path: atStart } };
  for (const [index, input] of inputs.entries()) {
    const where = whereOf(was, input, index + 1);
    const gone = goneFrom(before, after, input);
    if (gone) return { stays: { ...where, because: 'gone', ...gone } };
    const then = past.step(before, was, input);
    if ('refused' in then) return { stays: { ...where, because: 'broken', refused: then.refused } };
    const now = next.step(after, is, inNamesOf(after, input));
    if ('refused' in now) return { stays: { ...where, because: 'refused', refused: now.refused } };
    [was, is] = [then.accepted, now.accepted];
    const path = isBarrier(input) || index === inputs.length - 1 ? difference(was, is) : null;
    if (path) return { stays: { ...where, tick: was.clock, because: 'differs', path } };
  }
  return { moves: is };
}

function whereOf(state: State, input: Input, line: number): Where {
  const role = input.type === 'decide' ? input.role : null;
  return { line, input, role, tick: state.clock + (role === null ? 0 : (state.desks[role]?.spent ?? 0)) };
}

/** The first thing an input names that the newer version does not have; of an answer, the request too. */
function goneFrom(before: Case, after: Case, input: Input): { kind: NamedKind | 'request'; id: Id } | null {
  const gone = namesIn(input).find(
    ([kind, id]) => has(before, kind, id) && !has(after, kind, nowCalled(after, kind, id)),
  );
  if (gone) return { kind: gone[0], id: gone[1] };
  if (input.type !== 'decide') return null;
  const choices = before.scenes.flatMap((scene) => scene.choices);
  const request = choices.find(({ id }) => id === input.choice)?.form?.request ?? null;
  const isGone = request !== null && !has(after, 'choice', nowCalled(after, 'choice', request));
  return isGone ? { kind: 'request', id: request } : null;
}
