import type { Glyph } from './shaping';

/**
 * Within a cluster the glyph that moves the pen comes first and its dots and marks after it, each where it was: readers
 * take the place of a cluster from its first glyph.
 */
export function basesFirst(glyphs: readonly Glyph[]): readonly Glyph[] {
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
export function glyphsOf(
  text: string,
  infos: readonly { codepoint: number; cluster: number }[],
  positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[],
  rightToLeft: boolean,
  from: { readonly scale: number; readonly plain: Map<number, Glyph[]> },
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
