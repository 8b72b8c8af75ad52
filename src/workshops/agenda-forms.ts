import { z } from 'zod';
import { cleanName, longestName } from '../accounts';
import { minutesOf } from '../curriculum';
import { newId } from '../ids';
import { type Form, formOf, textsOf } from '../web/form';
import { type AgendaChanges, type ItemChange, type OwnDay, type OwnItem, moved } from './agenda';
import type { Weight } from './weights';

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

const body = formOf(
  z.looseObject({
    version: z.coerce.number({ error: 'form.stale' }).int('form.stale').min(0, 'form.stale'),
    then: z.string().catch('save'),
  }),
);

/**
 * Reads the plan of a workshop's days: `minutes.<item>`, `at.<item>`, `starts.<day>`, `ends.<day>`, and in `then` what a
 * button asks besides (`up:<item>`, `down:…`, `leave:…`, `bring:…`, `remove:…`, `add`). A field that was not sent stays
 * as it is; one sent empty goes back to the curriculum's. Core parts are refused below their minimum.
 */
export function agendaForm(
  sent: unknown,
  days: readonly OwnDay[],
  before: AgendaChanges,
  weigh: (item: OwnItem) => Weight,
): Form<{ readonly version: number; readonly changes: AgendaChanges }> {
  const read = body(sent);
  if (!read.ok) return read;
  const typed = textsOf(sent);
  const errors: Record<string, string> = {};
  const items: Record<string, ItemChange> = { ...before.items };
  for (const item of days.flatMap((day) => [...day.items, ...day.leftOut])) {
    const change = { ...items[item.id], ...minutesFor(item, typed, weigh, errors), ...startFor(item, typed, errors) };
    const { minutes, starts, leftOut } = change;
    items[item.id] = {
      ...(minutes === undefined ? {} : { minutes }),
      ...(starts === undefined ? {} : { starts }),
      ...(leftOut ? { leftOut } : {}),
    };
  }
  const changed: AgendaChanges = {
    ...before,
    ...factorFrom(typed, before, errors),
    items,
    days: daysFrom(typed, days, before, errors),
  };
  const asked = ask(read.value.then, typed, changed, days, weigh, errors);
  if (Object.keys(errors).length > 0) return { ok: false, errors, typed };
  return { ok: true, value: { version: read.value.version, changes: withoutEmpty(asked) } };
}

type Errors = Record<string, string>;
type Typed = Readonly<Record<string, string>>;

function minutesFor(
  item: OwnItem,
  typed: Typed,
  weigh: (item: OwnItem) => Weight,
  errors: Errors,
): { minutes?: number | undefined } {
  const given = typed[`minutes.${item.id}`]?.trim();
  if (given === undefined) return {};
  const base = item.was ?? item.minutes;
  if (given === '') return { minutes: undefined };
  const minutes = Number(given);
  if (!/^\d{1,3}$/.test(given) || minutes < 1 || minutes > 480) errors[`minutes.${item.id}`] = 'agenda.minutesWrong';
  else if (minutes < shortest(item, weigh)) errors[`minutes.${item.id}`] = 'agenda.tooShort';
  return { minutes: minutes === base ? undefined : minutes };
}

/** The shortest that the curriculum lets this part be run in, before interpretation stretches it. */
export function shortest(item: OwnItem, weigh: (item: OwnItem) => Weight): number {
  if (item.kind !== 'module' && item.kind !== 'activity') return 1;
  const base = item.was ?? item.minutes;
  return weigh({ ...item, minutes: base, takes: base }).minimum;
}

function startFor(item: OwnItem, typed: Typed, errors: Errors): { starts?: string | undefined } {
  const given = typed[`at.${item.id}`]?.trim();
  if (given === undefined || item.kind !== 'fixed') return {};
  if (given !== '' && !clock.test(given)) errors[`at.${item.id}`] = 'agenda.timeWrong';
  return { starts: given === '' ? undefined : given };
}

