import { textOfHtml } from './html-text';
import { type JsonObject, objectOf } from './json';
import { limits } from './limits';
import type { Report } from './report';

const shown =
  /^(?:text|question|intro|introduction|description|taskDescription|header|heading|alt|caption|summary|title|label|answer|answers|statement|body)$/;
const furniture =
  /^(?:l10n|ui|behaviour|a11y|override|overrideSettings|metadata|currentMenu|confirm\w*|scoreBarLabel|copyright|feedback|nextContentId|contentId|id|library|subContentId|visuals|playback)$/i;

/** Every text for people in the parameters of an H5P content, in their order; files that it shows are reported. */
export function collect(params: JsonObject, at: string, report: Report): string {
  const texts: string[] = [];
  let length = 0;
  // Depth is already bounded: parseJson refuses what is deeper.
  const walk = (value: unknown, key: string): void => {
    if (length > limits.passage) return;
    if (typeof value === 'string') {
      const words = shown.test(key) ? textOfHtml(value.slice(0, limits.passage * 2)) : '';
      length += words.length;
      if (words !== '' && texts.at(-1) !== words) texts.push(words);
    } else if (Array.isArray(value)) for (const each of value as readonly unknown[]) walk(each, key);
    else if (typeof value === 'object' && value !== null) walkObject(objectOf(value));
  };
  const walkObject = (object: JsonObject): void => {
    const { path } = object;
    if (typeof path === 'string') report.say('dropped', at, `A file that is shown: ${path}`);
    for (const [key, member] of Object.entries(object)) if (!furniture.test(key)) walk(member, key);
  };
  walkObject(params);
  return texts.join('\n\n');
}
