/** One side of a sheet: which page (from 0) stands left and which right; `undefined` is white. */
export type Side = readonly [left: number | undefined, right: number | undefined];

/**
 * The sides of a booklet, two pages each, in the order in which a printer takes them: printed on both sides, folded once
 * and stapled in the fold, its pages follow one another. White pages fill up the last sheet.
 */
export function bookletSides(pages: number, direction: 'ltr' | 'rtl'): readonly Side[] {
  const whole = Math.ceil(pages / 4) * 4;
  const page = (number: number) => (number < pages ? number : undefined);
  return Array.from({ length: whole / 2 }, (_, side): Side => {
    const [outer, inner] = [page(whole - 1 - side), page(side)];
    // The low page stands on the right of a front and on the left of a back; from right to left, the other way round.
    return (side % 2 === 0) === (direction === 'ltr') ? [outer, inner] : [inner, outer];
  });
}

/** How a page is made smaller to stand on half of a sheet: `scale`, and where its top left corner comes to lie. */
export function placeOnSheet(
  [width, height]: readonly [number, number],
  right: boolean,
): { readonly scale: number; readonly x: number; readonly y: number } {
  const [half, deep] = [height / 2, width];
  const scale = Math.min(half / width, deep / height);
  return { scale, x: (right ? half : 0) + (half - width * scale) / 2, y: (deep - height * scale) / 2 };
}
