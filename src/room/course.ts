/** One part of a day as the room has it. All times are minutes since midnight at the venue; all lengths are minutes. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly weight: 'core' | 'optional' | 'fixed';
  /** What it is to take. */
  readonly takes: number;
  /** The shortest that it may be run in; for fixed blocks and tests the same as `takes`. */
  readonly minimum: number;
  /** May go on after a block that keeps its time. */
  readonly divisible: boolean;
  /** For fixed blocks that keep their time (meals, prayer): when they begin, whatever the room is at. */
  readonly at?: number;
  /** What participants do not reach when it falls. */
  readonly objectives: readonly string[];
}

/** What is left of a day at one moment: the part under way (with the minutes it has had) and those that follow, in order. */
export interface Course {
  readonly now: number;
  readonly running?: { readonly id: string; readonly had: number };
  readonly parts: readonly Part[];
  /** When the day must be over. */
  readonly ends: number;
}

/** A stretch of time for one part; a part that goes on after a meal has two. */
export interface Stretch {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

// Less is not worth beginning before everybody leaves for a meal.
const leastBegun = 5;

/**
 * Lays the parts one after the other from now on, each with the length that `lengths` gives it. A block that keeps its
 * time begins then: what does not end before it waits, or goes on after it where it is divisible. Only where its time is
 * past, or a test is under way (nobody lays down the pen for lunch), does it begin late. Nothing is ever brought forward over such a block. Making a part
 * shorter, or beginning earlier, never makes the day end later.
 */
export function lay(course: Course, lengths: (part: Part) => number): Stretch[] {
  const stretches: Stretch[] = [];
  const anchors = course.parts.filter((part) => part.at !== undefined);
  let now = course.now;
  const put = (id: string, minutes: number): void => {
    if (minutes > 0) stretches.push({ id, from: now, to: now + minutes });
    now += minutes;
  };
  const keepTime = (part: Part): void => {
    const { running } = course;
    if (running?.id !== part.id) now = Math.max(now, part.at ?? now);
    put(part.id, Math.max(0, lengths(part) - (running?.id === part.id ? running.had : 0)));
  };
  let next = 0;
  for (const part of course.parts) {
    if (part.at !== undefined) {
      if (anchors[next] === part) {
        keepTime(part);
        next += 1;
      }
      continue;
    }
    const had = course.running?.id === part.id ? course.running.had : 0;
    let left = Math.max(0, lengths(part) - had);
    let begun = course.running?.id === part.id;
    if (begun && !part.divisible) {
      put(part.id, left);
      continue;
    }
    for (let anchor = anchors[next]; left > 0 && anchor && comesAfter(course, anchor, part); anchor = anchors[next]) {
      const room = (anchor.at ?? now) - now;
      if (left <= room) break;
      if (room > 0 && part.divisible && (begun || room >= leastBegun)) {
        put(part.id, room);
        left -= room;
        begun = true;
      }
      keepTime(anchor);
      next += 1;
    }
    put(part.id, left);
  }
  return stretches;
}

function comesAfter({ parts }: Course, anchor: Part, part: Part): boolean {
  return parts.indexOf(anchor) > parts.indexOf(part);
}

/** When the last stretch is over. */
export function endOf(course: Course, stretches: readonly Stretch[]): number {
  return stretches.reduce((end, { to }) => Math.max(end, to), course.now);
}
