import { type Agenda, type AgendaDay, type AgendaItem, clockOf, minutesOf } from '../curriculum';
import { halfDaysOf, dayOf } from './attendance';

/** What a facilitator changed of the curriculum's agenda. What is not named here follows the publication. */
export interface AgendaChanges {
  /** Spoken minutes are multiplied by this; absent where nobody interprets. */
  readonly interpretation?: number;
  readonly days: Readonly<Record<string, DayChange>>;
  readonly items: Readonly<Record<string, ItemChange>>;
  /** Fixed blocks of this workshop alone: a speaker, Friday prayer, a photograph. */
  readonly blocks: readonly OwnBlock[];
}

export interface DayChange {
  readonly starts?: string;
  readonly ends?: string;
  /** Ids of items in their order. Items that are not named stand where the curriculum has them. */
  readonly order?: readonly string[];
}

export interface ItemChange {
  /** Before stretching. */
  readonly minutes?: number;
  /** `12:30`: this block begins then, whatever stands before it. */
  readonly starts?: string;
  readonly leftOut?: true;
}

export interface OwnBlock {
  readonly id: string;
  readonly day: string;
  readonly title: string;
  readonly minutes: number;
}

export const noChanges: AgendaChanges = { days: {}, items: {}, blocks: [] };

/** An item as one workshop has it. `takes` is what it takes in this room: spoken minutes stretched for interpretation. */
export interface OwnItem extends Pick<AgendaItem, 'id' | 'kind' | 'title' | 'ref' | 'minutes'> {
  readonly takes: number;
  readonly starts: string;
  readonly ends: string;
  /** The clock time that this block keeps even where the room is late: meals, prayer, and what a facilitator fixed. */
  readonly holds?: 'time' | 'length';
  readonly fixedAt?: string;
  readonly leftOut: boolean;
  readonly own: boolean;
  /** The curriculum's minutes, where the facilitator gave others. */
  readonly was?: number;
}

export interface OwnDay {
  readonly id: string;
  readonly title: string;
  /** ISO, at the venue; absent where the workshop has fewer days than the agenda. */
  readonly date?: string;
  readonly starts: string;
  readonly ends: string;
  /** Without those left out. */
  readonly items: readonly OwnItem[];
  readonly leftOut: readonly OwnItem[];
  readonly misfits: readonly Misfit[];
}

/** What does not fit: the day is too long, a fixed block is run into, or there is no such day. Words: `agenda.misfit.*`. */
export interface Misfit {
  readonly kind: 'over' | 'collides' | 'noDay';
  readonly minutes: number;
  readonly title: string;
  readonly time: string;
}

/** The agenda of one workshop: the publication's, as the changes say, on the workshop's days. */
export function ownAgenda(
  agenda: Pick<Agenda, 'days'>,
  changes: AgendaChanges,
  workshop: { readonly startsOn: string; readonly endsOn: string },
): OwnDay[] {
  const dates = [...new Set(halfDaysOf(workshop).map(dayOf))];
  return agenda.days.map((day, index) => ownDay(day, changes, dates[index]));
}

function ownDay(day: AgendaDay, changes: AgendaChanges, date: string | undefined): OwnDay {
  const { id, title } = day;
  const { starts = day.starts, ends = day.ends, order } = changes.days[id] ?? {};
  const all = inOrder([...day.items.map((item) => fromCurriculum(item, changes)), ...blocksOn(id, changes)], order);
  const misfits: Misfit[] = [];
  let now = minutesOf(starts);
  const items = all
    .filter((item) => !item.leftOut)
    .map((item): OwnItem => {
      if (item.fixedAt !== undefined) {
        const over = now - minutesOf(item.fixedAt);
        if (over > 0) misfits.push({ kind: 'collides', minutes: over, title: item.title, time: item.fixedAt });
        else now -= over;
      }
      const timed = { ...item, starts: clockOf(now), ends: clockOf(now + item.takes) };
      now += item.takes;
      return timed;
    });
  if (now > minutesOf(ends)) misfits.push({ kind: 'over', minutes: now - minutesOf(ends), title, time: ends });
  if (date === undefined) misfits.push({ kind: 'noDay', minutes: 0, title, time: '' });
  const leftOut = all.filter((item) => item.leftOut);
  return { id, title, ...(date === undefined ? {} : { date }), starts, ends, items, leftOut, misfits };
}

