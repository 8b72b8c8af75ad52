import { type Case, choiceOf } from '../scenario';

/** What one table chose, in order, and where it came to. No names: a course is nobody's here. */
export interface Course {
  readonly steps: readonly { readonly scene: string; readonly choice: string }[];
  readonly ending: string;
}

/** One decision on the map: how many courses took it here, and what they decided next. */
export interface Fork {
  /** Counted through the whole map, so that drawing and list can name the same thing. */
  readonly number: number;
  readonly scene: string;
  readonly choice: string;
  readonly count: number;
  readonly next: readonly Fork[];
  /** Endings that were reached from here, without any further decision. */
  readonly endings: readonly { readonly title: string; readonly count: number }[];
}

/** The courses of one seat folded into one tree: what was the same at first is drawn once. The most taken come first. */
export function foldCourses(exercise: Case, courses: readonly Course[]): readonly Fork[] {
  let number = 0;
  const fold = (here: readonly Course[], depth: number): readonly Fork[] => {
    const groups = new Map<string, Course[]>();
    for (const course of here) {
      const step = course.steps[depth];
      if (!step) continue;
      const key = `${step.scene} ${step.choice}`;
      groups.set(key, [...(groups.get(key) ?? []), course]);
    }
    return [...groups.values()]
      .toSorted((a, b) => b.length - a.length)
      .map((group): Fork => {
        number += 1;
        const own = number;
        const step = group[0]?.steps[depth];
        const ended = group.filter(({ steps }) => steps.length === depth + 1);
        const endings = [...new Set(ended.map(({ ending }) => ending))];
        return {
          number: own,
          scene: exercise.scenes.find(({ id }) => id === step?.scene)?.title ?? '',
          choice: choiceOf(exercise, step?.choice ?? '')?.label ?? '',
          count: group.length,
          next: fold(group, depth + 1),
          endings: endings.map((id) => ({
            title: exercise.endings.find((each) => each.id === id)?.title ?? id,
            count: ended.filter(({ ending }) => ending === id).length,
          })),
        };
      });
  };
  return fold(courses, 0);
}

/** Decisions that every course here took one after the other, and where the courses part after them: for the list. */
export interface Stretch {
  readonly forks: readonly Fork[];
  readonly next: readonly Stretch[];
}

/** The tree without a step inwards where nothing parts. */
export function stretchesOf(forks: readonly Fork[]): readonly Stretch[] {
  return forks.map((fork) => {
    const chain = [fork];
    for (let last = fork; last.next.length === 1 && last.endings.length === 0;) {
      const [only] = last.next;
      if (!only) break;
      chain.push(only);
      last = only;
    }
    return { forks: chain, next: stretchesOf(chain.at(-1)?.next ?? []) };
  });
}

/** Fewer runs that people played alone are not counted before others: one could know whose they are. */
const fewest = 5;

/** The runs that may be laid over each other: every room's, and those played alone on this seat where there are enough. */
export function countable<Run extends { readonly role: string | null }>(
  runs: readonly Run[],
  seat: string,
): readonly Run[] {
  const alone = runs.filter(({ role }) => role === seat);
  return [...runs.filter(({ role }) => role === null), ...(alone.length >= fewest ? alone : [])];
}
