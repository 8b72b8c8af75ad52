import type { Words } from '../words';
import { areas, outlines, places } from './land';
import { type MarkKind, columns, rows } from './mark';

/** A mark as it is drawn: its number leads to the list beside the map; `tables` where several marked the same. */
export interface Drawn {
  readonly number: number;
  readonly kind: MarkKind;
  readonly cells: readonly string[];
  readonly tables?: number;
}

const cell = 100;
const edge = 46;

/** What each thing looks like on paper. On a screen the style sheet says it, by the class of the same name, for each theme. */
const inks: Readonly<Record<string, string>> = {
  sea: 'fill="#e3eef3"',
  tarrowen: 'fill="#f7f1e1" stroke="#45524f" stroke-width="2.5"',
  caldery: 'fill="#ebe6d2"',
  velmora: 'fill="#edf3e6" stroke="#45524f" stroke-width="2.5"',
  hills: 'fill="none" stroke="#6f7b76" stroke-width="3"',
  border: 'fill="none" stroke="#45524f" stroke-width="3" stroke-dasharray="14 8"',
  river: 'fill="none" stroke="#4c86a8" stroke-width="6"',
  road: 'fill="none" stroke="#a9701a" stroke-width="4"',
  ferry: 'fill="none" stroke="#0b4464" stroke-width="3" stroke-dasharray="5 9"',
  grid: 'stroke="#8d9894" stroke-width="1"',
  dot: 'fill="#17211f"',
  state: 'fill="#45524f"',
  name: 'fill="#17211f"',
  letter: 'fill="#17211f"',
  route: 'fill="none" stroke="#47307c" stroke-width="8"',
  'route-head': 'fill="#47307c"',
  hub: 'fill="#0e4a56" stroke="#ffffff" stroke-width="3"',
  intervention: 'fill="#8f2a10" stroke="#ffffff" stroke-width="3"',
  partner: 'fill="#1d5230" stroke="#ffffff" stroke-width="3"',
  'route-number': 'fill="#47307c" stroke="#ffffff" stroke-width="3"',
  number: 'fill="#ffffff"',
  count: 'fill="#ffffff" stroke="#17211f" stroke-width="2"',
  'count-words': 'fill="#17211f"',
};

type Point = readonly [x: number, y: number];
type Look = (ink: string) => string;

const onPaper: Look = (ink) => inks[ink] ?? '';
const onScreen: Look = (ink) => `class="map-${ink}"`;

/**
 * The fictional map with these marks on it, as SVG: for a screen (it takes a theme's colours, and `data-cell` says where a
 * finger is) or for the printer. It says nothing that the lists beside it do not say.
 */
export function drawMap(marks: readonly Drawn[], t: Words, target: 'screen' | 'paper'): string {
  const look = target === 'paper' ? onPaper : onScreen;
  const [width, height] = [columns.length * cell, rows * cell];
  const land = outlines.map(({ ink, d }) => `<path d="${d}" ${look(ink)}/>`).join('');
  const named = places.map(({ id, at, words }) => {
    const dot = `<circle cx="${at[0]}" cy="${at[1]}" r="7" ${look('dot')}/>`;
    return dot + text(words, 22, t(`map.place.${id}`), look('name'));
  });
  const states = areas.map(({ id, at }) => text(at, 27, t(`map.area.${id}`), look('state'), 'font-style="italic"'));
  const drawn = `${drawRoutes(marks, look)}${drawSymbols(marks, look)}`;
  const taps = target === 'screen' ? allCells().map(tap).join('') : '';
  return (
    `<svg ${target === 'screen' ? 'class="map" aria-hidden="true" focusable="false"' : 'xmlns="http://www.w3.org/2000/svg"'} viewBox="${-edge} ${-edge} ${width + edge + 4} ${height + edge + 4}">` +
    `<rect x="0" y="0" width="${width}" height="${height}" ${look('sea')}/>${land}${grid(look)}` +
    `${states.join('')}${named.join('')}${drawn}${taps}</svg>`
  );
}

/** Every cell's name, row by row. */
function allCells(): string[] {
  return Array.from({ length: rows }, (_, row) => columns.map((column) => `${column}${row + 1}`)).flat();
}

function centreOf(name: string): Point {
  const column = columns.findIndex((each) => each === name[0]);
  return [column * cell + cell / 2, (Number(name[1]) - 1) * cell + cell / 2];
}

