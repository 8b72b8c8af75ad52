import type { Report } from './report';
import type { Link, Passage, Story } from './story';

/** Where a link of the source leads in a case. */
export type Way =
  | { readonly to: 'scene' | 'ending'; readonly passage: Passage }
  /** To the end that stands for every end without a text of its own. */
  | { readonly to: 'end' };

/** How a story becomes a case: which passages are scenes, which are endings, and where one might have nothing left. */
export interface Shape {
  readonly start: Passage;
  readonly scenes: readonly Passage[];
  readonly endings: readonly Passage[];
  way(link: Link): Way;
  /** Links of a scene in the order in which a stand-in tries them: the nearest end first. */
  standInOrder(scene: Passage): readonly Link[];
  /** In a circle from which no link leads out: a choice is taken once in a run, so one can run out of choices. */
  runsOut(scene: Passage): boolean;
  /** Whether anything leads to the end without a text. */
  readonly needsEnd: boolean;
}

/** Works out the shape of a story; what cannot stay as it was is reported. */
export function shapeOf(story: Story, report: Report): Shape {
  const byKey = new Map<string, Passage>();
  for (const passage of story.passages) if (!byKey.has(passage.key)) byKey.set(passage.key, passage);
  const passages = [...byKey.values()];
  const start = startOf(story, byKey, passages, report);
  const led = new Set(passages.flatMap(({ links }) => links.map(({ to }) => to)));
  const isEnding = (passage: Passage): boolean =>
    passage !== start && passage.links.length === 0 && led.has(passage.key);
  const way = (link: Link): Way => {
    const passage = link.to === null ? undefined : byKey.get(link.to);
    if (!passage) return { to: 'end' };
    return { to: isEnding(passage) ? 'ending' : 'scene', passage };
  };
  reportWays(passages, start, byKey, led, report);
  const scenes = passages.filter((passage) => !isEnding(passage));
  const endings = passages.filter(isEnding);
  const distance = distances(scenes, way);
  const circle = circles(scenes, way);
  const runsOut = (scene: Passage): boolean => {
    const own = circle.get(scene);
    const ways = scene.links.map(way);
    return own !== undefined && ways.every((each) => each.to === 'scene' && circle.get(each.passage) === own);
  };
  const far = (link: Link): number => {
    const to = way(link);
    return to.to === 'scene' ? (distance.get(to.passage) ?? Infinity) : 0;
  };
  return {
    start,
    scenes,
    endings,
    way,
    standInOrder: (scene) => [...scene.links].sort((a, b) => (far(a) === far(b) ? 0 : far(a) - far(b))),
    runsOut,
    needsEnd:
      endings.length === 0 ||
      scenes.some(
        (scene) => scene.links.length === 0 || runsOut(scene) || scene.links.some((link) => way(link).to === 'end'),
      ),
  };
}

function startOf(
  story: Story,
  byKey: ReadonlyMap<string, Passage>,
  passages: readonly Passage[],
  report: Report,
): Passage {
  const said = story.start === null ? undefined : byKey.get(story.start);
  const [first] = passages;
  if (said) return said;
  if (!first) throw new Error('A story without passages has no shape.');
  const why =
    story.start === null
      ? 'The file does not say where it begins'
      : `It should begin with "${story.start}", which is not there`;
  report.say('approximated', first.at, `${why}: it begins with "${first.title}".`);
  return first;
}

function reportWays(
  passages: readonly Passage[],
  start: Passage,
  byKey: ReadonlyMap<string, Passage>,
  led: ReadonlySet<string | null>,
  report: Report,
): void {
  for (const passage of passages) {
    for (const link of passage.links)
      if (link.to !== null && !byKey.has(link.to))
        report.say(
          'approximated',
          link.at,
          `"${link.label}" leads to "${link.to}", which is not there. It ends the case instead.`,
        );
    if (passage !== start && !led.has(passage.key))
      report.say(
        'approximated',
        passage.at,
        `Nothing leads to "${passage.title}" (perhaps a macro did). It is kept as a scene.`,
      );
    if (passage.links.length === 0 && (passage === start || !led.has(passage.key)))
      report.say('approximated', passage.at, `"${passage.title}" has nothing to choose. It got "Go on".`);
  }
}

/** For each scene the number of choices to the nearest end. */
function distances(scenes: readonly Passage[], way: (link: Link) => Way): Map<Passage, number> {
  const before = new Map<Passage, Passage[]>();
  const distance = new Map<Passage, number>();
  const queue: Passage[] = [];
  for (const scene of scenes) {
    for (const link of scene.links) {
      const to = way(link);
      if (to.to === 'scene') before.set(to.passage, [...(before.get(to.passage) ?? []), scene]);
      else if (!distance.has(scene)) {
        distance.set(scene, 1);
        queue.push(scene);
      }
    }
    if (scene.links.length === 0) {
      distance.set(scene, 1);
      queue.push(scene);
    }
  }
  for (let at = 0; at < queue.length; at += 1) {
    const scene = queue[at];
    if (!scene) break;
    for (const each of before.get(scene) ?? []) {
      if (distance.has(each)) continue;
      distance.set(each, (distance.get(scene) ?? 0) + 1);
      queue.push(each);
    }
  }
  return distance;
}

/** The number of the circle that each scene lies on (Tarjan's strongly connected components, without recursion). */
function circles(scenes: readonly Passage[], way: (link: Link) => Way): Map<Passage, number> {
  const next = (scene: Passage): Passage[] =>
    scene.links.flatMap((link) => {
      const to = way(link);
      return to.to === 'scene' ? [to.passage] : [];
    });
  const index = new Map<Passage, number>();
  const low = new Map<Passage, number>();
  const open = new Set<Passage>();
  const stack: Passage[] = [];
  const circle = new Map<Passage, number>();
  for (const root of scenes) {
    if (index.has(root)) continue;
    const work: { scene: Passage; targets: Passage[]; at: number }[] = [];
    const enter = (scene: Passage): void => {
      index.set(scene, index.size);
      low.set(scene, index.get(scene) ?? 0);
      stack.push(scene);
      open.add(scene);
      work.push({ scene, targets: next(scene), at: 0 });
    };
    enter(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { scene, targets } = frame;
      const target = targets[frame.at];
      frame.at += 1;
      if (target && !index.has(target)) enter(target);
      else if (target) {
        if (open.has(target)) low.set(scene, Math.min(low.get(scene) ?? 0, index.get(target) ?? 0));
      } else {
        work.pop();
        const above = work.at(-1)?.scene;
        if (above) low.set(above, Math.min(low.get(above) ?? 0, low.get(scene) ?? 0));
        if (low.get(scene) === index.get(scene)) close(scene, targets);
      }
    }
  }
  return circle;

  function close(scene: Passage, targets: readonly Passage[]): void {
    const members: Passage[] = [];
    for (let member = stack.pop(); member; member = member === scene ? undefined : stack.pop()) {
      open.delete(member);
      members.push(member);
    }
    if (members.length > 1 || targets.includes(scene))
      for (const member of members) circle.set(member, index.get(scene) ?? 0);
  }
}
