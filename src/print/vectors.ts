import svgPath from 'svgpath';
import type { Pdf } from './canvas';
import { fixed } from './pdf-file';
import type { Drawing, Shape } from './svg';

/** Draws a figure into a frame. `letters` draws a text of the figure at its place, in the figure's own units. */
export function showDrawing(
  pdf: Pdf,
  drawing: Drawing,
  frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  letters: (shape: Extract<Shape, { type: 'text' }>) => void,
): void {
  const [left, top, width, height] = drawing.viewBox;
  const scale = Math.min(frame.width / width, frame.height / height);
  pdf.save();
  pdf.transform([scale, 0, 0, scale, frame.x - left * scale, frame.y - top * scale]);
  for (const shape of drawing.shapes) {
    pdf.save();
    pdf.transform(shape.matrix);
    if (shape.fillOpacity < 1) pdf.opacity('fill', shape.fillOpacity);
    if (shape.type === 'text') letters(shape);
    else trace(pdf, shape);
    pdf.restore();
  }
  pdf.restore();
}

function trace(pdf: Pdf, shape: Extract<Shape, { type: 'path' }>): void {
  pdf.add(`${fixed(shape.strokeWidth)} w`);
  if (shape.strokeOpacity < 1) pdf.opacity('stroke', shape.strokeOpacity);
  if (shape.dash) pdf.add(`[${fixed(shape.dash[0] ?? 1)} ${fixed(shape.dash[1] ?? shape.dash[0] ?? 1)}] 0 d`);
  if (shape.fill !== undefined) pdf.fillColour(shape.fill);
  if (shape.stroke !== undefined) pdf.strokeColour(shape.stroke);
  const paint =
    shape.fill === undefined ? (shape.stroke === undefined ? 'n' : 'S') : shape.stroke === undefined ? 'f' : 'B';
  pdf.add(`${operatorsOf(shape.d)}${paint}${shape.evenOdd && shape.fill !== undefined ? '*' : ''}`);
}

/** A path of SVG in the operators of PDF, which know lines and cubic curves only. */
function operatorsOf(d: string): string {
  let operators = '';
  const add = (operator: string, ...numbers: readonly number[]) => {
    operators += `${numbers.map(fixed).join(' ')} ${operator}\n`;
  };
  svgPath(d)
    .abs()
    .unarc()
    .unshort()
    .iterate((segment, _, x, y) => {
      switch (segment[0]) {
        case 'M':
          add('m', segment[1], segment[2]);
          return;
        case 'L':
          add('l', segment[1], segment[2]);
          return;
        case 'H':
          add('l', segment[1], y);
          return;
        case 'V':
          add('l', x, segment[1]);
          return;
        case 'C':
          add('c', ...segment.slice(1).map(Number));
          return;
        case 'Q': {
          const [, cx, cy, toX, toY] = segment;
          const third = (from: number, control: number) => from + (2 / 3) * (control - from);
          add('c', third(x, cx), third(y, cy), third(toX, cx), third(toY, cy), toX, toY);
          return;
        }
        default:
          operators += 'h\n';
      }
    });
  return operators;
}
