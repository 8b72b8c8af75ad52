import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';

/** The voices of a page. Each has a file for Latin, Greek and Cyrillic, and others for the scripts of the region. */
export type Face =
  'text' | 'text-italic' | 'text-strong' | 'text-strong-italic' | 'title' | 'title-light' | 'title-italic';

const scripts = [
  'sans-thai',
  'sans-lao',
  'sans-khmer',
  'sans-myanmar',
  'sans-bengali',
  'sans-devanagari',
  'sans-sinhala',
  'sans-tamil',
  'naskh-arabic',
] as const;

// 60 to 120 MB each, so that they do not come with the product: where their packages are installed, they are used.
const large = ['sans-jp', 'sans-sc', 'sans-kr'] as const;

// One weight each, for names: every Han character of GB 2312, JIS X 0208 and Big5 (in its Traditional Chinese form) and
// kana in the one, all of Hangul in the other.
const eastAsian = [
  'chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf',
  'gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
].map((path) => join(root, 'node_modules/@expo-google-fonts', path));

const main: Readonly<Record<Face, string>> = {
  text: file('sans', '400Regular'),
  'text-italic': file('sans', '400Regular_Italic'),
  'text-strong': file('sans', '600SemiBold'),
  'text-strong-italic': file('sans', '600SemiBold_Italic'),
  title: file('serif', '600SemiBold'),
  'title-light': file('serif', '400Regular'),
  'title-italic': file('serif', '400Regular_Italic'),
};

const strong: ReadonlySet<Face> = new Set(['text-strong', 'text-strong-italic', 'title']);

function chain(face: Face): readonly string[] {
  const weight = strong.has(face) ? '600SemiBold' : '400Regular';
  const wide = large.map((script) => file(script, weight)).filter((path) => existsSync(path));
  return [main[face], ...scripts.map((script) => file(script, weight)), ...wide, file('sans', weight), ...eastAsian];
}

const chains = new Map<Face, readonly string[]>();

/** Font files for a face, in the order in which a character looks for its glyph. All are full, static TrueType fonts. */
export function fontsOf(face: Face): readonly string[] {
  let known = chains.get(face);
  if (!known) chains.set(face, (known = chain(face)));
  return known;
}

/** True for the fonts of the region's own scripts, whose lines may need more height than Latin. */
export function isRegional(path: string): boolean {
  return eastAsian.includes(path) || [...scripts, ...large].some((script) => path.includes(`noto-${script}`));
}

function file(family: string, weight: string): string {
  const name = `Noto${family
    .split('-')
    .map((part) => (part.length === 2 ? part.toUpperCase() : part.slice(0, 1).toUpperCase() + part.slice(1)))
    .join('')}`;
  return join(root, 'node_modules/@expo-google-fonts', `noto-${family}`, weight, `${name}_${weight}.ttf`);
}
