import { textOfHtml } from './html-text';
import { type JsonObject, listIn, objectOf, parseJson, wordsOf } from './json';
import { limits, Refused } from './limits';
import type { Report } from './report';
import { countPassages, goOn, type Link, type Passage, type Story } from './story';
import { whole } from './clean';
import { collect } from './h5p-words';

/** Whether a JSON object is the content of a Branching Scenario, in H5P's own form or one of its dialects. */
export function isBranchingScenario(data: JsonObject): boolean {
  return scenarioIn(data) !== null;
}

function scenarioIn(data: JsonObject): JsonObject | null {
  for (const place of [data, objectOf(data['params']), objectOf(objectOf(data['params'])['params'])]) {
    const wrapped = objectOf(place['branchingScenario']);
    if (Array.isArray(wrapped['content'])) return wrapped;
  }
  const isBare = listIn(data['content']).some((each) => {
    const node = objectOf(each);
    return 'nextContentId' in node || 'contentType' in node || 'library' in objectOf(node['type']);
  });
  return isBare ? data : null;
}

/** Throws Refused unless the manifest of a package (`h5p.json`) says that it is a Branching Scenario. */
export function checkManifest(manifest: string | null, report: Report): void {
  if (manifest === null) {
    report.say('approximated', 'h5p.json', 'It is missing; the content is read all the same.');
    return;
  }
  const library = wordsOf(objectOf(parseJson(manifest, 'h5p.json')), 'mainLibrary');
  if (library !== '' && library !== 'H5P.BranchingScenario')
    throw new Refused(
      'not-a-story',
      `This package holds ${whole(library.slice(0, 80))}, not a Branching Scenario (H5P.BranchingScenario).`,
    );
}

interface Reading {
  readonly nodes: readonly JsonObject[];
  /** Dialects name nodes by words; H5P by their place in the list. */
  readonly byName: ReadonlyMap<string, number>;
  readonly ends: Map<string, Passage>;
  readonly screens: readonly JsonObject[];
  readonly usedScreens: Set<JsonObject>;
  readonly report: Report;
}

/** Reads the content of a Branching Scenario: nodes, alternatives, feedback, end screens. */
export function readH5p(data: JsonObject, report: Report): Story {
  const scenario = scenarioIn(data);
  if (!scenario)
    throw new Refused('not-a-story', 'This JSON holds no Branching Scenario: there is no list of contents in it.');
  const nodes = listIn(scenario['content']).map(objectOf);
  countPassages(nodes.length);
  const byName = namesOf(nodes, report);
  const screens = listIn(scenario['endScreens']).map(objectOf);
  const reading: Reading = { nodes, byName, ends: new Map(), screens, usedScreens: new Set(), report };
  const contents = nodes.map((node, index) => passageOf(reading, node, index));
  const begin = startScreen(scenario, report);
  for (const [index, screen] of screens.entries())
    if (!reading.usedScreens.has(screen))
      report.say('dropped', `endScreens[${String(index)}]`, 'An end screen to which nothing leads.');
  const scoring = wordsOf(objectOf(scenario['scoringOptionGroup']), 'scoringOption');
  if (scoring !== '' && scoring !== 'no-score')
    report.say(
      'dropped',
      'scoringOptionGroup',
      'Scores: here each point needs a principle and a reason. Write score lines.',
    );
  const title = wordsOf(scenario, 'title') || (begin?.title ?? '');
  return {
    title,
    start: begin?.key ?? 'content[0]',
    passages: [...(begin ? [begin] : []), ...contents, ...reading.ends.values()],
  };
}

function namesOf(nodes: readonly JsonObject[], report: Report): Map<string, number> {
  const names = new Map<string, number>();
  for (const [index, node] of nodes.entries()) {
    const name = wordsOf(node, 'contentId', 'id', 'nodeId');
    if (name === '' || name === String(index)) continue;
    if (names.has(name))
      report.say(
        'approximated',
        `content[${String(index)}]`,
        `A second node called "${name}"; links lead to the first.`,
      );
    else names.set(name, index);
  }
  // A number that is no place in the list is a name too, and then all numbers are.
  if (names.size > 0)
    report.say('approximated', 'content', 'Nodes have names of their own: a dialect of H5P, read by those names.');
  return names;
}

function startScreen(scenario: JsonObject, report: Report): Passage | null {
  const screen = objectOf(scenario['startScreen']);
  const title = textOfHtml(wordsOf(screen, 'startScreenTitle', 'title').slice(0, limits.passage));
  const text = textOfHtml(wordsOf(screen, 'startScreenSubtitle', 'subtitle').slice(0, limits.passage));
  if ('startScreenImage' in screen) report.say('dropped', 'startScreen', 'The picture of the start screen.');
  if (text === '') return null;
  report.say('kept', 'startScreen', `The start screen "${title}".`);
  const link = { label: goOn, to: 'content[0]', feedback: '', at: 'startScreen' };
  return { key: 'startScreen', title: title === '' ? 'Start' : title, at: 'startScreen', text, links: [link] };
}