function factorFrom(typed: Typed, before: AgendaChanges, errors: Errors): { interpretation?: number } {
  const given = typed['interpretation']?.trim().replace(',', '.');
  if (given === undefined) return before.interpretation === undefined ? {} : { interpretation: before.interpretation };
  const factor = Number(given === '' ? 1 : given);
  if (!(factor >= 1 && factor <= 3)) errors['interpretation'] = 'agenda.factorWrong';
  return { interpretation: Math.round(factor * 100) / 100 };
}

function daysFrom(typed: Typed, days: readonly OwnDay[], before: AgendaChanges, errors: Errors): AgendaChanges['days'] {
  const entries = days.map((day) => {
    const times = {
      starts: typed[`starts.${day.id}`]?.trim() ?? day.starts,
      ends: typed[`ends.${day.id}`]?.trim() ?? day.ends,
    };
    for (const [name, time] of Object.entries(times))
      if (!clock.test(time)) errors[`${name}.${day.id}`] = 'agenda.timeWrong';
    if (clock.test(times.starts) && clock.test(times.ends) && minutesOf(times.ends) <= minutesOf(times.starts))
      errors[`ends.${day.id}`] = 'agenda.endsFirst';
    const same = times.starts === day.starts && times.ends === day.ends;
    return [day.id, { ...before.days[day.id], ...(same ? {} : times) }] as const;
  });
  return Object.fromEntries(entries);
}

function ask(
  then: string,
  typed: Typed,
  changes: AgendaChanges,
  days: readonly OwnDay[],
  weigh: (item: OwnItem) => Weight,
  errors: Errors,
): AgendaChanges {
  const [verb = '', id = ''] = then.split(':');
  if (verb === 'add') return added(typed, changes, days, errors);
  const day = days.find((each) => [...each.items, ...each.leftOut].some((item) => item.id === id));
  const item = day && [...day.items, ...day.leftOut].find((each) => each.id === id);
  if (!day || !item) return changes;
  if (verb === 'up' || verb === 'down') {
    const order = moved(
      day.items.map((each) => each.id),
      id,
      verb,
    );
    return { ...changes, days: { ...changes.days, [day.id]: { ...changes.days[day.id], order } } };
  }
  if (verb === 'leave') {
    if (weigh(item).weight === 'core') errors[`minutes.${id}`] = 'agenda.coreStays';
    return { ...changes, items: { ...changes.items, [id]: { ...changes.items[id], leftOut: true } } };
  }
  if (verb === 'bring') {
    const { minutes, starts } = changes.items[id] ?? {};
    const rest = { ...(minutes === undefined ? {} : { minutes }), ...(starts === undefined ? {} : { starts }) };
    return { ...changes, items: { ...changes.items, [id]: rest } };
  }
  if (verb === 'remove') return { ...changes, blocks: changes.blocks.filter((block) => block.id !== id) };
  return changes;
}

function added(typed: Typed, changes: AgendaChanges, days: readonly OwnDay[], errors: Errors): AgendaChanges {
  const title = cleanName(typed['block.title'] ?? '');
  const minutes = Number(typed['block.minutes']);
  const day = days.find((each) => each.id === typed['block.day']) ?? days[0];
  if (title === '' || title.length > longestName) errors['block.title'] = 'agenda.blockTitleMissing';
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 480) errors['block.minutes'] = 'agenda.minutesWrong';
  return day ? { ...changes, blocks: [...changes.blocks, { id: newId(), day: day.id, title, minutes }] } : changes;
}

function withoutEmpty(changes: AgendaChanges): AgendaChanges {
  const full = <T extends object>(map: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(map).filter(([, value]) => Object.keys(value).length > 0));
  const { interpretation, ...rest } = changes;
  const factor = interpretation === undefined || interpretation === 1 ? {} : { interpretation };
  return { ...rest, ...factor, days: full(changes.days), items: full(changes.items) };
}
