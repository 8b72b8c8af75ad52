import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/root';

const style = readFileSync(join(root, 'public/css/titian.css'), 'utf8');

type Theme = Readonly<Record<string, string>>;

/** The colours of a block of the style sheet, from the text that opens it to its closing brace. */
function tokensAfter(opening: string): Theme {
  const at = style.indexOf(opening);
  if (at < 0) throw new Error(`The style sheet has no block "${opening}".`);
  const block = style.slice(at + opening.length, style.indexOf('}', at));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [String(name), String(hex)]),
  );
}

const light = tokensAfter(':root {\n  color-scheme: light;');
const dark = tokensAfter(":root:not([data-theme='light']) {\n    color-scheme: dark;");
const chosenDark = tokensAfter(":root[data-theme='dark'] {");
const sharpLight = tokensAfter("@media (prefers-contrast: more) {\n  :root:not([data-theme='dark']) {");
const sharpDark = tokensAfter(
  "@media (prefers-contrast: more) and (prefers-color-scheme: dark) {\n  :root:not([data-theme='light']) {",
);

const themes: readonly (readonly [string, Theme])[] = [
  ['light', light],
  ['dark', dark],
  ['light with more contrast', { ...light, ...sharpLight }],
  ['dark with more contrast', { ...dark, ...sharpDark }],
];

const grounds = ['paper', 'sheet', 'accent-ground', 'guide', 'act-ground', 'done-ground', 'exercise-ground'];
const principles = ['relevance', 'accuracy', 'accountability', 'partnership', 'timeliness'];

const body = [...grounds, ...principles.map((name) => `${name}-ground`)].map((ground) => ['ink', ground] as const);
const words = [
  ...grounds.map((ground) => ['quiet', ground] as const),
  ...['paper', 'sheet', 'accent-ground', 'guide'].flatMap((ground) => [
    ['accent', ground] as const,
    ['accent-strong', ground] as const,
  ]),
  ...['paper', 'sheet', 'act-ground', 'guide', 'accent-ground'].map((ground) => ['act', ground] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-act', 'act'],
  ['exercise', 'exercise-ground'],
  ['exercise', 'paper'],
  ['done', 'done-ground'],
  ['done', 'paper'],
  ['done', 'sheet'],
  ['guide-ink', 'guide'],
  ['guide-ink', 'paper'],
  ...principles.flatMap((name) => [[name, `${name}-ground`] as const]),
] as readonly (readonly [string, string])[];
const shapes: readonly (readonly [string, string])[] = [
  ...grounds.map((ground) => ['edge', ground] as const),
  ['river', 'paper'],
];

describe.each(themes)('in the %s theme', (_, theme) => {
  it.each(body)('body text in %s reads on %s at AAA', (front, ground) => {
    expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(7);
  });
  it.each(words)('words in %s read on %s at AA', (front, ground) => {
    expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(shapes)('an edge in %s is seen on %s', (front, ground) => {
    expect(contrast(theme, front, ground)).toBeGreaterThanOrEqual(3);
  });
});

it('gives the chosen dark theme the colours of the device’s dark theme', () => {
  expect(chosenDark).toEqual(dark);
});

it('gives the contrast that a person chose the colours of a device that asks for more', () => {
  expect(tokensAfter(":root[data-contrast='more']:not([data-theme='dark']) {")).toEqual(sharpLight);
  expect(tokensAfter(":root[data-contrast='more']:not([data-theme='light']) {")).toEqual(sharpDark);
  expect(tokensAfter(":root[data-contrast='more'][data-theme='dark'] {")).toEqual(sharpDark);
});

it('names every colour in both themes, and measures every one but the hairline and the ground of drawings', () => {
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  const measured = new Set([...body, ...words, ...shapes].flat());
  expect(Object.keys(light).filter((name) => !measured.has(name))).toEqual(['line', 'figure']);
});

/** The contrast ratio of WCAG 2.2 between two colours of a theme, 1 to 21. */
function contrast(theme: Theme, one: string, other: string): number {
  const [lighter, darker] = [luminance(theme, one), luminance(theme, other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(theme: Theme, name: string): number {
  const hex = theme[name];
  if (!hex) throw new Error(`The theme has no colour "${name}".`);
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
