import { render } from '../web/page';
import type { Words } from '../words';
import type { Fork, Stretch } from './paths';

const column = 72;
const row = 34;
const radius = 12;

interface Placed {
  readonly fork: Fork;
  readonly x: number;
  readonly y: number;
}

/**
 * The tree of decisions as a drawing: one disc for each, the wider its line the more courses took it. It holds numbers
 * only, which the list below it explains; so it says nothing that the list does not.
 */
export function drawPaths(forks: readonly Fork[], of: number): string {
  const placed: Placed[] = [];
  const lines: string[] = [];
  let rows = 0;
  const place = (fork: Fork, depth: number): Placed => {
    const first = rows;
    const below = fork.next.map((each) => place(each, depth + 1));
    if (below.length === 0) rows += 1;
    const y = below.length === 0 ? first : ((below[0]?.y ?? 0) + (below.at(-1)?.y ?? 0)) / 2;
    const here = { fork, x: depth, y };
    for (const next of below) lines.push(line(here, next, of));
    placed.push(here);
    return here;
  };
  for (const fork of forks) place(fork, 0);
  const width = (Math.max(0, ...placed.map(({ x }) => x)) + 1) * column;
  const height = Math.max(1, rows) * row;
  const discs = placed.map(({ fork, x, y }) => {
    const [cx, cy] = [x * column + column / 2, y * row + row / 2];
    return `<circle cx="${cx}" cy="${cy}" r="${radius}"/><text x="${cx}" y="${cy}">${fork.number}</text>`;
  });
  return `<svg class="paths" aria-hidden="true" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${lines.join('')}${discs.join('')}</svg>`;
}

function line(from: Placed, to: Placed, of: number): string {
  const [x1, y1] = [from.x * column + column / 2 + radius, from.y * row + row / 2];
  const [x2, y2] = [to.x * column + column / 2 - radius, to.y * row + row / 2];
  const middle = (x1 + x2) / 2;
  const wide = Math.max(1.5, (10 * to.fork.count) / Math.max(1, of)).toFixed(1);
  return `<path d="M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}" stroke-width="${wide}"/>`;
}

/** The same tree as lists in lists, with its words: for everybody, and for whom no drawing speaks. */
export function listPaths(stretches: readonly Stretch[], of: number, t: Words): string {
  const inner = stretches.map(({ forks, next }) => ({
    forks,
    nextHtml: next.length > 0 ? listPaths(next, of, t) : '',
  }));
  return render('debrief/forks', { t, of, stretches: inner });
}
