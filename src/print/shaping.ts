import { readFileSync } from 'node:fs';
import { type Face, fontsOf, isRegional } from './fonts';

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
}

interface Loaded {
  readonly font: InstanceType<HarfBuzz['Font']>;
  readonly scale: number;
  readonly covered: ReadonlySet<number>;
  readonly extents: Extents;
  /** Glyphs that stand for one character each, by number: most words are made of few. */
  readonly plain: Map<number, Glyph[]>;
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
  const words = new Map<string, Map<string, Shaped>>();
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
    const fresh = { font, scale, covered: new Set(face.collectUnicodes()), extents, plain: new Map<number, Glyph[]>() };
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

  // Marks, joiners and a script's own signs and spaces keep the font of the letter before them; Latin goes home.
  const staysIn = (font: string | undefined, character: string, codePoint: number, face: Face): boolean => {
    if (font === undefined) return false;
    if (ignorable.test(character)) return true;
    if (!load(font).covered.has(codePoint)) return false;
    return mark.test(character) || ((codePoint > 0x7f || codePoint === 0x20) && font !== fontsOf(face)[0]);
  };

  // The words of one font, direction and language; asked for by the same voice many times in a row.
  let lastVoice = { font: '', rightToLeft: false, language: '', words: new Map<string, Shaped>() };
  const voiceOf = (font: string, rightToLeft: boolean, language: string): Map<string, Shaped> => {
    const { font: f, rightToLeft: r, language: l } = lastVoice;
    if (f === font && r === rightToLeft && l === language) return lastVoice.words;
    const key = `${font}\n${rightToLeft ? 'r' : 'l'}${language}`;
    let known = words.get(key);
    if (!known) words.set(key, (known = new Map<string, Shaped>()));
    lastVoice = { font, rightToLeft, language, words: known };
    return known;
  };

  return {
    stretches(text, face) {
      const [home] = fontsOf(face);
      let at = 0;
      while (at < text.length && plainUnit(text, at) && homeOf(text.charCodeAt(at), face) === home) at++;
      if (at === text.length && home !== undefined) return text === '' ? [] : [{ text, font: home }];
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
      const width = glyphs.reduce((sum, glyph) => sum + glyph.advance, 0);
      const shaped = { text, font, glyphs, rightToLeft, width };
      if (++kept > mostWords) {
        for (const each of words.values()) each.clear();
        kept = 1;
      }
      voice.set(text, shaped);
      return shaped;
    },

    extents: (font) => load(font).extents,
  };
}

/** Neither half of a pair: what one unit of UTF-16 says in full. */
function plainUnit(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xf800) !== 0xd800;
}

/**
 * Within a cluster the glyph that moves the pen comes first and its dots and marks after it, each where it was: readers
 * take the place of a cluster from its first glyph.
 */
function basesFirst(glyphs: readonly Glyph[]): readonly Glyph[] {
  if (glyphs.every((glyph) => glyph.codePoints.length > 0)) return glyphs;
  const ordered: Glyph[] = [];
  for (let from = 0; from < glyphs.length;) {
    let to = from + 1;
    while (to < glyphs.length && glyphs[to]?.codePoints.length === 0) to++;
    ordered.push(...baseFirst(glyphs.slice(from, to)));
    from = to;
  }
  return ordered;
}

function baseFirst(cluster: readonly Glyph[]): readonly Glyph[] {
  const base = cluster.findIndex((glyph) => glyph.advance > 0);
  if (base <= 0) return cluster;
  const pens = cluster.map((_, index) => cluster.slice(0, index).reduce((sum, glyph) => sum + glyph.advance, 0));
  const order = [base, ...cluster.keys()].filter((at, index) => index === 0 || at !== base);
  let pen = 0;
  return order.flatMap((at, index) => {
    const glyph = cluster[at];
    if (!glyph) return [];
    const dx = glyph.dx + (pens[at] ?? 0) - pen;
    pen += glyph.advance;
    return [{ ...glyph, dx, codePoints: index === 0 ? (cluster[0]?.codePoints ?? []) : [] }];
  });
}

// Clusters come in the order of the glyphs: they grow from left to right, and fall from right to left.
function glyphsOf(
  text: string,
  infos: readonly { codepoint: number; cluster: number }[],
  positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[],
  rightToLeft: boolean,
  from: Pick<Loaded, 'scale' | 'plain'>,
): readonly Glyph[] {
  let above = text.length;
  let at = -1;
  return infos.map(({ codepoint: id, cluster }, index) => {
    const first = cluster !== at;
    if (first && rightToLeft && at >= 0) above = at;
    at = cluster;
    if (first && !rightToLeft) {
      let next = index + 1;
      while (next < infos.length && infos[next]?.cluster === cluster) next++;
      above = infos[next]?.cluster ?? text.length;
    }
    const { xAdvance, xOffset, yOffset } = positions[index] ?? { xAdvance: 0, xOffset: 0, yOffset: 0 };
    const advance = xAdvance * from.scale;
    if (first && above === cluster + 1 && xOffset === 0 && yOffset === 0) {
      return plainGlyph(from.plain, id, advance, text.charCodeAt(cluster));
    }
    const stands = first ? text.slice(cluster, above) : '';
    const codePoints = Array.from(stands, (character) => character.codePointAt(0) ?? 0);
    return { id, advance, dx: xOffset * from.scale, dy: yOffset * from.scale, codePoints };
  });
}

function plainGlyph(plain: Map<number, Glyph[]>, id: number, advance: number, codePoint: number): Glyph {
  let known = plain.get(id);
  if (!known) plain.set(id, (known = []));
  let glyph = known.find((each) => each.advance === advance && each.codePoints[0] === codePoint);
  if (!glyph) known.push((glyph = { id, advance, dx: 0, dy: 0, codePoints: [codePoint] }));
  return glyph;
}
