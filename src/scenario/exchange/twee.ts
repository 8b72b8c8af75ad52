import { objectOf, parseJson, wordsOf } from './json';
import { Refused } from './limits';
import { anyLineEnd } from './open';
import type { Report } from './report';
import type { Story } from './story';
import { type RawPassage, twineStory } from './twine';

/** Whether a text is Twee: a line that begins with two colons and a name. */
export function isTwee(text: string): boolean {
  return /^::[ \t]*[^\s:]/m.test(text.slice(0, 200_000));
}

/** Reads Twee 3 (3.0.2), and Twee 1 and 2 as far as they are the same. */
export function readTwee(text: string, report: Report): Story {
  const passages: { name: string; tags: string[]; lines: string[]; at: string; line: number }[] = [];
  for (const [index, line] of text.split(anyLineEnd).entries()) {
    const at = `line ${String(index + 1)}`;
    if (line.startsWith('::')) passages.push({ ...readHead(line.slice(2)), lines: [], at, line: index + 2 });
    else if (passages.length > 0) passages.at(-1)?.lines.push(line);
    else if (line.trim() !== '') report.say('dropped', at, `Text before the first passage: ${line}`);
  }
  const raw: RawPassage[] = passages.map(({ lines, ...each }) => ({ ...each, text: lines.join('\n').trimEnd() }));
  const data = storyData(raw, report);
  const named = (name: string): RawPassage | undefined => raw.find((each) => each.name === name);
  const begins = data.start !== '' ? data.start : named('Start') ? 'Start' : null;
  return twineStory(
    { title: named('StoryTitle')?.text.trim() ?? '', start: begins, format: data.format, passages: raw },
    report,
  );
}

/** ` Name [tags] {"position":"1,2"}`, with `\` before brackets and braces that belong to the name. */
function readHead(head: string): { name: string; tags: string[] } {
  let name = '';
  let at = 0;
  for (; at < head.length; at += 1) {
    const letter = head[at] ?? '';
    if (letter === '\\') {
      at += 1;
      name += head[at] ?? '';
    } else if (letter === '[' || letter === '{') break;
    else name += letter;
  }
  const tags =
    /^\[([^\]]{0,2000})\]/
      .exec(head.slice(at))?.[1]
      ?.split(/\s+/)
      .filter((tag) => tag !== '') ?? [];
  // Twee 1 wrote the place on the map as <10,20>.
  return { name: name.replace(/<\d+,\d+>\s*$/, '').trim(), tags };
}

function storyData(raw: readonly RawPassage[], report: Report): { start: string; format: string } {
  const passage = raw.find((each) => each.name === 'StoryData');
  if (!passage) return { start: '', format: '' };
  try {
    const data = objectOf(parseJson(passage.text, 'StoryData'));
    return { start: wordsOf(data, 'start'), format: wordsOf(data, 'format') };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    report.say('dropped', passage.at, 'StoryData, which is not whole JSON.');
    return { start: '', format: '' };
  }
}
