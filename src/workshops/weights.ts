import { type CompiledEdition, type Module, blocksOf } from '../curriculum';
import type { OwnItem } from './agenda';

/** How much of an item may be given away when time is short. `minimum` is in minutes of this room, never over `takes`. */
export interface Weight {
  readonly weight: 'core' | 'optional' | 'fixed';
  readonly minimum: number;
  /** The objectives that fall with it. */
  readonly objectives: readonly string[];
  /** May go on after a meal or a prayer: input and activities may, tests and the case may not. */
  readonly divisible: boolean;
}

/** Reads from the Guide what each module may be cut to: only for those who facilitate. */
export function weigher(guide: CompiledEdition): (item: OwnItem) => Weight {
  const modules = new Map<string, { module: Module; minutes: number; minimum: number }>();
  for (const module of guide.modules) {
    modules.set(module.id, { module, minutes: module.minutes, minimum: module.minimum ?? module.minutes });
    for (const { id, activity } of blocksOf(module)) {
      if (activity)
        modules.set(id, { module, minutes: activity.minutes, minimum: activity.minimum ?? activity.minutes });
    }
  }
  return (item) => {
    if (item.kind === 'fixed') return { weight: 'fixed', minimum: item.takes, objectives: [], divisible: false };
    const found = modules.get(item.ref ?? '');
    if (!found || (item.kind !== 'module' && item.kind !== 'activity'))
      return { weight: 'core', minimum: item.takes, objectives: [], divisible: false };
    const { module, minutes, minimum } = found;
    // A module on two days gives on each day as much as its share; interpretation stretches the minimum too.
    const share = (minimum / minutes) * (item.was ?? item.minutes) * (item.takes / item.minutes);
    return {
      weight: module.core ? 'core' : 'optional',
      minimum: Math.min(item.takes, Math.max(1, Math.ceil(share - 1e-9))),
      objectives: module.objectives.map(({ text }) => text),
      divisible: true,
    };
  };
}