function passageOf(reading: Reading, node: JsonObject, index: number): Passage {
  const at = `content[${String(index)}]`;
  const type = objectOf(node['type']);
  const library =
    wordsOf(type, 'library') ||
    wordsOf(node, 'contentType', 'library') ||
    (typeof node['type'] === 'string' ? node['type'] : '');
  const params = 'params' in type ? objectOf(type['params']) : 'params' in node ? objectOf(node['params']) : node;
  const question = 'branchingQuestion' in params ? objectOf(params['branchingQuestion']) : params;
  const alternatives = listIn(question['alternatives']).map(objectOf);
  const isQuestion = /BranchingQuestion/i.test(library) || alternatives.length > 0;
  const words = isQuestion ? plain(wordsOf(question, 'question', 'text')) : collect(params, at, reading.report);
  const cutText = whole(words.slice(0, limits.passage));
  if (cutText.length < words.length)
    reading.report.say('dropped', at, `The end of a text of more than ${String(limits.passage)} characters.`);
  const title =
    wordsOf(objectOf(type['metadata']), 'title') ||
    wordsOf(objectOf(node['metadata']), 'title') ||
    wordsOf(node, 'title', 'contentTitle');
  const kind = library.split(' ')[0] ?? '';
  if (isQuestion || /(?:^|\.)(?:Advanced)?Text$/i.test(kind))
    reading.report.say('kept', at, title === '' ? cutText.slice(0, 80) : title);
  else reading.report.say('approximated', at, `${kind === '' ? 'A content' : kind}: only its words are kept.`);
  return {
    key: at,
    title: title === '' ? firstWords(cutText, index) : title,
    at,
    text: cutText,
    links: isQuestion
      ? alternatives.map((each, number) => alternativeLink(reading, each, `${at}.alternatives[${String(number)}]`))
      : [next(reading, node, at)],
  };
}

function plain(html: string): string {
  return textOfHtml(html.slice(0, limits.passage * 2));
}

function firstWords(text: string, index: number): string {
  const line = text.split('\n')[0]?.trim() ?? '';
  if (line === '') return `Step ${String(index + 1)}`;
  return line.length <= 60 ? line : `${whole(line.slice(0, 60)).replace(/\s+\S*$/, '')} …`;
}

function next(reading: Reading, node: JsonObject, at: string): Link {
  const to = target(reading, node, at);
  return { label: goOn, to, feedback: feedbackOf(reading, node, to, at), at };
}

function alternativeLink(reading: Reading, alternative: JsonObject, at: string): Link {
  const label = plain(wordsOf(alternative, 'text', 'label', 'title'));
  const to = target(reading, alternative, at);
  return { label: label === '' ? goOn : label, to, feedback: feedbackOf(reading, alternative, to, at), at };
}

function feedbackWords(source: JsonObject): { title: string; subtitle: string } {
  const feedback = source['feedback'];
  if (typeof feedback === 'string') return { title: '', subtitle: plain(feedback) };
  const object = objectOf(feedback);
  return { title: plain(wordsOf(object, 'title')), subtitle: plain(wordsOf(object, 'subtitle', 'text')) };
}

/** Where a feedback stands before an end, H5P shows it as the end screen: there it is the text of the end itself. */
function feedbackOf(reading: Reading, source: JsonObject, to: string | null, at: string): string {
  if ('image' in objectOf(source['feedback'])) reading.report.say('dropped', at, 'The picture of a feedback.');
  if (to === `end ${at}`) return '';
  const { title, subtitle } = feedbackWords(source);
  return [title, subtitle].filter((words) => words !== '').join('\n\n');
}

/** The node that comes next. H5P counts from 0; a negative number, or none, is an end screen. */
function target(reading: Reading, source: JsonObject, at: string): string | null {
  const said = wordsOf(source, 'nextContentId', 'next', 'nextNodeId', 'target').trim();
  const named = reading.byName.get(said);
  if (named !== undefined) return `content[${String(named)}]`;
  const number = /^-?\d{1,9}$/.test(said) ? Number(said) : -1;
  if (said !== '' && !/^-?\d{1,9}$/.test(said) && !/^end/i.test(said)) return `"${said}"`;
  if (number >= 0) return `content[${String(number)}]`;
  return end(reading, source, number, at);
}

function end(reading: Reading, source: JsonObject, number: number, at: string): string | null {
  const { title, subtitle } = feedbackWords(source);
  if (title !== '') {
    const key = `end ${at}`;
    reading.ends.set(key, { key, title, at, text: subtitle, links: [] });
    reading.report.say('kept', at, `An end: "${title}".`);
    return key;
  }
  const screen =
    reading.screens.find((each) => wordsOf(each, 'contentId') === String(number)) ??
    (number === -1 ? reading.screens[0] : undefined);
  if (!screen) return null;
  const key = `end ${String(number)}`;
  if (!reading.usedScreens.has(screen)) {
    reading.usedScreens.add(screen);
    const name = plain(wordsOf(screen, 'endScreenTitle', 'title'));
    const place = `endScreens[${String(reading.screens.indexOf(screen))}]`;
    reading.report.say('kept', place, `The end screen "${name}".`);
    if ('endScreenImage' in screen) reading.report.say('dropped', place, 'The picture of an end screen.');
    reading.ends.set(key, {
      key,
      title: name === '' ? 'The end' : name,
      at: place,
      text: plain(wordsOf(screen, 'endScreenSubtitle', 'subtitle')),
      links: [],
    });
  }
  return key;
}
