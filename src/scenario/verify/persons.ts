import type { Case, Id } from '../case';
import { linesOf } from '../person-line';
import { Players } from './players';
import { playedOnce } from './recorded';
import type { Fault, Walk } from './walk';

/** More courses than this are not played to find one on which an entry is lived. */
const tries = 300;

/**
 * Entries of the persons' lines that no finished run was found to live: first the recorded walks are asked, then steered
 * players. Each entry found is thereby proven to be lived somewhere. Their conditions are read nowhere in a run, so the
 * exploration does not carry them: a line about somebody must not make the case larger.
 */
export function personFaults(case_: Case): Fault[] {
  const entries = (case_.persons ?? []).flatMap((person) => person.entries);
  const open = new Set<Id>(entries.map(({ id }) => id));
  const live = ({ seed, inputs }: Walk): void => {
    const log = inputs.map((input) => ({ input }));
    for (const { entry } of linesOf(case_, seed, log)) open.delete(entry.id);
  };
  for (const check of case_.checks) {
    if (check.check !== 'walk' || check.ending === null || open.size === 0) continue;
    const { fault, outcome } = playedOnce(case_, check);
    if (fault === null) for (const id of outcome.lives) open.delete(id);
  }
  const players = new Players(case_, 'persons', true);
  for (let played = 0; played < tries && open.size > 0; played += 1) {
    const { walk, end } = players.play();
    if (end.ending !== null) live(walk);
  }
  return entries
    .filter(({ id }) => open.has(id))
    .map(({ id, place }) => ({
      code: 'entry-never-lived',
      ...place,
      message: `No recorded walk and none of ${String(tries)} courses that were played lives "${id}". Change its condition or its time, or record a walk on which it happens.`,
      walk: null,
    }));
}
