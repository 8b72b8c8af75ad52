import { readFileSync } from 'node:fs';
import { basesFirst, glyphsOf } from './clusters';
import { type Face, fontsOf, isRegional } from './fonts';
import { Words, composedOf, learn } from './pairs';

/** One glyph as it is drawn. Lengths are in thousandths of the font size; `codePoints` is what it stands for. */
export interface Glyph {
  readonly id: number;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
  readonly codePoints: readonly number[];
}

/** A piece of text in one font and one direction, its glyphs from left to right. */
export interface Shaped {
  readonly text: string;
  readonly font: string;
  readonly glyphs: readonly Glyph[];
  readonly width: number;
  readonly rightToLeft: boolean;
}

/** Extents of a font in thousandths of its size, both positive. */
export interface Extents {
  readonly ascent: number;
  readonly descent: number;
  readonly regional: boolean;
}

export interface Shaper {
  /** Cuts text into stretches that one font covers; `font` is absent where no font has a glyph. */
  stretches(text: string, face: Face): readonly { readonly text: string; readonly font?: string }[];
  shape(text: string, font: string, rightToLeft: boolean, language: string): Shaped;
  extents(font: string): Extents;
  /** The first character that a glyph of a font stands for by itself, if there is one. */
  characterOf(font: string, glyph: number): number | undefined;
}

interface Loaded {
  readonly font: InstanceType<HarfBuzz['Font']>;
  readonly scale: number;
  readonly covered: ReadonlySet<number>;
  readonly extents: Extents;
  /** Glyphs that stand for one character each, by number: most words are made of few. */
  readonly plain: Map<number, Glyph[]>;
  /** Characters by their glyphs, where somebody asked for them. */
  characters?: ReadonlyMap<number, number>;
}

type HarfBuzz = Awaited<ReturnType<typeof harfbuzz>>;
const harfbuzz = () => import('harfbuzzjs');

const mark = /^\p{M}$/u;
const mostWords = 50_000;
const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;

