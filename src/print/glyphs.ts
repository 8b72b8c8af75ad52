import type { EmbeddedFont, Inside, Pdf } from './canvas';
import type { Piece } from './lines';
import { ink } from './look';
import type { Glyph, Shaped } from './shaping';

/** A font of one file, with the words already written in it. */
interface Face {
  readonly font: EmbeddedFont;
  readonly words: WeakMap<Shaped, readonly Step[]>;
}

/** A part of a word in the file's own codes. `rise` is in thousandths of the size; `says` is what the codes do not tell. */
interface Step {
  readonly codes: string;
  readonly rise: number;
  readonly says?: string;
}

/**
 * Draws pieces of a line; `x` is the line's left edge, `y` its baseline, `size` in points. Where the file's table of
 * characters would not read a cluster of glyphs as what it stands for, that is told beside it (ActualText).
 */
export function showPieces(pdf: Pdf, pieces: readonly Piece[], x: number, y: number, size: number): void {
  const out = ['BT'];
  let run = '';
  const flush = () => {
    if (run !== '') out.push(`[${run}] TJ`);
    run = '';
  };
  let last: Piece | undefined;
  for (const piece of pieces) {
    const face = faceIn(pdf, piece.shaped.font);
    const follows = last !== undefined && Math.abs(last.x + last.width - piece.x) < 0.01 && sameVoice(last, piece);
    last = piece;
    if (!follows) {
      flush();
      const { id } = face.font;
      (pdf.page as Inside['page']).fonts[id] ??= face.font.ref();
      out.push(`/${id} ${fixed(size)} Tf ${colourOf(piece.span.colour ?? ink)} rg`);
      out.push(`1 0 0 -1 ${fixed(x + piece.x)} ${fixed(y)} Tm`);
    }
    for (const { codes, rise, says } of stepsOf(face, piece.shaped)) {
      if (rise === 0 && says === undefined) {
        run += codes;
        continue;
      }
      flush();
      if (says !== undefined) out.push(`/Span <</ActualText <${utf16(says)}>>> BDC`);
      out.push(rise === 0 ? `[${codes}] TJ` : `${fixed((rise * size) / 1000)} Ts [${codes}] TJ 0 Ts`);
      if (says !== undefined) out.push('EMC');
    }
  }
  flush();
  pdf.addContent([...out, 'ET'].join('\n'));
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
  const face = { font: pdf._font, words: new WeakMap<Shaped, readonly Step[]>() };
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

function stepsOf({ font, words }: Face, shaped: Shaped): readonly Step[] {
  const known = words.get(shaped);
  if (known) return known;
  const steps: Step[] = [];
  for (let from = 0; from < shaped.glyphs.length;) {
    let to = from + 1;
    while (to < shaped.glyphs.length && shaped.glyphs[to]?.codePoints.length === 0) to++;
    steps.push(...clusterSteps(font, shaped.glyphs.slice(from, to)));
    from = to;
  }
  const joined = join(steps);
  words.set(shaped, joined);
  return joined;
}

/** The glyphs of one cluster. If they have to be told, one step says it all and the others nothing. */
function clusterSteps(font: EmbeddedFont, cluster: readonly Glyph[]): readonly Step[] {
  const meant = String.fromCodePoint(...cluster.flatMap((glyph) => glyph.codePoints));
  const composed = cluster.length > 1 && Array.from(meant).length === 1 && meant.normalize('NFD') !== meant;
  const indices = cluster.map((glyph) => include(font, glyph, composed));
  const told = String.fromCodePoint(...indices.flatMap((index) => font.unicode[index] ?? []));
  const steps = join(cluster.map((glyph, at) => stepOf(font, glyph, indices[at] ?? 0)));
  if (told === meant) return steps;
  return steps.map((step, at) => ({ ...step, says: at === 0 ? meant : '' }));
}

function stepOf(font: EmbeddedFont, glyph: Glyph, index: number): Step {
  const code = `<${index.toString(16).padStart(4, '0')}>`;
  const back = (font.widths[index] ?? 0) - glyph.advance + glyph.dx;
  const before = glyph.dx === 0 ? '' : ` ${fixed(-glyph.dx)}`;
  return { codes: `${before}${code}${Math.abs(back) > 0.005 ? ` ${fixed(back)}` : ''}`, rise: glyph.dy };
}

function join(steps: readonly Step[]): readonly Step[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    const same = last?.rise === step.rise && last.says === undefined && step.says === undefined;
    if (same) joined[joined.length - 1] = { ...last, codes: (last.codes + step.codes).replace('><', '') };
    else joined.push(step);
  }
  return joined;
}

/** A part of a composed letter, as ị is drawn as i and a dot, is told as what it is alone: other words will use it. */
function include(font: EmbeddedFont, glyph: Glyph, part: boolean): number {
  const index = font.subset.includeGlyph(glyph.id);
  font.widths[index] ??= font.font.getGlyph(glyph.id).advanceWidth * font.scale;
  font.unicode[index] ??= (part ? ownCharacter(font, glyph.id) : undefined) ?? glyph.codePoints;
  return index;
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

function colourOf(hex: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return parts.map(fixed).join(' ');
}
