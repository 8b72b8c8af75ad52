import { readHeading, type SourceFile } from '../compile/source';
import { asProse, inComment, inRule } from './clean';
import { Identifiers } from './identifiers';
import { limits } from './limits';
import type { Report } from './report';
import { type Shape, shapeOf } from './shape';
import { goOn, type Link, type Passage, type Story } from './story';

/** What an import is told beside the file itself. */
export interface Origin {
  /** Name of the file, without its folder. */
  readonly file: string;
  /** As a person calls the format: "Twee", "Yarn". */
  readonly format: string;
  /** BCP 47; the source does not say it. */
  readonly language: string;
}

/** The mark that keeps a draft from being published: `titian check` refuses every case in which it stands. */
export const todo = (words: string): string => `<!-- TODO: ${words} -->`;

/** Writes a story as the files of a case with one role and one phase: a draft, full of marks, that compiles. */
export function draftOf(story: Story, origin: Origin, report: Report): SourceFile[] {
  const shape = shapeOf(story, report);
  const names = namesOf(shape);
  return [
    { path: 'exercise.md', text: exercise(story, origin, shape) },
    ...shape.scenes.map((scene): SourceFile => ({
      path: `scenes/${names.scene(scene)}.md`,
      text: sceneText(scene, shape, names),
    })),
    { path: 'endings.md', text: endingsText(shape, names) },
  ];
}

interface Names {
  scene(passage: Passage): string;
  ending(passage: Passage): string;
  choice(link: Link): string;
  /** For a scene without a link, and for one in which choices can run out. */
  extra(scene: Passage): string;
  readonly theEnd: string;
}

/** Ids come of titles; those of choices begin with the id of their scene. */
function namesOf({ scenes, endings, start }: Shape): Names {
  const [forScenes, forEndings, forChoices] = [
    new Identifiers('scene'),
    new Identifiers('ending'),
    new Identifiers('choice'),
  ];
  const of = <Thing>(things: readonly Thing[], make: (thing: Thing) => string): ((thing: Thing) => string) => {
    const ids = new Map(things.map((thing) => [thing, make(thing)]));
    return (thing) => ids.get(thing) ?? '';
  };
  // The beginning keeps the plain id of its title, whatever else is called like it.
  const scene = of([start, ...byTitle(scenes.filter((each) => each !== start))], (each) =>
    forScenes.make(each.title.replace(/^TODO: /, '')),
  );
  return {
    scene,
    ending: of(byTitle(endings), (each) => forEndings.make(each.title.replace(/^TODO: /, ''))),
    theEnd: forEndings.make('The end'),
    choice: choiceNames(scenes, scene, forChoices),
    extra: of(scenes, (each) => forChoices.make('go on', scene(each))),
  };
}

/** Of two titles that read alike ("Go" and "GO"), the same one gets the plain id wherever in the file they stand. */
function byTitle(passages: readonly Passage[]): Passage[] {
  return [...passages].sort((a, b) => (a.title < b.title ? -1 : Number(a.title > b.title)));
}

function choiceNames(
  scenes: readonly Passage[],
  scene: (passage: Passage) => string,
  ids: Identifiers,
): (link: Link) => string {
  const names = new Map(
    scenes.flatMap((each) =>
      each.links.map((link) => [link, ids.make(link.label.replace(/^TODO: /, ''), scene(each))] as const),
    ),
  );
  return (link) => names.get(link) ?? '';
}

const role = 'learner';
const phase = 'story';

function exercise(story: Story, origin: Origin, { scenes, endings }: Shape): string {
  const title =
    inRule(story.title, limits.words) ||
    inRule(origin.file.replace(/\.[a-z0-9.]+$/i, ''), limits.words) ||
    'Imported story';
  const count = `scenes: ${String(scenes.length)}, endings: ${String(endings.length)}`;
  return lines([
    ...openingOf(title, origin, [
      `This is a draft. It was imported from the ${inComment(origin.format)} file "${inComment(origin.file)}" (${count}). Read every scene, and import-report.txt.`,
      'It has one role. Divide the scenes among the desks that share what the story tells; write facts, forms and scores.',
    ]),
    `### ${role}: Learner`,
    '- agency: TODO',
    '- country: TODO',
    '',
    '## Phases',
    '',
    `### ${phase}: The story`,
    '- lasts: 1d',
  ]);
}

/** How the exercise file of a draft begins, as far as the heading of its roles; `first` says what to do with this one. */
export function openingOf(title: string, origin: Origin, first: readonly string[], tick?: string): string[] {
  return [
    ...frontOf(title, origin, tick),
    ...first.map(todo),
    todo(
      'No real person, agency, state or case may be left in it. No text may be used to which somebody else has the rights.',
    ),
    '',
    'FICTIONAL – EXERCISE. TODO: Say what the case is about, for everybody.',
    '',
    '## Content note',
    '',
    'TODO: Say what may distress, and that everybody may leave a scene or take a quiet role.',
    '',
    '## Roles',
    '',
  ];
}

