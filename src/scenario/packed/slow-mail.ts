import type { Case, Choice, Id } from '../case';

/** Something that goes by a channel with a latency. */
export interface Sent {
  readonly to: Id;
  readonly fact: Id | null;
  readonly document: Id | null;
  readonly level: number;
}

/** Everything that can be on its way when a round ends: what goes by a channel with a latency. */
export function slowParcels(case_: Case): Sent[] {
  const slow = new Set(case_.channels.filter(({ latency }) => latency > 0).map(({ id }) => id));
  const levels = (fact: Id, level: number): number[] =>
    level > 0 ? [level] : (case_.facts.find(({ id }) => id === fact)?.levels.map((_, index) => index + 1) ?? []);
  const effects = [
    ...choicesOf(case_).flatMap(({ choice }) => choice.effects),
    ...case_.injects.flatMap((each) => each.effects),
  ];
  const told = effects.flatMap((effect): Sent[] => {
    if (effect.do === 'tells' && slow.has(effect.channel ?? ''))
      return levels(effect.fact, effect.level).map((level) => ({
        to: effect.to,
        fact: effect.fact,
        document: null,
        level,
      }));
    if (effect.do === 'hands' && slow.has(effect.channel ?? ''))
      return [{ to: effect.to, fact: null, document: effect.document, level: 0 }];
    return [];
  });
  const given = choicesOf(case_).flatMap(({ choice }): Sent[] => {
    const asked = choicesOf(case_).find(({ choice: each }) => each.id === choice.form?.request);
    const channels = valuesOf(asked?.choice ?? choice, 'channel');
    if (!channels.some((channel) => slow.has(channel))) return [];
    const receivers = asked ? [asked.role] : valuesOf(choice, 'to');
    const options = choice.form?.fields.find(({ name }) => name === 'gives')?.options ?? [];
    return receivers.flatMap((to) =>
      options.flatMap((option) =>
        levels(option.value, option.level ?? 0).map((level) => ({ to, fact: option.value, document: null, level })),
      ),
    );
  });
  return [...told, ...given];
}

/** Every choice, with the role that has it. */
export function choicesOf(case_: Case): { readonly role: Id; readonly choice: Choice }[] {
  return case_.scenes.flatMap((scene) => scene.choices.map((choice) => ({ role: scene.role, choice })));
}

export function valuesOf(choice: Choice, field: string): readonly string[] {
  return choice.form?.fields.find(({ name }) => name === field)?.options.map(({ value }) => value) ?? [];
}
