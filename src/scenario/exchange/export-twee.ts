import { hashOf } from '../../canonical';
import type { Case, Choice, Condition, Id, Scene } from '../case';
import { plainContent } from './plain-text';

interface TweePassage {
  readonly name: string;
  readonly text: string;
  readonly links: readonly (readonly [label: string, to: string])[];
}

/**
 * One role's scenes as Twee 3 (3.0.2): words and links only. Conditions, costs, forms, effects and scores are left out;
 * a text that shows only in some situations always shows. Where a course ends depends on every role, so the last choice
 * leads to all endings, unless the case says plainly which choice leads to which.
 */
export function exportTwee(case_: Case, role: Id): string {
  const names = namesOf(case_, role);
  const passages = [
    ...scenesOf(case_, role).map((scene) => scenePassage(case_, scene, names)),
    ...endPassages(case_, names),
  ];
  const start = passages[0]?.name ?? '';
  const seat = case_.roles.find((each) => each.id === role)?.name ?? role;
  const title = case_.roles.length === 1 ? case_.title : `${case_.title}: ${seat}`;
  const data = { ifid: ifidOf(`${case_.id} ${role}`), ...(start === '' ? {} : { start }) };
  return [
    `:: StoryTitle\n${escapedText(title)}\n`,
    `:: StoryData\n${JSON.stringify(data, null, 2)}\n`,
    ...passages.map(({ name, text, links }) => {
      const ways = links.map(([label, to]) => (label === to ? `[[${to}]]` : `[[${label}->${to}]]`));
      return `:: ${name}\n${[escapedText(text), ways.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
    }),
  ].join('\n');
}

/** Scenes in the order of play: by phase, in each the openings first; scenes of any phase last. */
function scenesOf(case_: Case, role: Id): Scene[] {
  const phases = [...case_.phases.map(({ id }) => id), 'any'];
  const mine = case_.scenes.filter((scene) => scene.role === role);
  return phases.flatMap((phase) => {
    const here = mine.filter((scene) => scene.phase === phase);
    return [...here.filter(({ opens }) => opens !== null), ...here.filter(({ opens }) => opens === null)];
  });
}

interface Names {
  scene(id: Id): string;
  ending(id: Id): string;
  readonly theEnds: string;
}

/** Passages are known by their names, so each name is given once. */
function namesOf(case_: Case, role: Id): Names {
  const taken = new Set<string>();
  const name = (title: string, id: Id): string => {
    const wanted = escapedName(title);
    const own = wanted === '' || taken.has(wanted) || /^Story[A-Z]/.test(wanted) ? `${wanted} (${id})`.trim() : wanted;
    const free = taken.has(own) ? `${own} ${hashOf(id).slice(0, 6)}` : own;
    taken.add(free);
    return free;
  };
  const scenes = new Map(scenesOf(case_, role).map((scene) => [scene.id, name(scene.title, scene.id)]));
  const endings = new Map(case_.endings.map((ending) => [ending.id, name(ending.title, `ending-${ending.id}`)]));
  return {
    scene: (id) => scenes.get(id) ?? '',
    ending: (id) => endings.get(id) ?? '',
    theEnds: name('How it may end', 'endings'),
  };
}

function scenePassage(case_: Case, scene: Scene, names: Names): TweePassage {
  const text = scene.body.map(({ content }) => plainContent(case_, content)).join('\n\n');
  const links = scene.choices.flatMap((choice) => {
    const targets = [...new Set(choice.then.flatMap((then) => targetsOf(case_, scene, choice, then.scene, names)))];
    const label = escapedName(choice.label);
    return targets.map((to) => [targets.length === 1 ? label : `${label} (${to})`, to] as const);
  });
  return { name: names.scene(scene.id), text, links };
}

function targetsOf(case_: Case, scene: Scene, choice: Choice, to: Id | null, names: Names): string[] {
  if (to !== null) return [names.scene(to)];
  // After an inject's scene a role goes back to where it was, which no link can say.
  if (choice.then.some(({ go }) => go === 'back')) return [];
  const at = case_.phases.findIndex(({ id }) => id === scene.phase);
  for (const phase of at < 0 ? [] : case_.phases.slice(at + 1)) {
    const opening = case_.scenes.filter(
      (each) => each.role === scene.role && each.phase === phase.id && each.opens !== null,
    );
    if (opening.length > 0) return opening.map(({ id }) => names.scene(id));
  }
  const plain = plainEndings(case_);
  if (!plain) return [names.theEnds];
  const own = [...plain].filter(([, choices]) => choices.includes(choice.id)).map(([ending]) => ending);
  const last = case_.endings.at(-1)?.id;
  return own.length > 0 ? own.map((id) => names.ending(id)) : last === undefined ? [] : [names.ending(last)];
}

/** For each ending the choices that lead there, if the case says no more about its endings than that. */
function plainEndings(case_: Case): ReadonlyMap<Id, readonly Id[]> | null {
  const endings = case_.endings.map(({ id, if: condition }) => [id, condition ? chosen(condition) : []] as const);
  if (case_.roles.length > 1 || endings.some(([, choices]) => choices === null)) return null;
  return new Map(endings.map(([id, choices]) => [id, choices ?? []]));
}

function chosen(condition: Condition): Id[] | null {
  if (condition.is === 'chose') return [condition.choice];
  if (condition.is !== 'any') return null;
  const parts = condition.of.map(chosen);
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
}

function endPassages(case_: Case, names: Names): TweePassage[] {
  const endings = case_.endings.map(({ id, text }) => ({
    name: names.ending(id),
    text: plainContent(case_, text),
    links: [],
  }));
  if (plainEndings(case_)) return endings;
  const links = case_.endings.map(({ id }) => [names.ending(id), names.ending(id)] as const);
  return [{ name: names.theEnds, text: 'The ending follows from what all roles did.', links }, ...endings];
}

/** A name or the words of a link: no sign in it means anything in Twee. */
function escapedName(text: string): string {
  return text
    .replace(/[[{]/g, '(')
    .replace(/[\]}]/g, ')')
    .replace(/[\\|]/g, '/')
    .replaceAll('->', '→')
    .replaceAll('<-', '←')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A text in which nothing is a link, a macro, a tag, a remark or a new passage. */
function escapedText(text: string): string {
  return text
    .replace(/&(?=#?[a-z0-9]{1,32};)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('[[', '[&#91;')
    .replace(/\/(?=[*%])/g, '&#47;')
    .replace(/^::/gm, '&#58;:');
}

/** An IFID is a UUID in capitals; the same case and role always get the same. */
function ifidOf(words: string): string {
  const hex = hashOf(words).slice(0, 32).toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
