import type { Case } from '../case';
import { playWalk } from '../verify/checks';
import { verify } from '../verify/verify';
import type { Walk } from '../verify/walk';

/** One recorded walk, whole: `start(case, seed)` and the inputs in their order give its ending again. */
interface WalkLine extends Walk {
  readonly format: 'titian-walk';
  readonly version: 1;
  readonly case: string;
  readonly contentHash: string;
  readonly engineVersion: string;
  /** Its id in checks.md, or `to-` and the ending that it is a shortest way to. */
  readonly walk: string;
  readonly ending: string | null;
}

/** The walks of a case as JSON lines: those of checks.md, then a shortest one to each ending that can be reached. */
export function exportWalks(case_: Case): string {
  const line = (walk: string, ending: string | null, { seed, inputs }: Walk): WalkLine => ({
    format: 'titian-walk',
    version: 1,
    case: case_.id,
    contentHash: case_.contentHash,
    engineVersion: case_.engineVersion,
    walk,
    ending,
    seed,
    inputs,
  });
  const recorded = case_.checks.flatMap((check) => {
    if (check.check !== 'walk') return [];
    const { walk, state } = playWalk(case_, check.steps, check.ending);
    return [line(check.id, state.ending, walk)];
  });
  const found = verify(case_).endings.flatMap(({ id, walk }) => (walk ? [line(`to-${id}`, id, walk)] : []));
  return [...recorded, ...found].map((each) => `${JSON.stringify(each)}\n`).join('');
}
