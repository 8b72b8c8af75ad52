import type { Agenda, AgendaDay, AgendaItem, Module } from './curriculum';
import { agendaFields, fieldNames, type AgendaFields } from './fields';
import { readFrontMatter, type Front } from './front-matter';
import { report, reportAll, takeId, type Gather, type Place } from './gather';
import { blocksOf } from './modules';
import type { SourceFile } from './source';

export interface AgendaSource {
  readonly agenda: Agenda;
  readonly fields: AgendaFields;
  readonly file: string;
  lineOf: Front<unknown>['lineOf'];
}

/** Reads `agenda.md`. An item of a module or an activity takes its title and minutes from there. */
export function readAgenda(gather: Gather, file: SourceFile, modules: readonly Module[]): AgendaSource | undefined {
  const front = readFrontMatter(file.text, agendaFields, fieldNames);
  reportAll(gather, file.path, front.problems);
  const fields = front.value;
  if (!fields) return undefined;
  const place = (path: (string | number)[]): Place => ({ file: file.path, line: front.lineOf(path) });
  const known = thingsOf(modules);
  const days = fields.days.map((day, dayIndex) => {
    takeId(gather, day.id, 'day', place(['days', dayIndex, 'id']));
    const items = day.items.map((item, index) => {
      const at = place(['days', dayIndex, 'items', index]);
      takeId(gather, item.id, 'agenda item', at);
      const thing = item.ref === undefined ? undefined : known.get(`${item.kind} ${item.ref}`);
      const minutes = item.minutes ?? thing?.minutes ?? 0;
      const title = item.title ?? thing?.title ?? '';
      if (isFromElsewhere(item.kind) && !thing) {
        report(gather, 'agenda-reference-unknown', at, `There is no ${item.kind} "${item.ref ?? ''}" for this item.`);
      } else if (minutes === 0 || title === '') {
        report(gather, 'field-missing', at, `An item of kind ${item.kind} needs title and minutes.`);
      }
      if (item.kind === 'test' && item.ref !== 'pre' && item.ref !== 'post') {
        report(gather, 'agenda-reference-unknown', at, 'The ref of a test is pre or post.');
      }
      return { ...item, minutes, title };
    });
    return { ...day, items };
  });
  return { agenda: timed(days, fields.interpretation), fields, file: file.path, lineOf: (path) => front.lineOf(path) };
}

function isFromElsewhere(kind: string): boolean {
  return kind === 'module' || kind === 'activity';
}

function thingsOf(modules: readonly Module[]): Map<string, { title: string; minutes: number }> {
  const things = new Map<string, { title: string; minutes: number }>();
  for (const module of modules) {
    things.set(`module ${module.id}`, module);
    for (const { id, title = module.title, activity } of blocksOf(module)) {
      if (activity) things.set(`activity ${id}`, { title, minutes: activity.minutes });
    }
  }
  return things;
}

export type Untimed = Omit<AgendaDay, 'netMinutes' | 'items'> & {
  readonly items: readonly (Pick<AgendaItem, 'id' | 'kind' | 'title' | 'minutes'> & {
    readonly ref?: string | undefined;
    readonly holds?: AgendaItem['holds'] | undefined;
  })[];
};

/** Each item begins when the one before it ends. */
export function timed(days: readonly Untimed[], interpretation: number): Agenda {
  const whole = days.map((day): AgendaDay => {
    let now = minutesOf(day.starts);
    const items = day.items.map(({ ref, holds, ...item }): AgendaItem => {
      const starts = clockOf(now);
      now += item.minutes;
      const interpreted = isSpoken(item.kind) ? Math.ceil(item.minutes * interpretation) : item.minutes;
      const times = { interpreted, starts, ends: clockOf(now), net: item.kind !== 'fixed' };
      return { ...item, ...(ref === undefined ? {} : { ref }), ...(holds === undefined ? {} : { holds }), ...times };
    });
    return { ...day, items, netMinutes: sum(items.filter((item) => item.net)) };
  });
  return { days: whole, netMinutes: whole.reduce((all, day) => all + day.netMinutes, 0), interpretation };
}

function isSpoken(kind: string): boolean {
  return kind !== 'fixed' && kind !== 'test';
}

function sum(items: readonly AgendaItem[]): number {
  return items.reduce((all, item) => all + item.minutes, 0);
}

/** `08:30` as minutes since midnight. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** Minutes since midnight as `08:30`; a plan that runs past midnight counts on, `25:10`, and the check refuses it. */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
