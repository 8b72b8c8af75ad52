import { ink } from './look';
import { type Element, readMarkup } from './markup';

/** A figure ready to be drawn as vectors: shapes in the figure's own units, `viewBox` first. */
export interface Drawing {
  readonly viewBox: readonly [x: number, y: number, width: number, height: number];
  readonly shapes: readonly Shape[];
}

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export type Shape =
  | {
      readonly type: 'path';
      readonly d: string;
      readonly matrix: Matrix;
      readonly fill?: string;
      readonly stroke?: string;
      readonly strokeWidth: number;
      readonly dash?: readonly number[];
      readonly evenOdd: boolean;
      /** From 0 (unseen) to 1. */
      readonly fillOpacity: number;
      readonly strokeOpacity: number;
    }
  | {
      readonly type: 'text';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly strong: boolean;
      readonly italic: boolean;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly fill: string;
      readonly fillOpacity: number;
      readonly matrix: Matrix;
    };

type Style = Readonly<Record<string, string>>;

const inherited = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'fill-rule',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'fill-opacity',
  'stroke-opacity',
  'dominant-baseline',
];
const still: Matrix = [1, 0, 0, 1, 0, 0];

/**
 * Reads the part of SVG that figures may use: g, path, rect, circle, ellipse, line, polyline, polygon, text and tspan, with
 * transforms and plain colours. What may stand in a figure is decided where the source is read; anything else is left out.
 */
export function readDrawing(svg: string): Drawing {
  const top = readMarkup(svg);
  const box = numbers(top.attributes['viewBox'] ?? '');
  const [x = 0, y = 0] = box;
  const width = box[2] ?? number(top.attributes['width'], 300);
  const height = box[3] ?? number(top.attributes['height'], 150);
  const shapes: Shape[] = [];
  walk(
    top,
    { fill: '#000000', 'font-size': '16', ...styleOf(top), opacity: top.attributes['opacity'] ?? '1' },
    still,
    shapes,
  );
  return { viewBox: [x, y, width, height], shapes };
}

function walk(element: Element, style: Style, matrix: Matrix, shapes: Shape[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') continue;
    // What a group lets shine through, its parts let through once more.
    const opacity = String(share(style['opacity']) * share(child.attributes['opacity']));
    const own = { ...style, ...styleOf(child), opacity };
    const placed = multiply(matrix, transformOf(child.attributes['transform']));
    if (child.name === 'g') walk(child, own, placed, shapes);
    else if (child.name === 'text') letter(child, own, placed, shapes);
    else draw(child, own, placed, shapes);
  }
}

function draw(element: Element, style: Style, matrix: Matrix, shapes: Shape[]): void {
  const d = pathOf(element);
  if (d === undefined) return;
  const fill = colour(style['fill']);
  const stroke = colour(style['stroke']);
  const strokeWidth = number(style['stroke-width'], 1);
  const dash = numbers(style['stroke-dasharray'] ?? '');
  shapes.push({
    type: 'path',
    d,
    matrix,
    strokeWidth,
    evenOdd: style['fill-rule'] === 'evenodd',
    fillOpacity: share(style['opacity']) * share(style['fill-opacity']),
    strokeOpacity: share(style['opacity']) * share(style['stroke-opacity']),
    ...(fill === undefined || element.name === 'line' ? {} : { fill }),
    ...(stroke === undefined ? {} : { stroke }),
    ...(dash.length > 0 ? { dash } : {}),
  });
}

function letter(element: Element, style: Style, matrix: Matrix, shapes: Shape[]): void {
  let x = number(element.attributes['x'], 0);
  let y = number(element.attributes['y'], 0);
  const push = (text: string, own: Style) => {
    const said = text.replace(/\s+/g, ' ');
    if (said.trim() === '') return;
    shapes.push({
      type: 'text',
      text: said.trim(),
      x,
      y: y + drop(own) * number(own['font-size'], 16),
      size: number(own['font-size'], 16),
      strong: own['font-weight'] === 'bold' || number(own['font-weight'], 400) >= 600,
      italic: own['font-style'] === 'italic',
      anchor: own['text-anchor'] === 'middle' || own['text-anchor'] === 'end' ? own['text-anchor'] : 'start',
      fill: colour(own['fill']) ?? '#000000',
      fillOpacity: share(own['opacity']) * share(own['fill-opacity']),
      matrix,
    });
  };
  for (const child of element.children) {
    if (typeof child === 'string') push(child, style);
    else if (child.name === 'tspan') {
      const own = { ...style, ...styleOf(child) };
      x = number(child.attributes['x'], x) + lengthIn(child.attributes['dx'], own);
      y = number(child.attributes['y'], y) + lengthIn(child.attributes['dy'], own);
      push(child.children.filter((each) => typeof each === 'string').join(''), own);
    }
  }
}

