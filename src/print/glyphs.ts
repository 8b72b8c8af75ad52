import type { Pdf } from './canvas';
import { colourIn } from './colours';
import { type EmbeddedFont, hex, utf16 } from './embedding';
import type { Piece } from './line';
import { ink } from './look';
import { fixed } from './pdf-file';
import type { Glyph, Shaped } from './shaping';

/** A font of one file, with the words already written in it. */
interface Face {
  readonly font: EmbeddedFont;
  /** Glyphs that are a cluster by themselves, as they were written last. */
  readonly letters: Map<Glyph, Word>;
  readonly words: Map<Shaped, Word>;
}

/** A word in the file's own codes. Where those do not tell its text by themselves, that is `untold`. */
interface Word {
  readonly steps: readonly Step[];
  readonly untold: boolean;
  /** The codes of what is told, and stands at one height. */
  readonly plain: string | undefined;
}

/** Glyphs at one height, as digits with moves between them; `rise` is in thousandths of the size. */
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
    if (run !== '') out.push(`[<${run}>] TJ`);
    run = '';
  };
  let face: Face | undefined;
  for (let from = 0, last: Piece | undefined; from < pieces.length;) {
    const first = pieces[from];
    if (!first) break;
    const to = endOfWord(pieces, from);
    const goesOn: boolean = last !== undefined && follows(last, first);
    face = face && goesOn ? face : faceIn(pdf, first.shaped.font);
    if (!goesOn) {
      flush();
      const { id } = face.font;
      out.push(`/${id} ${fixed(size)} Tf ${colourIn(first.span.colour ?? ink) ?? ''} rg`);
      out.push(`1 0 0 -1 ${fixed(x + first.x)} ${fixed(y)} Tm`);
    }
    const own: Face = face;
    const alone = to === from + 1 ? wordIn(own, first.shaped) : undefined;
    if (alone?.plain !== undefined) {
      run += alone.plain;
      last = first;
      from = to;
      continue;
    }
    const word = pieces.slice(from, to);
    const parts = word.map((piece) => wordIn(own, piece.shaped));
    const untold = parts.some((part) => part.untold);
    if (untold) {
      flush();
      out.push(`/Span <</ActualText <feff${utf16(asStored(word))}>>> BDC`);
    }
    for (const { steps } of parts) {
      for (const { codes, rise } of steps) {
        if (rise === 0) run += codes;
        else {
          flush();
          out.push(`${fixed((rise * size) / 1000)} Ts [<${codes}>] TJ 0 Ts`);
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
  out.push('ET');
  pdf.add(out.join('\n'));
}

/** Where the word that begins at `from` ends: pieces may be parts of one, in scripts that write without spaces. */
function endOfWord(pieces: readonly Piece[], from: number): number {
  let to = from + 1;
  for (let last = pieces[from]; last && !isWhite(last.text); to++) {
    const next = pieces[to];
    if (!next || isWhite(next.text) || !follows(last, next)) break;
    last = next;
  }
  return to;
}

function isWhite(text: string): boolean {
  return text === ' ' || text.trim() === '';
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
  const face = { font: pdf.font(path), letters: new Map<Glyph, Word>(), words: new Map<Shaped, Word>() };
  faces.set(path, face);
  return face;
}

function wordIn(face: Face, shaped: Shaped): Word {
  const { words } = face;
  const known = words.get(shaped);
  if (known) return known;
  const word = plainWordIn(face, shaped) ?? steppedWordIn(face, shaped);
  words.set(shaped, word);
  return word;
}

/** A word of letters that were met before, each plain by itself. */
function plainWordIn({ letters }: Face, { glyphs, rightToLeft }: Shaped): Word | undefined {
  if (rightToLeft) return undefined;
  let plain = '';
  for (const glyph of glyphs) {
    const letter = letters.get(glyph)?.plain;
    if (letter === undefined || glyph.advance <= 0) return undefined;
    plain += letter;
  }
  return wordOf([{ codes: plain, rise: 0 }], false);
}

function steppedWordIn(face: Face, shaped: Shaped): Word {
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
  return wordOf(join(steps), untold);
}

function wordOf(steps: readonly Step[], untold: boolean): Word {
  const [only] = steps;
  const plain = only?.rise === 0 && steps.length === 1 && !untold ? only.codes : undefined;
  return { steps, untold, plain };
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
  for (const glyph of cluster) include(font, glyph, composed);
  const told = String.fromCodePoint(...cluster.flatMap(({ id }) => font.meanings.get(id) ?? []));
  return wordOf(
    cluster.map((glyph) => stepOf(font, glyph)),
    told !== meant,
  );
}

function stepOf(font: EmbeddedFont, glyph: Glyph): Step {
  const back = font.file.widthOf(glyph.id) - glyph.advance + glyph.dx;
  const before = glyph.dx === 0 ? '' : moved(-glyph.dx);
  return { codes: `${before}${hex(glyph.id)}${Math.abs(back) > 0.005 ? moved(back) : ''}`, rise: glyph.dy };
}

/** A move between digits. */
function moved(by: number): string {
  return `> ${fixed(by)} <`;
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
    codes += step.codes;
  }
  joined.push({ codes, rise });
  return joined;
}

/** A part of a composed letter, as ị is drawn as i and a dot, is told as what it is alone: other words will use it. */
function include(font: EmbeddedFont, glyph: Glyph, part: boolean): void {
  if (font.meanings.has(glyph.id)) return;
  font.meanings.set(glyph.id, (part ? font.characterOf(glyph.id) : undefined) ?? meaningOf(glyph));
}

/** PDF/UA wants every glyph to say a character: a part of a cluster, told by its first glyph, says an unseen joiner. */
function meaningOf({ codePoints }: Glyph): readonly number[] {
  return codePoints.length > 0 ? codePoints : [0x034f];
}