/** Front matter and heading of `exercise.md`. */
function frontOf(title: string, { language }: Origin, tick = '30m'): string[] {
  return [
    '---',
    `id: ${new Identifiers('case').make(title)}`,
    `language: ${/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(language) ? language : 'en'}`,
    'starts: 2031-03-03T08:00',
    `tick: ${tick}`,
    'reviewed by: none',
    '---',
    `# ${title}`,
    '',
  ];
}

function sceneText(scene: Passage, shape: Shape, names: Names): string {
  const id = names.scene(scene);
  const title = inRule(scene.title, limits.words) || id;
  const choices = scene.links.flatMap((link) => choiceText(link, shape, names));
  const runsOut = shape.runsOut(scene);
  const extra = names.extra(scene);
  const onceMore = runsOut ? `\n- if: ${scene.links.map((link) => `chose ${names.choice(link)}`).join(' and ')}` : '';
  const leaves = runsOut || scene.links.length === 0;
  const standIns = [...shape.standInOrder(scene).map((link) => names.choice(link)), ...(leaves ? [extra] : [])];
  return lines([
    '---',
    `id: ${id}`,
    `role: ${role}`,
    `phase: ${phase}`,
    ...(scene === shape.start ? ['opens: yes'] : []),
    '---',
    // A title such as "Monday: rain" would lose its first word without an id before it.
    readHeading(title) ? `# ${id}: ${title}` : `# ${title}`,
    '',
    todo(`Read this scene. It was "${inComment(scene.title)}", ${inComment(scene.at)}.`),
    '',
    asProse(scene.text),
    '',
    ...choices,
    ...(leaves
      ? [
          `## ${extra}: ${goOn}${onceMore}`,
          '- then: wait',
          todo(
            runsOut
              ? 'A choice is taken once in a run. Say what comes when every way from here was taken.'
              : 'The source had nothing to choose here.',
          ),
          '',
        ]
      : []),
    '## Stand-in',
    ...standIns.map((each) => `- stand-in: ${each}`),
  ]);
}

function choiceText(link: Link, shape: Shape, names: Names): string[] {
  const way = shape.way(link);
  const lost = way.to === 'end' ? link.to : null;
  return [
    `## ${names.choice(link)}: ${inRule(link.label, limits.words) || goOn}`,
    `- then: ${way.to === 'scene' ? names.scene(way.passage) : 'wait'}`,
    ...(lost === null ? [] : [todo(`This led to "${inComment(lost)}", which the file does not hold.`)]),
    '',
    ...feedbackText(link.feedback),
  ];
}

function feedbackText(feedback: string): string[] {
  const prose = asProse(feedback).replace(/^(feedback|debrief):/gim, '$1&#58;');
  if (prose === '') return [];
  const [first = '', ...more] = prose.split('\n');
  return [`> Feedback: ${first}`, ...more.map((line) => (line === '' ? '>' : `> ${line}`)), ''];
}

/** Endings come in the order of the source; the last is the one that needs nothing. */
function endingsText(shape: Shape, names: Names): string {
  const { endings, needsEnd } = shape;
  const texts = endings.flatMap((ending, index) => {
    const isLast = index === endings.length - 1 && !needsEnd;
    const leading = shape.scenes.flatMap((scene) =>
      scene.links.filter((link) => {
        const way = shape.way(link);
        return way.to === 'ending' && way.passage === ending;
      }),
    );
    const condition = leading.map((link) => `chose ${names.choice(link)}`).join(' or ');
    return endingText(
      names.ending(ending),
      ending.title,
      isLast ? null : condition,
      ending.text,
      `It was "${inComment(ending.title)}", ${inComment(ending.at)}.`,
    );
  });
  const rest = needsEnd
    ? endingText(
        names.theEnd,
        'The end',
        null,
        '',
        'Here comes every course that no other ending takes. Write what it is.',
      )
    : [];
  return lines([...texts, ...rest]);
}

function endingText(id: string, title: string, condition: string | null, text: string, mark: string): string[] {
  return [
    `## ${id}: ${inRule(title, limits.words) || id}`,
    ...(condition === null ? [] : [`- if: ${condition}`]),
    '- quality: mixed',
    todo(`Say how good this ending is. ${mark}`),
    '',
    asProse(text),
    '',
  ];
}

/** One file: no two blank lines, one line end at the end. */
export function lines(parts: readonly string[]): string {
  return `${parts
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
