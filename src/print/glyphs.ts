import type { EmbeddedFont, Inside, Pdf } from './canvas';
import type { Piece } from './lines';
import { ink } from './look';
import type { Glyph, Shaped } from './shaping';

/** A font of one file, with the words already written in it. */
interface Face {
  readonly font: EmbeddedFont;
  /** Glyphs that are a cluster by themselves, as they were written last. */
  readonly letters: WeakMap<Glyph, Word>;
  readonly words: WeakMap<Shaped, Word>;
}

/** A word in the file's own codes. Where those do not tell its text by themselves, that is `untold`. */
interface Word {
  readonly steps: readonly Step[];
  readonly untold: boolean;
}

/** Glyphs at one height; `rise` is in thousandths of the size. */
interface Step {
  readonly codes: string;
  readonly rise: number;
}

/**
 * Draws pieces of a line; `x` is the line's left edge, `y` its baseline, `size` in points. Where the file's table of
 * characters would not read the glyphs as what they stand for, that is told beside them (ActualText).
 */
export function showPieces(pdf: Pdf, pieces: readonly Piece[], x: number, y: number, size: number): void {
  const out = ['BT'];
  let run = '';
  const flush = () => {
    if (run !== '') out.push(`[${run}] TJ`);
    run = '';
  };
  for (let from = 0, last: Piece | undefined; from < pieces.length;) {
    const first = pieces[from];
    if (!first) break;
    const to = endOfWord(pieces, from);
    const face = faceIn(pdf, first.shaped.font);
    if (!last || !follows(last, first)) {
      flush();
      const { id } = face.font;
      (pdf.page as Inside['page']).fonts[id] ??= face.font.ref();
      out.push(`/${id} ${fixed(size)} Tf ${colourOf(first.span.colour ?? ink)} rg`);
      out.push(`1 0 0 -1 ${fixed(x + first.x)} ${fixed(y)} Tm`);
    }
    const alone = to === from + 1 ? wordIn(face, first.shaped) : undefined;
    const [only] = alone?.steps ?? [];
    if (only?.rise === 0 && !alone?.untold && alone?.steps.length === 1) {
      run += only.codes;
      [last, from] = [first, to];
      continue;
    }
    const word = pieces.slice(from, to);
    const parts = word.map((piece) => wordIn(face, piece.shaped));
    const untold = parts.some((part) => part.untold);
    if (untold) {
      flush();
      out.push(`/Span <</ActualText <${utf16(asStored(word))}>>> BDC`);
    }
    for (const { steps } of parts) {
      for (const { codes, rise } of steps) {
        if (rise === 0) run += codes;
        else {
          flush();
          out.push(`${fixed((rise * size) / 1000)} Ts [${codes}] TJ 0 Ts`);
        }
      }
    }
    if (untold) {
      flush();
      out.push('EMC');
    }
    last = word.at(-1);
    from = to;
  }
  flush();
  pdf.addContent([...out, 'ET'].join('\n'));
}

/** Where the word that begins at `from` ends: pieces may be parts of one, in scripts that write without spaces. */
function endOfWord(pieces: readonly Piece[], from: number): number {
  let to = from + 1;
  for (let last = pieces[from]; last && last.text.trim() !== ''; to++) {
    const next = pieces[to];
    if (!next || next.text.trim() === '' || !follows(last, next)) break;
    last = next;
  }
  return to;
}

function follows(last: Piece, next: Piece): boolean {
  return Math.abs(last.x + last.width - next.x) < 0.01 && sameVoice(last, next);
}

/**
 * What a word says. Glyphs from right to left stand in the file in the order in which they are seen, and readers turn them
 * around; they turn what is told instead of glyphs as well, so that letters stand in that order too. What a screen reader
 * is told stands in the structure, in the order of reading.
 */
function asStored(word: readonly Piece[]): string {
  return word.map(({ text, shaped }) => (shaped.rightToLeft ? asSeen(text) : text)).join('');
}

/** Signs without letters are not turned by readers; a mark at the end needs a sign of its direction to be. */
function asSeen(text: string): string {
  if (!/\p{L}/u.test(text)) return text;
  const seen = Array.from(text).reverse().join('');
  return /\p{M}$/u.test(text) ? `\u200f${seen}` : seen;
}

function sameVoice(a: Piece, b: Piece): boolean {
  return a.shaped.font === b.shaped.font && a.span.colour === b.span.colour;
}

const opened = new WeakMap<Pdf, Map<string, Face>>();

function faceIn(pdf: Pdf, path: string): Face {
  let faces = opened.get(pdf);
  if (!faces) opened.set(pdf, (faces = new Map<string, Face>()));
  const known = faces.get(path);
  if (known) return known;
  pdf.font(path);
  const face = { font: pdf._font, letters: new WeakMap<Glyph, Word>(), words: new WeakMap<Shaped, Word>() };
  describeParts(face.font);
  faces.set(path, face);
  return face;
}

