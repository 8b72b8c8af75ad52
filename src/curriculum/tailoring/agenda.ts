import { clockOf, minutesOf, timed } from '../agenda';
import type { Agenda, AgendaDay, AgendaItem, CompiledEdition } from '../curriculum';
import { choiceOn, moduleOf, type ModuleChoice } from './tailoring';

/**
 * The programme's agenda with the modules that a workshop teaches, in its order. Breaks, meals, tests and ceremonies keep
 * their places among them, and all clock times follow. A case stays behind the part of its module that leads to it. A
 * module that the programme's agenda does not have comes after the one before it in the choice.
 */
export function agendaFor(agenda: Agenda, book: Pick<CompiledEdition, 'modules'>, chosen: ModuleChoice): Agenda {
  const choice = choiceOn(book, agenda, chosen);
  const taught = choice.modules.filter(({ place }) => place === 'taught').map(({ id }) => id);
  const days = agenda.days.map(({ items, ...day }) => ({ ...day, units: unitsOf(items, book) }));
  const placed = days.flatMap(({ units }) => units).filter(({ module }) => module !== undefined && taught.includes(module));
  const slots = slotsOf(placed, taught, book);
  const fill = (unit: Unit): readonly Unit[] => {
    if (unit.module === undefined) return [unit];
    if (placed.includes(unit)) return slots.shift() ?? [];
    // Who leaves out a module has not said that nobody plays the case.
    const left = { items: unit.items.filter(({ kind }) => kind === 'case') };
    return placed.length === 0 ? [...(slots.shift() ?? []), left] : [left];
  };
  const filled = days.map(({ units, ...day }) => ({ ...day, items: units.flatMap(fill).flatMap(({ items }) => items) }));
  return timed(filled, choice.interpretation);
}

/** What comes in each place of a module: the units in the order of the choice, and after them what the agenda lacks. */
function slotsOf(placed: readonly Unit[], taught: readonly string[], book: Pick<CompiledEdition, 'modules'>): Unit[][] {
  const place = ({ module }: Unit) => taught.indexOf(module ?? '');
  const slots = [...placed].sort((a, b) => place(a) - place(b)).map((unit) => [unit]);
  for (const [at, id] of taught.entries()) {
    const module = book.modules.find((each) => each.id === id);
    if (!module || placed.some((unit) => unit.module === id)) continue;
    const isBefore = (unit: Unit) => place(unit) < at;
    const slot = slots.findLast((each) => each.some(isBefore)) ?? slots[0] ?? (slots[0] = []);
    slot.splice(slot.findLastIndex(isBefore) + 1, 0, { module: id, items: [itemOf(module)] });
  }
  return slots;
}

/** Items that keep together: a case follows the part of its module that stands before it. */
interface Unit {
  readonly module?: string;
  readonly items: readonly AgendaItem[];
}

function unitsOf(items: readonly AgendaItem[], book: Pick<CompiledEdition, 'modules'>): Unit[] {
  const units: { module?: string; items: AgendaItem[] }[] = [];
  for (const item of items) {
    const last = units.at(-1);
    const module = moduleOf(item, book);
    if (item.kind === 'case' && last?.module !== undefined) last.items.push(item);
    else units.push({ ...(module === undefined ? {} : { module }), items: [item] });
  }
  return units;
}

/** Two hyphens: no author's id has them. */
function itemOf({ id, title, minutes }: CompiledEdition['modules'][number]): AgendaItem {
  return { id: `${id}--taught`, kind: 'module', ref: id, title, minutes, interpreted: minutes, starts: '', ends: '', net: true };
}

/** A day that its own agenda does not fit: when it ends with interpretation, and how many minutes that is too late. */
export interface Overfull {
  readonly day: AgendaDay;
  readonly ends: string;
  readonly over: number;
}

/** The days that end too late, with interpretation by the agenda's own factor. */
export function overfullDays({ days }: Agenda): Overfull[] {
  return days.flatMap((day) => {
    const ends = day.items.reduce((now, item) => now + item.interpreted, minutesOf(day.starts));
    const over = ends - minutesOf(day.ends);
    return over > 0 ? [{ day, ends: clockOf(ends), over }] : [];
  });
}
