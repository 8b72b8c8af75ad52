import type { Case, Choice, FormValues, Id } from '../case';
import { openValues } from '../form-values';
import { latencyOf } from '../decide';
import { offersTo } from '../offers';
import { recordedWalks } from '../reference';
import type { Input, State } from '../state';
import { barrierInput, start, step, whyNotFired } from '../step';

/** The earliest tick at which a role was found to know a fact: role -> fact -> tick. */
export type Earliest = Readonly<Record<Id, Readonly<Record<Id, number>>>>;

type Found = Record<Id, Record<Id, number>>;

const longest = 400;

/**
 * When each seat can know each fact, from the beginning and whatever the others do. It is found by playing: the author's
 * recorded walks, and `courses` courses of which half do what is quickest and all do what was done least. Every time in it
 * is therefore one that can be reached; that there is none earlier is not proven. The same for the same case.
 */
export function earliestOf(case_: Case, courses = 240): Earliest {
  const found: Found = Object.fromEntries(case_.roles.map(({ id }) => [id, {}]));
  for (const log of recordedWalks(case_)) {
    let state = start(case_, 'reference');
    note(found, state);
    for (const { input } of log) {
      const next = step(case_, state, input);
      if ('refused' in next) break;
      state = next.accepted;
      note(found, state);
    }
  }
  const steering = new Steering();
  for (let course = 0; course < courses; course += 1) play(case_, course, steering, found);
  return found;
}

/** Keeps the earliest time of everything that is known in this state. */
export function note(found: Found, state: State): void {
  for (const [role, own] of Object.entries(found)) {
    const known = { ...state.world.know[role], ...state.desks[role]?.know };
    for (const [fact, { at }] of Object.entries(known)) own[fact] = Math.min(own[fact] ?? at, at);
  }
}

function play(case_: Case, course: number, steering: Steering, found: Found): void {
  let state = start(case_, `course ${String(course)}`);
  const quick = course % 2 === 0;
  const take = (input: Input): boolean => {
    const next = step(case_, state, input);
    if ('refused' in next) return false;
    state = next.accepted;
    note(found, state);
    return true;
  };
  for (let turn = 0; state.ending === null && turn < longest; turn += 1) {
    const role = case_.roles.find(({ id }) => state.desks[id]?.at !== null)?.id;
    if (role === undefined) {
      for (const { id } of case_.injects)
        if (whyNotFired(case_, state, id) === null && steering.toss(`${String(course)} ${id}`))
          take({ type: 'fire-inject', inject: id });
      if (!take(barrierInput(case_, state))) return;
      continue;
    }
    const choice = steering.least(offersTo(case_, state, role), quick ? ({ costs }) => costs : () => 0);
    if (!choice) return;
    const form = formOf(case_, state, role, choice, quick, steering);
    if (!take({ type: 'decide', role, scene: state.desks[role]?.at ?? '', choice: choice.id, form })) return;
  }
}

/** Asks and gives everything; of other fields the value that was taken least, or of channels the fastest. */
function formOf(case_: Case, state: State, role: Id, choice: Choice, quick: boolean, steering: Steering): FormValues {
  const form: Record<string, string | readonly string[]> = {};
  for (const field of choice.form?.fields ?? []) {
    if (field.fixed || field.type === 'text') continue;
    const open = openValues(field, { case: case_, state, role });
    const ids = open.map((value) => ({ id: `${choice.id} ${field.name} ${value}`, value }));
    const slow = ({ value }: { value: string }) => (quick && field.name === 'channel' ? latencyOf(case_, value) : 0);
    if (field.type === 'some') form[field.name] = open;
    else form[field.name] = steering.least(ids, slow)?.value ?? '';
  }
  return form;
}

/** Leads a course where others went least. */
class Steering {
  private readonly used = new Map<Id, number>();
  private throws = 1;

  /** Of the cheapest, the one used least; of equals one by lot. Now and then the price does not count. */
  least<Thing extends { readonly id: Id }>(
    things: readonly Thing[],
    price: (thing: Thing) => number,
  ): Thing | undefined {
    const blind = this.next() % 4 === 0;
    const turn = this.next();
    const ranked = things
      .map((thing, index) => ({
        thing,
        price: blind ? 0 : price(thing),
        used: this.used.get(thing.id) ?? 0,
        lot: (index + turn) % things.length,
      }))
      .sort((a, b) => a.price - b.price || a.used - b.used || a.lot - b.lot);
    const taken = ranked[0]?.thing;
    if (taken) this.used.set(taken.id, (this.used.get(taken.id) ?? 0) + 1);
    return taken;
  }

  /** Yes every other time that this is asked. */
  toss(key: Id): boolean {
    const times = (this.used.get(key) ?? this.next() % 2) + 1;
    this.used.set(key, times);
    return times % 2 === 0;
  }

  private next(): number {
    this.throws = (Math.imul(this.throws, 1_103_515_245) + 12_345) & 0x7fffffff;
    return this.throws >>> 8;
  }
}