function drop(style: Style): number {
  const baseline = style['dominant-baseline'];
  return baseline === 'middle' || baseline === 'central' ? 0.35 : baseline === 'hanging' ? 0.75 : 0;
}

function lengthIn(value: string | undefined, style: Style): number {
  const amount = number(value, 0);
  return value?.trim().endsWith('em') ? amount * number(style['font-size'], 16) : amount;
}

function pathOf({ name, attributes }: Element): string | undefined {
  const at = (key: string) => number(attributes[key], 0);
  const oval = (cx: number, cy: number, rx: number, ry: number) =>
    `M${cx - rx} ${cy}A${rx} ${ry} 0 1 0 ${cx + rx} ${cy}A${rx} ${ry} 0 1 0 ${cx - rx} ${cy}Z`;
  switch (name) {
    case 'path':
      return attributes['d'];
    case 'rect':
      return rectangle(at('x'), at('y'), at('width'), at('height'), number(attributes['rx'] ?? attributes['ry'], 0));
    case 'circle':
      return oval(at('cx'), at('cy'), at('r'), at('r'));
    case 'ellipse':
      return oval(at('cx'), at('cy'), at('rx'), at('ry'));
    case 'line':
      return `M${at('x1')} ${at('y1')}L${at('x2')} ${at('y2')}`;
    case 'polyline':
    case 'polygon': {
      const points = numbers(attributes['points'] ?? '');
      return points.length < 4 ? undefined : `M${points.join(' ')}${name === 'polygon' ? 'Z' : ''}`;
    }
    default:
      return undefined;
  }
}

function rectangle(x: number, y: number, width: number, height: number, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  if (r === 0) return `M${x} ${y}H${x + width}V${y + height}H${x}Z`;
  const turn = (toX: number, toY: number) => `A${r} ${r} 0 0 1 ${toX} ${toY}`;
  return (
    `M${x + r} ${y}H${x + width - r}${turn(x + width, y + r)}V${y + height - r}${turn(x + width - r, y + height)}` +
    `H${x + r}${turn(x, y + height - r)}V${y + r}${turn(x + r, y)}Z`
  );
}

function styleOf({ attributes }: Element): Style {
  const keys = inherited.filter((key) => attributes[key] !== undefined && attributes[key] !== 'inherit');
  return Object.fromEntries(keys.map((key) => [key, attributes[key] ?? '']));
}

function colour(value: string | undefined): string | undefined {
  if (value === undefined || value === 'none' || value === 'transparent') return undefined;
  if (value === 'currentColor') return ink;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value);
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
    : value;
}

function transformOf(value: string | undefined): Matrix {
  let matrix = still;
  for (const [, name, list] of (value ?? '').matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const [a = 0, b, c, d, e, f] = numbers(list ?? '');
    if (name === 'translate') matrix = multiply(matrix, [1, 0, 0, 1, a, b ?? 0]);
    else if (name === 'scale') matrix = multiply(matrix, [a, 0, 0, b ?? a, 0, 0]);
    else if (name === 'matrix') matrix = multiply(matrix, [a, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0]);
    else if (name === 'skewX') matrix = multiply(matrix, [1, 0, Math.tan((a * Math.PI) / 180), 1, 0, 0]);
    else if (name === 'skewY') matrix = multiply(matrix, [1, Math.tan((a * Math.PI) / 180), 0, 1, 0, 0]);
    else if (name === 'rotate') {
      const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
      const [x, y] = [b ?? 0, c ?? 0];
      matrix = multiply(matrix, [cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos]);
    }
  }
  return matrix;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}

function numbers(text: string): readonly number[] {
  return Array.from(text.matchAll(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi), ([digits]) => Number(digits));
}

/** An opacity, as a number or in per cent; what is not said hides all that is behind. */
function share(value: string | undefined): number {
  const read = number(value, 1) / (value?.trim().endsWith('%') ? 100 : 1);
  return Math.min(1, Math.max(0, read));
}

function number(value: string | undefined, otherwise: number): number {
  const read = Number.parseFloat(value ?? '');
  return Number.isFinite(read) ? read : otherwise;
}
