import type { AgendaSource } from './agenda';
import type { Code } from './codes';
import type { Compilation } from './compile';
import { report, type Place } from './gather';
import { blocksOf, type ModuleSource } from './modules';
import { meant } from './nearest';
import { overfullDays } from './tailoring/agenda';

/** Two real days leave this much after ceremony, meals, prayer, photographs and the interpreter's second voice. */
const mostNetMinutes = 540;

/** An agenda must hold every core module in full, fit its days with interpretation, and stay within the net minutes. */
export function checkAgenda({ agenda: source, modules, gather }: Compilation, cases: readonly string[]): void {
  if (!source) return;
  const { agenda, file } = source;
  const place = (path: (string | number)[]): Place => ({ file, line: source.lineOf(path) });
  for (const { day, ends, over } of overfullDays(agenda)) {
    const message = `With interpretation (${agenda.interpretation}) this day ends at ${ends}, ${over} minutes after ${day.ends}.`;
    report(gather, 'agenda-day-overfull', place(['days', agenda.days.indexOf(day), 'ends']), message);
  }
  for (const [index, day] of agenda.days.entries()) {
    for (const [at, item] of day.items.entries()) {
      if (item.kind !== 'case' || cases.includes(item.ref ?? '')) continue;
      const message = `There is no case "${item.ref ?? ''}" in scenario/.${meant(item.ref ?? '', cases)}`;
      report(gather, 'agenda-reference-unknown', place(['days', index, 'items', at]), message);
    }
  }
  if (agenda.netMinutes > mostNetMinutes) {
    const message = `The agenda asks for ${agenda.netMinutes} net minutes (all but fixed items); two days hold ${mostNetMinutes}.`;
    report(gather, 'agenda-core-overlong', place(['days']), message);
  }
  for (const module of modules) checkModule(module, source, (code, path, message) => report(gather, code, place(path), message));
}

function checkModule(
  { module }: ModuleSource,
  { agenda }: AgendaSource,
  say: (code: Code, path: (string | number)[], message: string) => void,
): void {
  const own = new Set([module.id, ...blocksOf(module).map((block) => block.id)]);
  const items = agenda.days.flatMap((day, dayIndex) =>
    day.items.flatMap((item, index) =>
      (item.kind === 'module' || item.kind === 'activity') && own.has(item.ref ?? '')
        ? [{ item, path: ['days', dayIndex, 'items', index] }]
        : [],
    ),
  );
  const [first] = items;
  const sum = items.reduce((all, { item }) => all + item.minutes, 0);
  if (!first) {
    if (module.core) say('agenda-module-missing', ['days'], `The core module "${module.id}" is not in the agenda.`);
  } else if (sum !== module.minutes) {
    const message = `The agenda gives the module "${module.id}" ${sum} minutes; the module says ${module.minutes}.`;
    say('agenda-minutes-differ', first.path, message);
  }
}