/** HarfBuzz over the fonts of `fonts.ts`. Words are shaped once each and kept. */
export async function openShaper(): Promise<Shaper> {
  const hb = await harfbuzz();
  const loaded = new Map<string, Loaded>();
  const words = new Map<string, Words>();
  let kept = 0;
  const homes = new Map<Face, Map<number, string | undefined>>();
  const buffer = new hb.Buffer();

  const load = (path: string): Loaded => {
    const known = loaded.get(path);
    if (known) return known;
    const face = new hb.Face(new hb.Blob(readFileSync(path)));
    const font = new hb.Font(face);
    const scale = 1000 / face.upem;
    const { ascender, descender } = font.hExtents();
    const extents = { ascent: ascender * scale, descent: -descender * scale, regional: isRegional(path) };
    const fresh: Loaded = {
      font,
      scale,
      covered: new Set(face.collectUnicodes()),
      extents,
      plain: new Map<number, Glyph[]>(),
    };
    loaded.set(path, fresh);
    return fresh;
  };

  const homeOf = (codePoint: number, face: Face): string | undefined => {
    let known = homes.get(face);
    if (!known) homes.set(face, (known = new Map<number, string | undefined>()));
    if (known.has(codePoint)) return known.get(codePoint);
    const fonts = fontsOf(face);
    const drawn = !ignorable.test(String.fromCodePoint(codePoint));
    const home = drawn ? fonts.find((path) => load(path).covered.has(codePoint)) : fonts[0];
    known.set(codePoint, home);
    return home;
  };

  // Whether the first font of a face draws a character (1) or not (2), where it was asked: every character of a book is.
  const drawnAtHome = new Map<Face, Uint8Array>();
  const isAtHome = (text: string, face: Face, home: string): boolean => {
    let known = drawnAtHome.get(face);
    if (!known) drawnAtHome.set(face, (known = new Uint8Array(0x10000)));
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (known[unit] === 0) known[unit] = plainUnit(unit) && homeOf(unit, face) === home ? 1 : 2;
      if (known[unit] === 2) return false;
    }
    return true;
  };

  // Marks, joiners and a script's own signs and spaces keep the font of the letter before them; Latin goes home.
  const staysIn = (font: string | undefined, character: string, codePoint: number, face: Face): boolean => {
    if (font === undefined) return false;
    if (ignorable.test(character)) return true;
    if (!load(font).covered.has(codePoint)) return false;
    return mark.test(character) || ((codePoint > 0x7f || codePoint === 0x20) && font !== fontsOf(face)[0]);
  };

  // The words of one font, direction and language; asked for by the same voice many times in a row.
  let lastVoice = { font: '', rightToLeft: false, language: '', words: new Words() };
  const voiceOf = (font: string, rightToLeft: boolean, language: string): Words => {
    const { font: f, rightToLeft: r, language: l } = lastVoice;
    if (f === font && r === rightToLeft && l === language) return lastVoice.words;
    const key = `${font}\n${rightToLeft ? 'r' : 'l'}${language}`;
    let known = words.get(key);
    if (!known) words.set(key, (known = new Words()));
    lastVoice = { font, rightToLeft, language, words: known };
    return known;
  };

  const keep = (voice: Words, shaped: Shaped): Shaped => {
    if (++kept > mostWords) {
      for (const each of words.values()) each.clear();
      kept = 1;
    }
    voice.set(shaped.text, shaped);
    return shaped;
  };

  return {
    stretches(text, face) {
      const [home] = fontsOf(face);
      if (home !== undefined && isAtHome(text, face, home)) return text === '' ? [] : [{ text, font: home }];
      const found: { text: string; font?: string }[] = [];
      for (const character of text) {
        const codePoint = character.codePointAt(0) ?? 0;
        const last = found.at(-1);
        const font = staysIn(last?.font, character, codePoint, face) ? last?.font : homeOf(codePoint, face);
        if (last && last.font === font) last.text += character;
        else found.push(font === undefined ? { text: character } : { text: character, font });
      }
      return found;
    },

    shape(text, font, rightToLeft, language) {
      const voice = voiceOf(font, rightToLeft, language);
      const known = voice.get(text);
      if (known) return known;
      const composed = rightToLeft ? undefined : composedOf(text, voice);
      if (composed) return keep(voice, { text, font, glyphs: composed, rightToLeft, width: widthOf(composed) });
      const from = load(font);
      buffer.reset();
      buffer.addText(text);
      buffer.guessSegmentProperties();
      buffer.setDirection(rightToLeft ? hb.Direction.RTL : hb.Direction.LTR);
      buffer.setLanguage(language);
      // Marks keep the clusters of their own, so that each glyph can be told what it stands for.
      buffer.setClusterLevel(hb.ClusterLevel.MONOTONE_CHARACTERS);
      hb.shape(from.font, buffer);
      const glyphs = basesFirst(glyphsOf(text, buffer.getGlyphInfos(), buffer.getGlyphPositions(), rightToLeft, from));
      if (!rightToLeft) learn(text, glyphs, voice);
      return keep(voice, { text, font, glyphs, rightToLeft, width: widthOf(glyphs) });
    },

    extents: (font) => load(font).extents,

    characterOf(font, glyph) {
      const from = load(font);
      from.characters ??= charactersOf(from);
      return from.characters.get(glyph);
    },
  };
}

function charactersOf({ font, covered }: Loaded): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const character of [...covered].sort((a, b) => b - a)) {
    const glyph = font.nominalGlyph(character);
    if (glyph !== undefined) found.set(glyph, character);
  }
  return found;
}

function widthOf(glyphs: readonly Glyph[]): number {
  let width = 0;
  for (const glyph of glyphs) width += glyph.advance;
  return width;
}

/** Neither half of a pair: a unit of UTF-16 that says in full what it says. */
function plainUnit(unit: number): boolean {
  return (unit & 0xf800) !== 0xd800;
}
