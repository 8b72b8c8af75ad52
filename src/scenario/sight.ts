import type { Agreement, Atom, Case, Condition, FormValues, Id, MessageWord } from './case';
import { lookup } from './lookup';
import type { Desk, Known, Slot, State } from './state';

/** From where a condition is read: a role's desk over the world as the round began, or (null) the world alone. */
export interface Sight {
  readonly case: Case;
  readonly state: State;
  readonly role: Id | null;
  /** The filled form and the draws of the choice that is being taken. */
  readonly form?: FormValues;
  readonly draws?: Readonly<Record<Id, boolean>>;
}

export function holds(condition: Condition | null, sight: Sight): boolean {
  if (condition === null) return true;
  switch (condition.is) {
    case 'all':
      return condition.of.every((each) => holds(each, sight));
    case 'any':
      return condition.of.some((each) => holds(each, sight));
    case 'not':
      return !holds(condition.of, sight);
    default:
      return atomHolds(condition, sight);
  }
}

function atomHolds(atom: Atom, sight: Sight): boolean {
  const { state } = sight;
  const desk = deskOf(sight);
  switch (atom.is) {
    case 'knows':
      return (knownTo(sight, atom.role, atom.fact)?.level ?? 0) >= atom.level;
    case 'has':
      return documentsOf(sight, atom.role).includes(atom.document);
    case 'chose':
      return state.world.chose.includes(atom.choice) || (desk?.chose.includes(atom.choice) ?? false);
    case 'flag':
      return desk?.flags[atom.flag] ?? state.world.flags[atom.flag] ?? false;
    case 'counter':
      return counterOf(sight, atom.counter) >= atom.atLeast;
    case 'before':
      return state.clock + (desk?.spent ?? 0) < atom.clock;
    case 'phase':
      return state.phase === atom.phase;
    case 'round':
      return state.round === atom.round;
    case 'fired':
      return state.world.fired.includes(atom.inject);
    case 'agreed':
      return agreed(sight, atom.record);
    case 'field':
      return fieldIs(sight.form?.[atom.field], atom.value);
    case 'graded':
      return gradedAs(sight, atom.fact, atom.value);
    case 'breached':
      return state.world.breached.includes(atom.id) || (desk?.breached.includes(atom.id) ?? false);
    case 'drew':
      return sight.draws?.[atom.chance] ?? false;
    default:
      return messageIs(atom.is, slotOf(sight, atom.request), desk?.replies[atom.request] !== undefined);
  }
}

export function deskOf(sight: Sight): Desk | undefined {
  return sight.role === null ? undefined : sight.state.desks[sight.role];
}

/** What a role knows of a fact, as far as this sight may see: its own desk at once, others as the round began. */
export function knownTo(sight: Sight, role: Id, fact: Id): Known | undefined {
  const own = role === sight.role ? deskOf(sight)?.know[fact] : undefined;
  return own ?? sight.state.world.know[role]?.[fact];
}

export function documentsOf(sight: Sight, role: Id): readonly Id[] {
  const held = sight.state.world.hold[role] ?? [];
  const own = role === sight.role ? deskOf(sight)?.hold : undefined;
  return own === undefined || own.length === 0 ? held : [...held, ...own];
}

export function slotOf(sight: Sight, request: Id): Slot | undefined {
  return deskOf(sight)?.slots[request] ?? sight.state.world.slots[request];
}

export function counterOf(sight: Sight, id: Id): number {
  const most = lookup(sight.case).most.get(id) ?? 0;
  return clamp((sight.state.world.counters[id] ?? 0) + (deskOf(sight)?.counters[id] ?? 0), most);
}

export function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** The name under which a consent or permission is kept. */
export function agreementKey(record: Agreement): string {
  return `${record.kind} ${record.fact} ${record.to} ${record.purpose ?? '*'}`;
}

/** An agreement without a purpose covers every purpose; asked without one, any purpose will do. */
export function agreed(sight: Sight, record: Agreement): boolean {
  const own = deskOf(sight)?.agreed ?? {};
  const all = sight.state.world.agreed;
  const inForce = (key: string): boolean => own[key] ?? all[key] ?? false;
  if (inForce(agreementKey({ ...record, purpose: null }))) return true;
  if (record.purpose !== null) return inForce(agreementKey(record));
  const start = `${record.kind} ${record.fact} ${record.to} `;
  return [...Object.keys(all), ...Object.keys(own)].some((key) => key.startsWith(start) && inForce(key));
}

export function fieldIs(value: string | readonly string[] | undefined, wanted: string): boolean {
  return typeof value === 'string' ? value === wanted : (value?.includes(wanted) ?? false);
}

function gradedAs(sight: Sight, fact: Id, value: string): boolean {
  const given = sight.form?.[`grade.${fact}`];
  const right = lookup(sight.case).facts.get(fact)?.grade;
  return given !== undefined && given === (value === 'right' ? right : value);
}

function messageIs(word: MessageWord, slot: Slot | undefined, repliedNow: boolean): boolean {
  if (slot === undefined) return false;
  const { status } = slot;
  switch (word) {
    case 'asked':
      return true;
    case 'received':
      return status !== 'sent';
    case 'waiting':
      return status === 'sent' || status === 'delivered';
    case 'answered':
      return status === 'answered' || status === 'part-answered';
    case 'fully-answered':
      return status === 'answered';
    case 'replied':
      return slot.reply !== null || repliedNow;
    default:
      return status === word;
  }
}
