import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/root';

const languages = readdirSync(join(root, 'locales')).map((file) => file.replace('.json', ''));
const catalogue = (language: string) =>
  JSON.parse(readFileSync(join(root, 'locales', `${language}.json`), 'utf8')) as Record<string, string>;
const english = catalogue('en');

const texts = ['src', 'views'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|ejs)$/.test(name))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') })),
);

const plural = /\.(zero|one|two|few|many|other)$/;
const stems = new Set(Object.keys(english).map((key) => key.replace(plural, '')));
const known = (key: string) => key in english || stems.has(key);

/** A form's messages and a refusal's reason are keys too, asked later by whoever shows them. */
const asked = [
  /\bt\(\s*['"`]([\w.-]+)['"`]/g,
  /\bwords\(res\)\(\s*'([\w.-]+)'/g,
  /new (?:NotFound|Forbidden)\(\s*'([\w.-]+)'/g,
  /new Conflict\(\s*'([\w.-]+)'/g,
  /new Refusal\(\s*\d+,\s*'([\w.-]+)'/g,
  /\b(?:wordKey|error|message): '([a-z]\w*(?:\.[\w-]+)+)'/g,
];
const composed = /\bt\(\s*`([\w.-]+)\$\{/g;

it('has words for every key that a page, a form or a refusal asks for', () => {
  const missing = texts.flatMap(({ name, text }) =>
    asked.flatMap((form) =>
      [...text.matchAll(form)]
        .map((found) => String(found[1]))
        .filter((key) => !known(key))
        .map((key) => `${name}: ${key}`),
    ),
  );
  expect(missing).toEqual([]);
});

it('has at least one sentence for every key that is put together from parts', () => {
  const keys = Object.keys(english);
  const missing = texts.flatMap(({ name, text }) =>
    [...text.matchAll(composed)]
      .map((found) => String(found[1]))
      .filter((start) => !keys.some((key) => key.startsWith(start)))
      .map((start) => `${name}: ${start}…`),
  );
  expect(missing).toEqual([]);
});

it('keeps no sentence that nobody says', () => {
  const all = texts.map(({ text }) => text).join('\n');
  const starts = [...all.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)].map((found) => String(found[1]));
  const said = (key: string) =>
    [`'${key}'`, `"${key}"`, `\`${key}\``].some((quoted) => all.includes(quoted)) ||
    starts.some((start) => key.startsWith(start));
  const silent = [...stems].filter(
    (stem) => !said(stem) && !Object.keys(english).some((key) => key.startsWith(`${stem}.`) && said(key)),
  );
  expect(silent).toEqual([]);
});

describe.each(languages)('the catalogue of %s', (language) => {
  const words = catalogue(language);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it('says something under every key', () => {
    expect(Object.entries(words).filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });

  it('stands in the order of its keys, so that two hands can write it', () => {
    expect(Object.keys(words)).toEqual(Object.keys(words).sort());
  });

  it('has every plural form of its language where it counts, and no other', () => {
    const counted = new Set(
      Object.keys(words)
        .filter((key) => key.endsWith('.one'))
        .map((key) => key.replace(plural, '')),
    );
    for (const stem of counted) {
      const here = Object.keys(words).filter((key) => key.replace(plural, '') === stem && plural.test(key));
      expect([stem, here.map((key) => key.slice(stem.length + 1)).sort()]).toEqual([stem, [...forms].sort()]);
    }
  });

  it('has the keys of English, with the same gaps to fill', () => {
    const gaps = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
    for (const [key, sentence] of Object.entries(words)) {
      expect(stems.has(key.replace(plural, ''))).toBe(true);
      const source = english[key] ?? english[key.replace(plural, '.other')] ?? '';
      expect([key, gaps(sentence).filter((gap) => !gaps(source).includes(gap))]).toEqual([key, []]);
    }
  });
});
