import { footOf, heightOfFootnotes } from './footnotes';
import type { Page as Shape } from './look';
import type { Ground, Mark, Running, Strip } from './strip';

/** A strip on its page; `y` is its top. `again` marks a table's repeated head, which is decoration. */
export interface Placed {
  readonly strip: Strip;
  readonly y: number;
  readonly again: boolean;
}

/** A box, or the part of it that stands on one page; `opens` and `closes` say whether its ends are there. */
export interface LaidGround {
  readonly ground: Ground;
  readonly top: number;
  readonly bottom: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

export interface LaidPage {
  readonly number: number;
  readonly placed: readonly Placed[];
  /** Behind the strips, from the outermost in. */
  readonly grounds: readonly LaidGround[];
  readonly running: Running | undefined;
  readonly exercise: boolean;
  readonly bare: boolean;
}

/** Cuts the column of strips into pages, at the last place before the foot where no strip asks to stay with the next. */
export function paginate(strips: readonly Strip[], shape: Shape): readonly LaidPage[] {
  const pages: LaidPage[] = [];
  let carried: ReadonlySet<Ground> = new Set();
  for (let at = 0; at < strips.length;) {
    const head = pages.length > 0 ? (strips[at]?.repeat ?? []) : [];
    const room = shape.bottom - shape.top - heightOf(head);
    const end = endOf(strips, at, room);
    const across = new Set(strips[end - 1]?.grounds.filter((ground) => strips[end]?.grounds.includes(ground)) ?? []);
    pages.push(layPage(strips.slice(at, end), head, shape, pages.length + 1, carried, across));
    carried = across;
    at = end;
  }
  return pages;
}

function endOf(strips: readonly Strip[], at: number, room: number): number {
  let used = 0;
  let noted = false;
  let end = at;
  for (; end < strips.length; end++) {
    const strip = strips[end];
    if (!strip || (strip.newPage && end > at)) break;
    used += (end === at ? 0 : strip.before) + strip.height + heightOfFootnotes(strip, noted);
    noted ||= strip.footnotes !== undefined;
    if (used > room && end > at) break;
  }
  if (end === strips.length || strips[end]?.newPage) return end;
  let cut = end;
  while (cut > at && strips[cut - 1]?.keep) cut--;
  const found = looseEnd(strips, at, cut, end, room) ?? (cut === at ? end : cut);
  return fullerEnd(strips, at, found, room) ?? found;
}

/** An earlier end, where a module would have only a few lines on its last page otherwise. */
function fullerEnd(strips: readonly Strip[], at: number, end: number, room: number): number | undefined {
  let rest = 0;
  for (let next = end; next < strips.length && !strips[next]?.newPage; next++) {
    rest += (strips[next]?.height ?? 0) + (strips[next]?.before ?? 0);
    if (rest >= leastPart) return undefined;
  }
  for (let earlier = end - 1; earlier > at; earlier--) {
    rest += (strips[earlier]?.height ?? 0) + (strips[earlier]?.before ?? 0);
    if (rest > room * mostWhite) return undefined;
    if (rest >= leastPart && !strips[earlier - 1]?.keep) return earlier;
  }
  return undefined;
}

/** So much of a page may stay white before what is kept together loosely; and so high is each part that it is cut into. */
const mostWhite = 0.38;
const leastPart = 90;

/** Where what is kept loosely is cut after all, because the page would end too early at `cut`. */
function looseEnd(strips: readonly Strip[], at: number, cut: number, end: number, room: number): number | undefined {
  if (heightBetween(strips, at, cut) > room * (1 - mostWhite)) return undefined;
  let after = end;
  while (after < strips.length && strips[after]?.keep) after++;
  for (let loose = end; loose > cut; loose--) {
    if (!strips[loose - 1]?.loose) continue;
    const fits = heightBetween(strips, cut, loose) >= leastPart && heightBetween(strips, loose, after + 1) >= leastPart;
    if (fits) return loose;
  }
  return undefined;
}

function heightBetween(strips: readonly Strip[], from: number, to: number): number {
  return strips.slice(from, to).reduce((sum, strip, at) => sum + strip.height + (at > 0 ? strip.before : 0), 0);
}

function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((sum, strip) => sum + strip.height, 0);
}

function layPage(
  strips: readonly Strip[],
  head: readonly Strip[],
  shape: Shape,
  number: number,
  carriedIn: ReadonlySet<Ground>,
  carriedOn: ReadonlySet<Ground>,
): LaidPage {
  const placed: Placed[] = [];
  let y = shape.top;
  for (const strip of head) {
    placed.push({ strip: { ...strip, marks: strip.marks.map(asDecoration) }, y, again: true });
    y += strip.height;
  }
  strips.forEach((strip, index) => {
    if (index > 0) y += strip.before;
    placed.push({ strip, y, again: false });
    y += strip.height;
  });
  for (const { strip, y: top } of footOf(strips, shape.column, shape.bottom))
    placed.push({ strip, y: top, again: false });
  return {
    number,
    placed,
    grounds: groundsOf(placed, carriedIn, carriedOn),
    // A page whose first strip opens a module is headed by that module; else by the one that goes on.
    running: strips[0]?.running,
    exercise: strips.some((strip) => strip.exercise),
    bare: strips.every((strip) => strip.bare),
  };
}

function asDecoration(mark: Mark): Mark {
  if (mark.type !== 'line' && mark.type !== 'drawing') return mark;
  return mark.type === 'line' ? { ...mark, node: undefined } : { ...mark, node: undefined };
}

function groundsOf(
  placed: readonly Placed[],
  carriedIn: ReadonlySet<Ground>,
  carriedOn: ReadonlySet<Ground>,
): readonly LaidGround[] {
  const found = [...new Set(placed.flatMap(({ strip }) => strip.grounds))];
  return found.flatMap((ground) => {
    const on = placed.filter(({ strip }) => strip.grounds.includes(ground));
    const [first, last] = [on[0], on.at(-1)];
    if (!first || !last) return [];
    const top = first.y - whiteIn(first.strip, ground, 'above');
    const bottom = last.y + last.strip.height + whiteIn(last.strip, ground, 'below');
    return [{ ground, top, bottom, opens: !carriedIn.has(ground), closes: !carriedOn.has(ground) }];
  });
}

/** The white between a strip and the edge of a box around it, through the boxes that stand in between. */
function whiteIn(strip: Strip, ground: Ground, side: 'above' | 'below'): number {
  return strip.grounds.slice(strip.grounds.indexOf(ground)).reduce((sum, each) => sum + each[side], 0);
}