function grid(look: Look): string {
  const down = columns.map((letter, at) => {
    const line =
      at === 0 ? '' : `<line x1="${at * cell}" y1="0" x2="${at * cell}" y2="${rows * cell}" ${look('grid')}/>`;
    return line + text([at * cell + cell / 2, -14], 28, letter, look('letter'), 'font-weight="700"');
  });
  const across = Array.from({ length: rows }, (_, at) => {
    const line = `<line x1="0" y1="${at * cell}" x2="${columns.length * cell}" y2="${at * cell}" ${look('grid')}/>`;
    const name = text([-24, at * cell + cell / 2 + 10], 28, String(at + 1), look('letter'), 'font-weight="700"');
    return (at === 0 ? '' : line) + name;
  });
  return down.join('') + across.join('');
}

/** Routes beside each other, where several go the same way. */
function drawRoutes(marks: readonly Drawn[], look: Look): string {
  const routes = marks.filter(({ kind }) => kind === 'route');
  return routes
    .map(({ cells, number, tables }, at) => {
      const shift = ((at % 5) - 2) * 9;
      const points = cells.map(centreOf).map(([x, y]): Point => [x + shift, y + shift]);
      const [before, end] = [points.at(-2), points.at(-1)];
      const [from, next] = points;
      if (!before || !end || !from || !next) return '';
      const half: Point = [(from[0] + next[0]) / 2, (from[1] + next[1]) / 2];
      const line = `<polyline points="${points.map((point) => point.join(' ')).join(' ')}" stroke-linejoin="round" stroke-linecap="round" ${look('route')}/>`;
      const disc = `<rect x="${half[0] - 20}" y="${half[1] - 17}" width="40" height="34" rx="8" ${look('route-number')}/>`;
      return line + headOf(before, end, look) + disc + numberAt(half, number, look) + countAt(half, tables, look);
    })
    .join('');
}

function headOf([x1, y1]: Point, [x2, y2]: Point, look: Look): string {
  const turn = Math.round((Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI);
  return `<polygon points="18 0 -14 -17 -14 17" transform="translate(${x2} ${y2}) rotate(${turn})" ${look('route-head')}/>`;
}

/** One shape for each kind, as colour never speaks alone. Several in one cell stand beside each other. */
function drawSymbols(marks: readonly Drawn[], look: Look): string {
  const stands = new Map<string, Drawn[]>();
  for (const mark of marks) {
    const [where] = mark.cells;
    if (mark.kind !== 'route' && where) stands.set(where, [...(stands.get(where) ?? []), mark]);
  }
  return [...stands]
    .flatMap(([where, here]) => {
      const wide = Math.ceil(Math.sqrt(here.length));
      const step = cell / wide;
      const [x, y] = centreOf(where);
      const scale = wide === 1 ? 1 : 1.72 / wide;
      return here.map(({ kind, number, tables }, at) => {
        const column = (at % wide) - (wide - 1) / 2;
        const row = Math.floor(at / wide) - (Math.ceil(here.length / wide) - 1) / 2;
        const place = `translate(${rounded(x + column * step)} ${rounded(y + row * step)}) scale(${rounded(scale)})`;
        const symbol = shapeOf(kind, look) + numberAt([0, kind === 'intervention' ? 6 : 0], number, look);
        return `<g transform="${place}">${symbol}${countAt([0, 0], tables, look)}</g>`;
      });
    })
    .join('');
}

function shapeOf(kind: MarkKind, look: Look): string {
  if (kind === 'hub') return `<circle cx="0" cy="0" r="25" ${look('hub')}/>`;
  if (kind === 'partner') return `<rect x="-23" y="-23" width="46" height="46" ${look('partner')}/>`;
  return `<polygon points="0 -32 31 23 -31 23" ${look('intervention')}/>`;
}

function numberAt([x, y]: Point, number: number, look: Look): string {
  return text([x, y + 9], 25, String(number), look('number'), 'font-weight="700"');
}

function countAt([x, y]: Point, tables: number | undefined, look: Look): string {
  if (tables === undefined || tables < 2) return '';
  const badge = `<rect x="${x + 12}" y="${y - 40}" width="42" height="28" rx="6" ${look('count')}/>`;
  return badge + text([x + 33, y - 18], 23, `×${tables}`, look('count-words'), 'font-weight="700"');
}

function tap(name: string): string {
  const [x, y] = centreOf(name);
  return `<rect x="${x - cell / 2}" y="${y - cell / 2}" width="${cell}" height="${cell}" class="map-cell" data-cell="${name}"/>`;
}

function text([x, y]: Point, size: number, words: string, look: string, more = ''): string {
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="middle" ${look} ${more}>${escaped(words)}</text>`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