/** Composite glyphs pull in others while the subset is written; PDF/UA wants their widths (and CIDSet bits) as well. */
function describeParts(font: EmbeddedFont): void {
  const encode = font.subset.encode.bind(font.subset);
  font.subset.encode = () => {
    const bytes = encode();
    font.subset.glyphs.forEach((glyph, index) => {
      font.widths[index] ??= font.font.getGlyph(glyph).advanceWidth * font.scale;
    });
    return bytes;
  };
}

function wordIn(face: Face, shaped: Shaped): Word {
  const { words } = face;
  const known = words.get(shaped);
  if (known) return known;
  const steps: Step[] = [];
  // Readers take marks that are raised, or that stand over a letter, for words of their own.
  let untold = shaped.rightToLeft || shaped.glyphs.some(({ advance, dy }) => advance <= 0 || dy !== 0);
  for (let from = 0; from < shaped.glyphs.length;) {
    let to = from + 1;
    while (to < shaped.glyphs.length && shaped.glyphs[to]?.codePoints.length === 0) to++;
    const cluster = clusterIn(face, shaped.glyphs, from, to);
    for (const step of cluster.steps) steps.push(step);
    untold ||= cluster.untold;
    from = to;
  }
  const word = { steps: join(steps), untold };
  words.set(shaped, word);
  return word;
}

function clusterIn({ font, letters }: Face, glyphs: readonly Glyph[], from: number, to: number): Word {
  const letter = to === from + 1 ? glyphs[from] : undefined;
  const known = letter && letters.get(letter);
  if (known) return known;
  const cluster = clusterOf(font, glyphs.slice(from, to));
  if (letter) letters.set(letter, cluster);
  return cluster;
}

/** The glyphs of one cluster, and whether the table of characters reads them as something else than they are. */
function clusterOf(font: EmbeddedFont, cluster: readonly Glyph[]): Word {
  const meant = String.fromCodePoint(...cluster.flatMap((glyph) => glyph.codePoints));
  const composed = cluster.length > 1 && Array.from(meant).length === 1 && meant.normalize('NFD') !== meant;
  const indices = cluster.map((glyph) => include(font, glyph, composed));
  const told = String.fromCodePoint(...indices.flatMap((index) => font.unicode[index] ?? []));
  return { steps: cluster.map((glyph, at) => stepOf(font, glyph, indices[at] ?? 0)), untold: told !== meant };
}

function stepOf(font: EmbeddedFont, glyph: Glyph, index: number): Step {
  const code = `<${index.toString(16).padStart(4, '0')}>`;
  const back = (font.widths[index] ?? 0) - glyph.advance + glyph.dx;
  const before = glyph.dx === 0 ? '' : ` ${fixed(-glyph.dx)}`;
  return { codes: `${before}${code}${Math.abs(back) > 0.005 ? ` ${fixed(back)}` : ''}`, rise: glyph.dy };
}

function join(steps: readonly Step[]): readonly Step[] {
  if (steps.length < 2) return steps;
  const joined: Step[] = [];
  let [codes, rise] = ['', steps[0]?.rise ?? 0];
  for (const step of steps) {
    if (step.rise !== rise) {
      joined.push({ codes, rise });
      [codes, rise] = ['', step.rise];
    }
    codes =
      codes.endsWith('>') && step.codes.startsWith('<') ? codes.slice(0, -1) + step.codes.slice(1) : codes + step.codes;
  }
  joined.push({ codes, rise });
  return joined;
}

/** A part of a composed letter, as ị is drawn as i and a dot, is told as what it is alone: other words will use it. */
function include(font: EmbeddedFont, glyph: Glyph, part: boolean): number {
  const index = font.subset.includeGlyph(glyph.id);
  font.widths[index] ??= font.font.getGlyph(glyph.id).advanceWidth * font.scale;
  font.unicode[index] ??= (part ? ownCharacter(font, glyph.id) : undefined) ?? meaningOf(glyph);
  return index;
}

/** PDF/UA wants every glyph to say a character: a part of a cluster, told by its first glyph, says an unseen joiner. */
function meaningOf({ codePoints }: Glyph): readonly number[] {
  return codePoints.length > 0 ? codePoints : [0x034f];
}

function ownCharacter(font: EmbeddedFont, glyph: number): readonly number[] | undefined {
  const [character] = font.font.stringsForGlyph(glyph);
  return character === undefined ? undefined : Array.from(character, (each) => each.codePointAt(0) ?? 0);
}

function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'));
  return `feff${units.join('')}`;
}

function fixed(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

const colours = new Map<string, string>();

function colourOf(hex: string): string {
  let known = colours.get(hex);
  if (known === undefined) {
    known = [1, 3, 5].map((at) => fixed(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ');
    colours.set(hex, known);
  }
  return known;
}
