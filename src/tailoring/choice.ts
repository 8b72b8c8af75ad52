import {
  type Agenda,
  type Assessment,
  type CompiledEdition,
  type ModuleChoice,
  agendaFor,
  clockOf,
  minutesOf,
  overfullDays,
} from '../curriculum';
import type { DayLine, FallingModule, ModuleLine } from './pages';

type Book = Pick<CompiledEdition, 'modules'>;

/** The modules in the order of a choice. */
export function linesOf({ modules }: Book, choice: ModuleChoice): ModuleLine[] {
  return choice.modules.flatMap(({ id, place }, index): ModuleLine[] => {
    const module = modules.find((each) => each.id === id);
    if (!module) return [];
    const { number, title, minutes, core } = module;
    return [{ id, number, title, minutes, core, place, order: index + 1 }];
  });
}

/** Each day as this choice makes it, with the time at which it ends. */
export function daysOf(agenda: Agenda, book: Book, choice: ModuleChoice): DayLine[] {
  return agendaFor(agenda, book, choice).days.map(({ id, title, starts, ends, items }) => {
    const after = (minutes: number) => clockOf(minutesOf(starts) + minutes);
    const spoken = items.reduce((sum, { interpreted }) => sum + interpreted, 0);
    const plain = items.reduce((sum, { minutes }) => sum + minutes, 0);
    const over = minutesOf(starts) + spoken - minutesOf(ends);
    return { id, title, starts, plain: after(plain), interpreted: after(spoken), mustEnd: ends, over };
  });
}

/** The core modules that a choice does not teach. `said`: the objectives of which it was said that they fall. */
export function fallingOf(
  { modules }: Book,
  choice: ModuleChoice,
  said: readonly string[],
  assessment?: Assessment,
): FallingModule[] {
  const taught = new Set(choice.modules.flatMap(({ id, place }) => (place === 'taught' ? [id] : [])));
  return modules
    .filter(({ id, core }) => core && !taught.has(id))
    .map(({ number, title, objectives }) => ({
      number,
      title,
      objectives: objectives.map(({ id, text }) => {
        const asked = assessment?.items.filter(({ objective }) => objective === id).length ?? 0;
        return { id, text, said: said.includes(id), asked };
      }),
    }));
}

/** Why a choice cannot stand, as words by field; empty where it can. */
export function faultsOf(
  book: Book,
  agenda: Agenda,
  choice: ModuleChoice,
  said: readonly string[],
): Record<string, string> {
  const unsaid = fallingOf(book, choice, said).some(({ objectives }) => objectives.some((each) => !each.said));
  const full = overfullDays(agendaFor(agenda, book, choice)).length > 0;
  const none = choice.modules.every(({ place }) => place !== 'taught');
  return {
    ...(none ? { modules: 'tailoring.noneTaught' } : {}),
    ...(unsaid ? { falling: 'tailoring.sayWhatFalls' } : {}),
    ...(full ? { days: 'tailoring.doesNotFit' } : {}),
  };
}
