import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root';

export type Params = Readonly<Record<string, string | number>>;

/** Says one sentence of the interface in one language. Unknown keys throw: a page never shows a key. */
export interface Words {
  (key: string, params?: Params): string;
  /** BCP 47, for the page. */
  readonly language: string;
  /** BCP 47, for dates and figures: English is written here as the region's international bodies write it. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  has(key: string): boolean;
}

const rightToLeft = new Set(['ar', 'fa', 'prs', 'ur', 'dv', 'ps', 'he']);
const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);
const catalogues = new Map<string, Words>();

/**
 * The words of one language, from the flat catalogue `locales/<language>.json`. `{name}` is filled from `params`.
 * A key asked with a `count` is looked up as `key.<plural form>` (CLDR: zero, one, two, few, many, other) where the
 * catalogue has such forms.
 */
export function wordsIn(language: string): Words {
  const known = catalogues.get(language);
  if (known) return known;
  const text = readFileSync(join(root, 'locales', `${language}.json`), 'utf8');
  const words = wordsFrom(language, JSON.parse(text) as Record<string, string>);
  catalogues.set(language, words);
  return words;
}

export function wordsFrom(language: string, catalogue: Readonly<Record<string, string>>): Words {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(localeOf(language));
  const find = (key: string, params: Params): string => {
    const count = params['count'];
    const form = typeof count === 'number' ? catalogue[`${key}.${plural.select(count)}`] : undefined;
    const sentence = form ?? catalogue[key] ?? (typeof count === 'number' ? catalogue[`${key}.other`] : undefined);
    if (sentence === undefined) throw new Error(`The catalogue of "${language}" has no words for "${key}".`);
    return sentence;
  };
  const say = (key: string, params: Params = {}): string =>
    find(key, params).replace(/\{(\w+)\}/g, (gap, name: string) => {
      const value = params[name];
      if (value === undefined) return gap;
      return typeof value === 'number' ? number.format(value) : value;
    });
  return Object.assign(say, {
    language,
    locale: localeOf(language),
    direction: rightToLeft.has(language) ? ('rtl' as const) : ('ltr' as const),
    has: (key: string) => key in catalogue || `${key}.other` in catalogue,
  });
}
