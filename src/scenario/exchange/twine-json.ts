import { type JsonObject, listIn, objectOf, wordsOf } from './json';
import type { Report } from './report';
import { countPassages, type Story } from './story';
import { type RawPassage, twineStory } from './twine';

/** Whether a JSON object is a story of Twine 2: a list of passages. */
export function isTwineJson(data: JsonObject): boolean {
  return Array.isArray(data['passages']);
}

/** Reads Twine 2 JSON (1.0), and the dialects of story formats that export JSON: the start by name or by number. */
export function readTwineJson(data: JsonObject, report: Report): Story {
  for (const name of ['script', 'style', 'stylesheet'])
    if (wordsOf(data, name) !== '')
      report.say('dropped', name, `The ${name} of the story; it was not run: ${wordsOf(data, name)}`);
  const list = listIn(data['passages']).map(objectOf);
  countPassages(list.length);
  const passages = list.flatMap((each, index): RawPassage[] => {
    const at = `passages[${String(index)}]`;
    const name = wordsOf(each, 'name', 'title');
    if (name === '') report.say('approximated', at, 'A passage without a name.');
    const tags = typeof each['tags'] === 'string' ? each['tags'].split(/\s+/) : listIn(each['tags']).map(String);
    const text = wordsOf(each, 'text', 'source', 'content') + unsaidLinks(each);
    return [{ name: name === '' ? at : name, tags: tags.filter((tag) => tag !== ''), text, at }];
  });
  const pid = wordsOf(data, 'startnode', 'startPassage');
  const byNumber = list.findIndex((each) => pid !== '' && wordsOf(each, 'pid', 'id') === pid);
  const start = wordsOf(data, 'start') || passages[byNumber]?.name || null;
  return twineStory(
    { title: wordsOf(data, 'name', 'title'), start, format: wordsOf(data, 'format'), passages },
    report,
  );
}

/** Links that stand only in a list beside the text, where the text does not hold them itself. */
function unsaidLinks(passage: JsonObject): string {
  if (wordsOf(passage, 'text', 'source', 'content').includes('[[')) return '';
  return listIn(passage['links'])
    .map(objectOf)
    .map((link) => [wordsOf(link, 'name', 'label', 'text'), wordsOf(link, 'link', 'target', 'passage')] as const)
    .filter(([, to]) => to !== '')
    .map(([label, to]) => `\n[[${label === '' ? to : label}->${to}]]`)
    .join('');
}
