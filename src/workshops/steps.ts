import type { Person } from '../accounts';
import type { Workshop } from './workshop';

/** One thing to do or to have in a workshop, as it stands for one person. `words` and `note` are keys of `locales/`. */
export interface Step {
  readonly name: string;
  readonly href: string;
  /** `always`: a place to go, which nobody has to finish. */
  readonly state: 'open' | 'done' | 'waiting' | 'later' | 'always';
  readonly words: string;
  readonly note: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/**
 * What a feature adds to the way through a workshop. The features stand on floors above this one, so `app.ts` hands
 * their sources down in the order of the way.
 */
export type StepSource = (person: Person, workshop: Workshop) => Promise<readonly Step[]>;

/** A stretch of the way, under a heading of its own (`words` is a key of `locales/`). Without a step it is not shown. */
export interface Stretch {
  readonly words: string;
  readonly sources: readonly StepSource[];
}
