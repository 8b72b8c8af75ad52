import type { Words } from '../words';
import type { Case, Id } from './case';
import type { CaseChange } from './case-changes';
import type { NewerText } from './newer-text';
import { sayStays } from './stays-words';

/** How a page offers a newer text of the case. */
export interface NewerTextOffer {
  /** The text that is meant, as the form names it. */
  readonly version: string;
  readonly sameRules: boolean;
  /** `now`: it can be taken. `later`: when this round is closed, before anybody decides. `stays`: it cannot, and `why`. */
  readonly state: 'now' | 'later' | 'stays';
  readonly why: string;
  /** By what happened to them; for those who may see the whole case. */
  readonly changes: readonly { readonly title: string; readonly things: readonly string[] }[];
}

/** The offer for those who may see the whole case; with `seat`, for somebody who plays it alone: nothing of other desks. */
export function newerTextOffer(found: NewerText, exercise: Case, t: Words, seat?: Id): NewerTextOffer {
  const { newer, atBarrier, answer, changes } = found;
  const stays = 'stays' in answer;
  return {
    version: newer.contentHash,
    sameRules: newer.logicHash === exercise.logicHash,
    state: stays ? 'stays' : atBarrier ? 'now' : 'later',
    why: stays ? sayStays(answer.stays, exercise, t, seat) : '',
    changes: seat === undefined ? grouped(changes, t) : [],
  };
}

const kindsOfChange: readonly CaseChange['is'][] = ['words', 'rules', 'renamed', 'new', 'gone'];

function grouped(changes: readonly CaseChange[], t: Words): NewerTextOffer['changes'] {
  return kindsOfChange
    .map((is) => ({
      title: t(`version.changed.${is}`),
      things: changes.filter((each) => each.is === is).map(({ kind, name }) => t(`version.thing.${kind}`, { name })),
    }))
    .filter(({ things }) => things.length > 0);
}