function fromCurriculum(item: AgendaItem, { items, interpretation = 1 }: AgendaChanges): OwnItem {
  const { minutes = item.minutes, starts: fixedAt, leftOut = false } = items[item.id] ?? {};
  const { id, kind, title, ref } = item;
  const holds = fixedAt === undefined ? item.holds : 'time';
  return {
    ...{ id, kind, title, minutes, leftOut, own: false, starts: '', ends: '' },
    takes: isSpoken(kind) ? stretch(minutes, interpretation) : minutes,
    ...(ref === undefined ? {} : { ref }),
    ...(holds === undefined ? {} : { holds }),
    ...(fixedAt === undefined ? {} : { fixedAt }),
    ...(minutes === item.minutes ? {} : { was: item.minutes }),
  };
}

function blocksOn(day: string, { blocks, items }: AgendaChanges): OwnItem[] {
  return blocks
    .filter((block) => block.day === day)
    .map(({ id, title, minutes: given }) => {
      const { minutes = given, starts: fixedAt } = items[id] ?? {};
      const fixed = fixedAt === undefined ? {} : ({ holds: 'time', fixedAt } as const);
      const times = { minutes, takes: minutes, starts: '', ends: '' };
      return { id, kind: 'fixed', title, ...times, ...fixed, leftOut: false, own: true } as const;
    });
}

/** As ordered; what the order does not name comes after what stood before it. */
function inOrder(items: readonly OwnItem[], order: readonly string[] = []): OwnItem[] {
  const sorted = order.flatMap((id) => items.filter((item) => item.id === id));
  for (const [index, item] of items.entries()) {
    if (sorted.includes(item)) continue;
    const before = items[index - 1];
    sorted.splice(before ? sorted.indexOf(before) + 1 : 0, 0, item);
  }
  return sorted;
}

/** The order of a day with one item a place earlier (`up`) or later; the same where it stands at the end already. */
export function moved(order: readonly string[], id: string, direction: 'up' | 'down'): string[] {
  const from = order.indexOf(id);
  const to = direction === 'up' ? from - 1 : from + 1;
  const next = [...order];
  const other = next[to];
  if (from < 0 || other === undefined) return next;
  next[to] = id;
  next[from] = other;
  return next;
}

/**
 * The workshop's agenda in the form that papers draw: `minutes` as this room has them, `interpreted` at least stretched
 * by `factor`.
 */
export function asAgenda(days: readonly OwnDay[], factor: number): Agenda {
  const drawn = days.map(({ id, title, starts, ends, items }): AgendaDay => {
    const rows = items.map((item): AgendaItem => {
      const stretched = isSpoken(item.kind) ? stretch(item.minutes, factor) : item.minutes;
      const times = {
        minutes: item.takes,
        interpreted: Math.max(item.takes, stretched),
        starts: item.starts,
        ends: item.ends,
      };
      const ref = item.ref === undefined ? {} : { ref: item.ref };
      return { id: item.id, kind: item.kind, title: item.title, ...times, net: item.kind !== 'fixed', ...ref };
    });
    return { id, title, starts, ends, items: rows, netMinutes: netOf(rows) };
  });
  return { days: drawn, netMinutes: netOf(drawn.flatMap((day) => day.items)), interpretation: factor };
}

function netOf(items: readonly AgendaItem[]): number {
  return items.reduce((sum, { net, minutes }) => sum + (net ? minutes : 0), 0);
}

function isSpoken(kind: string): boolean {
  return kind !== 'fixed' && kind !== 'test';
}

// 20 times 1.15 is 23, not a little more.
function stretch(minutes: number, factor: number): number {
  return Math.ceil(minutes * factor - 1e-9);
}
