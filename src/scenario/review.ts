import type { Finding } from '../command';
import { type Case, type Dimension, dimensions, type Id } from './case';
import { reviewScene, warn } from './review-scenes';
import { applyWaivers, type Waived } from './verify/waivers';
import { Players, type PlayedWalk } from './verify/players';

/** What is worth a second look in a case that is correct. Nothing here keeps a case from being published. */
export interface Reviewed {
  readonly warnings: readonly Finding[];
  /** What the author has looked at and lets stand, with the reason. */
  readonly expected: readonly Waived[];
  /** Seeded runs of players who take anything that is offered. */
  readonly runs: number;
  readonly endings: readonly { readonly id: Id; readonly share: number }[];
  /** Facts that in many runs no role learns that did not start with them, the rarest first. */
  readonly facts: readonly { readonly id: Id; readonly share: number }[];
  readonly roles: readonly { readonly id: Id; readonly decisions: number }[];
}

/** An ending that fewer of the runs come to, and a fact that fewer learn, is worth a look. */
const rare = 0.01;

/** The same case, seed and number of runs give the same answer. */
export function review(case_: Case, runs: number, seed = 'review'): Reviewed {
  const players = new Players(case_, seed, false);
  const played = Array.from({ length: runs }, () => players.play());
  const share = (counts: (walk: PlayedWalk) => boolean): number => played.filter(counts).length / Math.max(1, runs);
  const endings = case_.endings.map(({ id }) => ({ id, share: share(({ end }) => end.ending === id) }));
  const facts = case_.facts
    .map((fact) => ({
      id: fact.id,
      share: share(({ end }) =>
        case_.roles.some(({ id }) => {
          const known = end.world.know[id]?.[fact.id];
          return known !== undefined && known.from !== 'start';
        }),
      ),
    }))
    .sort((a, b) => a.share - b.share);
  const roles = case_.roles.map(({ id }) => ({
    id,
    decisions:
      played.reduce(
        (sum, { walk }) => sum + walk.inputs.filter((input) => input.type === 'decide' && input.role === id).length,
        0,
      ) / Math.max(1, runs),
  }));
  const rules = JSON.stringify(case_);
  const isRead = (id: Id): boolean => rules.includes(`{"is":"chose","choice":"${id}"}`);
  const warnings = [
    ...case_.scenes.flatMap((scene) => reviewScene(scene, isRead)),
    ...oneSided(case_),
    ...idle(case_, roles),
    ...rareEndings(case_, endings, runs),
    ...unlearned(case_, facts),
  ];
  const { findings, waived } = applyWaivers(
    case_,
    warnings.map((each) => ({ ...each, walk: null })),
    'review',
  );
  const shown = findings.map(({ code, file, line, message }) => ({ code, file, line, message }));
  return { warnings: shown, expected: waived, runs, endings, facts: facts.filter((fact) => fact.share < 1), roles };
}

/** One principle with most of all points teaches that the others do not count. */
function oneSided(case_: Case): Finding[] {
  return case_.roles.flatMap((role) => {
    const rules = case_.scenes
      .filter((scene) => scene.role === role.id)
      .flatMap(({ choices }) => choices.flatMap(({ scores }) => scores));
    const points = (dimension: Dimension): number =>
      rules.filter((rule) => rule.dimension === dimension).reduce((sum, rule) => sum + Math.abs(rule.points), 0);
    const all = dimensions.reduce((sum, dimension) => sum + points(dimension), 0);
    const most = dimensions.find((dimension) => points(dimension) > all * 0.6);
    if (rules.length < 4 || most === undefined) return [];
    return [
      warn(
        'scores-one-sided',
        role.place,
        `Of all points that ${role.id} can earn or lose, more than six in ten are ${most}. Which other principle do these decisions touch?`,
      ),
    ];
  });
}

const fewDecisions = 3;

function idle(case_: Case, roles: Reviewed['roles']): Finding[] {
  return case_.roles.flatMap((role) => {
    const decisions = roles.find(({ id }) => id === role.id)?.decisions ?? 0;
    const waits = case_.phases.map((phase) => phase.waits.includes(role.id));
    const long = waits.some((each, index) => each && waits[index + 1]);
    return [
      ...(decisions < fewDecisions
        ? [
            warn(
              'decisions-few',
              role.place,
              `${role.id} decides ${decisions.toFixed(1)} times in a run. A desk with fewer than ${String(fewDecisions)} decisions is a spectator's.`,
            ),
          ]
        : []),
      ...(long
        ? [
            warn(
              'idle-long',
              role.place,
              `${role.id} waits through two phases in a row. Give it something to decide in one of them.`,
            ),
          ]
        : []),
    ];
  });
}

function rareEndings(case_: Case, endings: Reviewed['endings'], runs: number): Finding[] {
  return case_.endings.flatMap(({ id, place }) => {
    const share = endings.find((each) => each.id === id)?.share ?? 0;
    return share < rare
      ? [
          warn(
            'ending-rare',
            place,
            `The ending "${id}" came in ${percent(share)} of ${String(runs)} runs of players who take anything. Is it meant to be that rare?`,
          ),
        ]
      : [];
  });
}

function unlearned(case_: Case, facts: Reviewed['facts']): Finding[] {
  return facts.flatMap(({ id, share }) => {
    const fact = case_.facts.find((each) => each.id === id);
    if (!isPassedOn(case_, id)) return [];
    // What is never learned because it never may be is said in a check.
    const isKept = case_.checks.some(
      (check) => check.check === 'never' && JSON.stringify(check.if).includes(`"fact":"${id}"`),
    );
    return fact && share < rare && !isKept
      ? [
          warn(
            'fact-rarely-learned',
            fact.place,
            `In ${percent(1 - share)} of the runs nobody learns "${id}" who did not begin with it. Is there a way to it that a table would find?`,
          ),
        ]
      : [];
  });
}

/** Whether any rule can bring the fact to somebody. What only its holder reads is no thread that a table could miss. */
function isPassedOn(case_: Case, fact: Id): boolean {
  const choices = case_.scenes.flatMap((scene) => scene.choices);
  const carriers = case_.documents
    .filter(({ carries }) => carries.some((each) => each.fact === fact))
    .map(({ id }) => id);
  const effects = [...choices, ...case_.injects].flatMap((each) => each.effects);
  return (
    effects.some(
      (effect) =>
        ('fact' in effect && effect.fact === fact) || ('document' in effect && carriers.includes(effect.document)),
    ) ||
    choices.some(({ form }) =>
      form?.fields.some(({ name, options }) => name === 'gives' && options.some(({ value }) => value === fact)),
    )
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
