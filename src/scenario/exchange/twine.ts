import type { Report } from './report';
import { limits } from './limits';
import { countPassages, type Passage, type Story } from './story';
import { formatWord, readMarkup } from './twine-markup';
import { whole } from './clean';

/** A passage as the three file formats of Twine hold it, before its text is read. */
export interface RawPassage {
  readonly name: string;
  readonly tags: readonly string[];
  readonly text: string;
  readonly at: string;
  /** The line on which the text begins, in a file that has lines. */
  readonly line?: number;
}

export interface RawStory {
  readonly title: string;
  /** Name of the passage that begins, if the file says it. */
  readonly start: string | null;
  readonly format: string;
  readonly passages: readonly RawPassage[];
}

/** Passages that hold no part of the story: settings, menus and start-up code (Twee 3, SugarCube, Twine 1). */
const special =
  /^(?:StoryTitle|StoryData|StoryAuthor|StorySubtitle|StoryMenu|StorySettings|StoryInit|StoryCaption|StoryBanner|StoryInterface|StoryShare|StoryIncludes|StoryDisplayTitle|StoryLoadingMessage|StoryJavaScript|StoryStylesheet|Passage(?:Header|Footer|Ready|Done|Start|End)|StoryHeader|StoryFooter)$/;

/** Makes a story of Twine's passages: words and links are kept, scripts and settings reported, nothing is run. */
export function twineStory(raw: RawStory, report: Report): Story {
  const format = formatWord(raw.format);
  if (format !== '') report.say('approximated', 'the story', `Written for ${raw.format}: its macros are not run.`);
  const names = new Set<string>();
  const passages: Passage[] = [];
  for (const each of raw.passages) {
    const dropped = whyDropped(each);
    if (dropped !== null) {
      report.say('dropped', each.at, dropped);
      continue;
    }
    const again = names.has(each.name);
    if (again)
      report.say(
        'approximated',
        each.at,
        `A second passage called "${each.name}". Links lead to the first; this one stays alone.`,
      );
    names.add(each.name);
    passages.push(passageOf(each, again, format, report));
    countPassages(passages.length);
  }
  return { title: raw.title, start: raw.start, passages };
}

function passageOf(raw: RawPassage, again: boolean, format: string, report: Report): Passage {
  if (raw.text.length > limits.passage)
    report.say('dropped', raw.at, `The end of "${raw.name}": it has more than ${String(limits.passage)} characters.`);
  const { text, links } = readMarkup(whole(raw.text.slice(0, limits.passage)), format, raw.line ?? raw.at, report);
  report.say('kept', raw.at, `The passage "${raw.name}" with ${String(links.length)} links.`);
  if (raw.tags.length > 0) report.say('dropped', raw.at, `Tags: ${raw.tags.join(', ')}.`);
  if (/(?:^|[^\w$])\$[a-z_]\w*/i.test(text))
    report.say('approximated', raw.at, 'The text shows a variable; its name stays as it is.');
  return { key: again ? `${raw.name} (${raw.at})` : raw.name, title: raw.name, at: raw.at, text, links };
}

function whyDropped({ name, tags, text }: RawPassage): string | null {
  if (tags.some((tag) => /^(?:script|stylesheet)$/i.test(tag)))
    return `A ${tags.join(' ')} passage; it was not run: ${text}`;
  if (tags.some((tag) => /^Twine\.(?:image|audio|video|private)/i.test(tag))) return `A picture or sound: "${name}".`;
  return special.test(name) ? `"${name}" holds settings, and no part of the story.` : null;
}
