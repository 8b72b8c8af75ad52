import { decodeEntities } from './html-text';
import { Refused } from './limits';
import type { Report } from './report';
import { countPassages, type Story } from './story';
import { type RawPassage, twineStory } from './twine';

/** Whether a text is a page that Twine published, of whichever version. */
export function isTwineHtml(text: string): boolean {
  return text.includes('<tw-storydata') || isTwineOne(text);
}

function isTwineOne(text: string): boolean {
  return /<div[^<>]{0,200}\bid\s*=\s*"?store-?area"?/i.test(text);
}

/** Reads a story or an archive of Twine 2. Only its data elements are read; the page is never loaded. */
export function readTwineHtml(text: string, report: Report): Story {
  const begin = text.indexOf('<tw-storydata');
  if (begin < 0)
    throw new Refused(
      'not-a-story',
      isTwineOne(text)
        ? 'This page was made by Twine 1. Open it in Twine 2 (Import From File), and import what Twine 2 saves.'
        : 'There is no tw-storydata element in this page, so it is no story of Twine 2.',
    );
  const more = text.indexOf('<tw-storydata', begin + 1);
  const story = readTag(text, begin);
  if (more >= 0)
    report.say('dropped', `character ${String(more)}`, 'Further stories of this archive. Only the first is imported.');
  const last = more < 0 ? text.length : more;
  const passages: (RawPassage & { pid: string })[] = [];
  let line = 1;
  let counted = 0;
  for (let at = begin; ;) {
    const next = nextElement(text, at, last);
    if (!next) break;
    for (; counted < next.begin; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    const { attributes, end } = readTag(text, next.begin);
    // A tag that is never closed is the end of what can be read.
    if (end >= text.length) break;
    const close = text.indexOf(`</${next.name}`, end);
    const body = text.slice(end, close < 0 || close > last ? last : close);
    const where = `line ${String(line)}`;
    if (next.name !== 'tw-passagedata')
      report.say('dropped', where, `The ${next.name} of the story; it was not run: ${body}`);
    else {
      const attribute = (name: string): string => attributes.get(name) ?? '';
      const tags = attribute('tags')
        .split(/\s+/)
        .filter((tag) => tag !== '');
      if (close < 0 || close > last) report.say('approximated', where, 'The file ends inside this passage.');
      passages.push({
        name: attribute('name'),
        pid: attribute('pid'),
        tags,
        text: decodeEntities(body),
        at: where,
        line,
      });
      countPassages(passages.length);
    }
    at = close < 0 ? last : close + 2;
  }
  const start =
    passages.find((each) => each.pid !== '' && each.pid === story.attributes.get('startnode'))?.name ?? null;
  const { attributes } = story;
  return twineStory(
    { title: attributes.get('name') ?? '', start, format: attributes.get('format') ?? '', passages },
    report,
  );
}

function nextElement(text: string, from: number, last: number): { name: string; begin: number } | null {
  element.lastIndex = from;
  const match = element.exec(text);
  return match && match.index < last ? { name: match[1] ?? '', begin: match.index } : null;
}

const element = /<(tw-passagedata|script|style)(?=[\s>])/g;

/** The attributes of the tag that begins here, and where it ends. A value may hold `>`, so quotes are followed. */
function readTag(text: string, begin: number): { attributes: ReadonlyMap<string, string>; end: number } {
  const attributes = new Map<string, string>();
  attribute.lastIndex = begin + (/^<[\w-]+/.exec(text.slice(begin, begin + 40))?.[0].length ?? 1);
  for (;;) {
    const from = attribute.lastIndex;
    const match = attribute.exec(text);
    if (!match) {
      const close = text.indexOf('>', from);
      return { attributes, end: close < 0 ? text.length : close + 1 };
    }
    const value = match[2] ?? match[3] ?? '';
    if (attributes.size < 50) attributes.set((match[1] ?? '').toLowerCase(), decodeEntities(value));
  }
}

const attribute = /\s+([\w:-]{1,60})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/y;
