import type { Finding } from '../../command';
import type { Case, Id } from '../case';
import { seededDraw } from '../decide';
import type { Input } from '../state';
import type { DeskNode } from '../packed/desk-node';

/** A course of a case that anybody can replay: `start(case, seed)` and then every input through `step`. */
export interface Walk {
  readonly seed: string;
  readonly inputs: readonly Input[];
}

/** A finding of the exploration, with the nearest course that shows it (null: there is none, because nothing leads there). */
export interface Fault extends Finding {
  readonly walk: Walk | null;
}

/** Finds a seed under which every chance on the way falls as the walk needs it. */
export function walkOf(case_: Case, inputs: readonly Input[], ends: readonly DeskNode[]): Walk {
  const needed: { role: Id; choice: Id; chance: Id; wins: number; of: number; falls: boolean }[] = [];
  for (const end of ends)
    for (let edge = end.by; edge; edge = edge.from.by)
      for (const effect of edge.choice.effects)
        if (effect.do === 'draws' && edge.draws)
          needed.push({
            role: roleOf(case_, edge.choice.id),
            choice: edge.choice.id,
            chance: effect.chance,
            wins: effect.wins,
            of: effect.of,
            falls: edge.draws[effect.chance] ?? false,
          });
  for (let number = 0; number < 100_000; number += 1) {
    const seed = `walk-${String(number)}`;
    if (
      needed.every((each) => seededDraw(seed, each.role, each.choice)(each.chance, each.wins, each.of) === each.falls)
    )
      return { seed, inputs };
  }
  return { seed: 'walk-0', inputs };
}

function roleOf(case_: Case, choice: Id): Id {
  return case_.scenes.find((scene) => scene.choices.some((each) => each.id === choice))?.role ?? '';
}

/** A walk in one line, as it stands in `checks.md`. */
export function sayWalk(walk: Walk): string {
  return walk.inputs
    .map((input) => {
      if (input.type === 'end-round') return 'end round';
      if (input.type === 'end-phase') return 'end phase';
      if (input.type === 'fire-inject') return `fire ${input.inject}`;
      // A list that holds nothing is not said: nothing is what an unsaid list holds.
      const filled = Object.entries(input.form ?? {}).filter(([, value]) => value.length > 0);
      const fields = filled.map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.join('+')}`);
      return fields.length > 0 ? `${input.choice}(${fields.join(', ')})` : input.choice;
    })
    .join(' > ');
}
