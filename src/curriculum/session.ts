import type { Agenda, Module } from './curriculum';

/** One row of a session plan as a facilitator reads it: with the day and the clock where the agenda has the module. */
export interface SessionRow {
  readonly id: string;
  readonly kind: 'activity' | 'input';
  readonly number: string;
  readonly title: string;
  /** Clock times at the venue (`09:15`), or minutes from the module's start (`0:15`) where it is not in the agenda. */
  readonly starts: string;
  readonly ends: string;
  readonly minutes: number;
  readonly minimum: number;
}

/** The stretches of the agenda that a module has, in order, each as minutes since midnight. */
function stretches(agenda: Agenda, ref: string): { day: string; starts: number; minutes: number }[] {
  return agenda.days.flatMap((day) =>
    day.items
      .filter((item) => item.kind === 'module' && item.ref === ref)
      .map((item) => ({ day: day.title, starts: toMinutes(item.starts), minutes: item.minutes })),
  );
}

/** The days on which a module stands, with its first minute on each: "Day one, 09:15". */
export function placesOf(agenda: Agenda, module: Pick<Module, 'id'>): { day: string; starts: string }[] {
  return stretches(agenda, module.id).map(({ day, starts }) => ({ day, starts: clock(starts) }));
}

/** The timed rows of a module. Where the agenda splits it, the clock goes on in the next stretch. */
export function sessionRows(agenda: Agenda, module: Module): SessionRow[] {
  const parts = stretches(agenda, module.id);
  const at = (offset: number): string => {
    let before = 0;
    for (const part of parts) {
      if (offset < before + part.minutes) return clock(part.starts + offset - before);
      before += part.minutes;
    }
    const last = parts.at(-1);
    return last ? clock(last.starts + last.minutes + offset - before) : `${Math.floor(offset / 60)}:${two(offset % 60)}`;
  };
  return module.plan.map(({ id, kind, number, title, starts, minutes, minimum }) => {
    // The end is one minute's end, not the next stretch's start: a step before lunch does not end after it.
    const ends = parts.length > 0 ? clock(toMinutes(at(starts + minutes - 1)) + 1) : at(starts + minutes);
    return { id, kind, number, title, starts: at(starts), ends, minutes, minimum };
  });
}

function toMinutes(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function clock(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
