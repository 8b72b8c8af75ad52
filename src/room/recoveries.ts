import { type Course, type Part, type Stretch, endOf, lay } from './course';

/** A way to end on time. `kind` names its sentence; what it takes from whom is in `shorter` and `leftOut`. */
export interface Recovery {
  readonly kind: 'later' | 'leave' | 'spread' | 'soon' | 'falls';
  readonly stretches: readonly Stretch[];
  readonly ends: number;
  /** Parts with their new minutes, where these are fewer. */
  readonly shorter: readonly { readonly id: string; readonly minutes: number; readonly was: number }[];
  /** Parts that are left out. */
  readonly leftOut: readonly string[];
  /** For `falls` only: the objectives that participants do not reach. */
  readonly objectives: readonly string[];
}

/**
 * What may be done: at most three recoveries that keep every meal, prayer and break whole, the end of the day, and every
 * core part at its minimum or more; or, where there is none, `falls`: the one core part (or the fewest) whose objectives
 * fall so that the day still ends on time. `over` is by how many minutes the day would end late with everything at its
 * shortest; `hopeless` where even leaving out everything that may be would not end it on time.
 */
export interface Advice {
  readonly recoveries: readonly Recovery[];
  readonly falls?: Recovery;
  readonly over: number;
  readonly hopeless: boolean;
}

export function advise(course: Course): Advice {
  const optional = course.parts.filter((part) => part.weight === 'optional' && part.id !== course.running?.id);
  const first = leaveOut(course, optional);
  const recoveries = distinct(
    [later(course), first, spread(course, []), soon(course), first ? undefined : spread(course, optional)].filter(
      (found): found is Recovery => found !== undefined,
    ),
  ).slice(0, 3);
  if (recoveries.length > 0) return { recoveries, over: 0, hopeless: false };
  const shortest = build(
    course,
    'spread',
    optional.map(({ id }) => id),
    minimumOf,
  );
  const falls = fall(course, optional);
  return { recoveries: [], ...(falls && { falls }), over: shortest.ends - course.ends, hopeless: !falls };
}

const minimumOf = (part: Part): number => part.minimum;
const fullOf = (part: Part): number => part.takes;

/** Everything as planned, only later: nothing is lost. */
function later(course: Course): Recovery | undefined {
  return inTime(course, build(course, 'later', [], fullOf));
}

/** As few of the optional parts as will do fall, the last of the day first; everything else in full. */
function leaveOut(course: Course, optional: readonly Part[]): Recovery | undefined {
  const out: string[] = [];
  for (const part of [...optional].reverse()) {
    out.push(part.id);
    const found = inTime(course, build(course, 'leave', out, fullOf));
    if (found) return found;
  }
  return undefined;
}

/** Everybody gives a little: each part the same share of what it could give, and no more than is needed. */
function spread(course: Course, without: readonly Part[]): Recovery | undefined {
  const out = without.map(({ id }) => id);
  for (let percent = 0; percent <= 100; percent += 1) {
    const lengths = (part: Part) =>
      Math.max(part.minimum, part.takes - Math.floor(((part.takes - part.minimum) * percent) / 100));
    const found = inTime(course, build(course, without.length === 0 ? 'spread' : 'leave', out, lengths));
    if (found) return found;
  }
  return undefined;
}

/** The parts that come next give until the room is on time again; the later ones keep theirs. */
function soon(course: Course): Recovery | undefined {
  const given = new Map<string, number>();
  const lengths = (part: Part) => given.get(part.id) ?? part.takes;
  for (const part of course.parts) {
    for (let minutes = part.takes; minutes > part.minimum; minutes -= 1) {
      given.set(part.id, minutes);
      const found = inTime(course, build(course, 'soon', [], lengths));
      if (found) return found;
    }
    given.set(part.id, part.minimum);
  }
  return inTime(course, build(course, 'soon', [], lengths));
}

/** The fewest core parts to leave out, and of those the ones with the fewest objectives, with everything else at its shortest. */
function fall(course: Course, optional: readonly Part[]): Recovery | undefined {
  const spare = optional.map(({ id }) => id);
  const core = course.parts.filter((part) => part.weight === 'core' && part.id !== course.running?.id);
  for (let count = 1; count <= core.length; count += 1) {
    const found = choose(core, count)
      .map((set) => inTime(course, build(course, 'falls', [...spare, ...set.map(({ id }) => id)], minimumOf)))
      .filter((each): each is Recovery => each !== undefined)
      .sort((a, b) => a.objectives.length - b.objectives.length || b.ends - a.ends);
    if (found[0]) return found[0];
  }
  return undefined;
}

function choose(parts: readonly Part[], count: number): Part[][] {
  if (count === 0) return [[]];
  return parts.flatMap((part, index) => choose(parts.slice(index + 1), count - 1).map((rest) => [part, ...rest]));
}

function build(
  course: Course,
  kind: Recovery['kind'],
  leftOut: readonly string[],
  lengths: (part: Part) => number,
): Recovery {
  const had = (part: Part) => (course.running?.id === part.id ? course.running.had : 0);
  // What is under way has had its minutes already, be it more than it was to have.
  const length = (part: Part) => Math.max(lengths(part), Math.min(had(part), part.takes));
  const rest = { ...course, parts: course.parts.filter(({ id }) => !leftOut.includes(id)) };
  const stretches = lay(rest, length);
  const shorter = rest.parts
    .filter((part) => length(part) < part.takes)
    .map((part) => ({ id: part.id, minutes: length(part), was: part.takes }));
  const fallen = course.parts.filter(({ id, weight }) => weight === 'core' && leftOut.includes(id));
  const objectives = [...new Set(fallen.flatMap((part) => part.objectives))];
  return { kind, stretches, ends: endOf(rest, stretches), shorter, leftOut: [...leftOut], objectives };
}

function inTime(course: Course, recovery: Recovery): Recovery | undefined {
  return recovery.ends <= course.ends ? recovery : undefined;
}

function distinct(recoveries: readonly Recovery[]): Recovery[] {
  const key = ({ shorter, leftOut }: Recovery) => JSON.stringify([shorter, leftOut]);
  return recoveries.filter((one, index) => recoveries.findIndex((other) => key(other) === key(one)) === index);
}
