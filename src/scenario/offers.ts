import type { Case, Choice, Id, Scene } from './case';
import { mayBeEmpty, openValues } from './form-values';
import { lookup } from './lookup';
import { deskOf, holds, type Sight, slotOf } from './sight';
import type { State } from './state';

/** The scene in which a role stands; undefined while it waits. */
export function sceneOf(case_: Case, state: State, role: Id): Scene | undefined {
  const at = state.desks[role]?.at;
  return at === null || at === undefined ? undefined : lookup(case_).scenes.get(at);
}

/** The choices a role is offered where it stands, in the author's order. */
export function offersTo(case_: Case, state: State, role: Id): readonly Choice[] {
  if (state.ending !== null) return [];
  const sight: Sight = { case: case_, state, role };
  return sceneOf(case_, state, role)?.choices.filter((choice) => isOffered(choice, sight)) ?? [];
}

/** A choice is offered once in a run, if its condition holds, its form can be filled and its request is open. */
export function isOffered(choice: Choice, sight: Sight): boolean {
  if (sight.state.world.chose.includes(choice.id) || deskOf(sight)?.chose.includes(choice.id)) return false;
  if (!holds(choice.if, sight)) return false;
  const { form } = choice;
  if (form === null) return true;
  if (form.request !== null && !isAnswerable(form.request, sight)) return false;
  return form.fields.every(
    (field) => field.type !== 'some' || field.fixed || mayBeEmpty(choice, field) || openValues(field, sight).length > 0,
  );
}

function isAnswerable(request: Id, sight: Sight): boolean {
  const slot = slotOf(sight, request);
  if (slot?.status !== 'delivered' || slot.to !== sight.role) return false;
  return slot.reply === null && deskOf(sight)?.replies[request] === undefined;
}
