import type { Pdf } from './canvas';
import { showPieces } from './glyphs';
import type { Line, Piece } from './line';
import type { Typesetter } from './lines';
import { pagePlace } from './set-index';
import type { LaidGround, LaidPage } from './pages';
import { fixed } from './pdf-file';
import type { Mark, Node } from './strip';
import type { Structure } from './structure';
import { showDrawing } from './vectors';

export interface Pen {
  readonly pdf: Pdf;
  readonly structure: Structure;
  readonly typesetter: Typesetter;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

/** Draws one page: first all decoration, then what is read, in reading order. */
export function drawPage(pen: Pen, page: LaidPage, furniture: readonly Mark[]): void {
  const { pdf } = pen;
  pdf.markArtifact('Layout');
  for (const laid of page.grounds) drawGround(pdf, laid, pen.direction);
  for (const { strip, y } of page.placed) for (const mark of strip.marks) decorate(pdf, mark, y);
  pdf.endMark();

  pdf.place(pagePlace(page.number), 0);
  for (const { strip, y, again } of page.placed) {
    if (!again) for (const id of strip.anchors) pdf.place(id, Math.max(0, y - 12));
    for (const mark of strip.marks) if (!again || mark.type !== 'empty') drawMark(pen, mark, y);
  }
  pdf.markArtifact('Pagination');
  for (const mark of furniture) {
    decorate(pdf, mark, 0);
    if (mark.type === 'line') showPieces(pdf, mark.line.pieces, mark.x, mark.y, mark.line.size);
  }
  pdf.endMark();
  pen.structure.endPage();
}

function drawGround(pdf: Pdf, { ground, top, bottom, opens, closes }: LaidGround, direction: 'ltr' | 'rtl'): void {
  const { x, width, bar, frame } = ground;
  if (ground.colour !== undefined) paint(pdf, x, top, width, bottom - top, ground.colour);
  if (frame) {
    const { thickness, colour } = frame;
    for (const left of [x, x + width - thickness]) paint(pdf, left, top, thickness, bottom - top, colour);
    // A frame stays open where the box goes over the page.
    if (opens) paint(pdf, x, top, width, thickness, colour);
    if (closes) paint(pdf, x, bottom - thickness, width, thickness, colour);
  }
  if (bar) {
    const left = direction === 'ltr' ? x : x + width - bar.thickness;
    paint(pdf, left, top, bar.thickness, bottom - top, bar.colour);
  }
}

function paint(pdf: Pdf, x: number, y: number, width: number, height: number, colour: string): void {
  pdf.fillColour(colour);
  pdf.rectangle(x, y, width, height);
  pdf.add('f');
}

function decorate(pdf: Pdf, mark: Mark, top: number): void {
  if (mark.type === 'fill') {
    pdf.fillColour(mark.colour);
    if (mark.outline !== undefined) {
      pdf.strokeColour(mark.outline);
      pdf.add('0.6 w');
    }
    pdf.rectangle(mark.x, top + mark.y, mark.width, mark.height);
    pdf.add(mark.outline === undefined ? 'f' : 'B');
  }
  if (mark.type === 'rule') {
    const y = fixed(top + mark.y);
    pdf.strokeColour(mark.colour);
    if (mark.dotted) pdf.add('[0.01 3.2] 0 d 1 J');
    pdf.add(`${fixed(mark.thickness)} w ${fixed(mark.x)} ${y} m ${fixed(mark.x + mark.width)} ${y} l S`);
    if (mark.dotted) pdf.add('[] 0 d 0 J');
  }
}

function drawMark(pen: Pen, mark: Mark, top: number): void {
  if (mark.type === 'line') {
    if (mark.node) drawLine(pen, mark.line, mark.x, top + mark.y, mark.node);
    else asArtifact(pen.pdf, () => showPieces(pen.pdf, mark.line.pieces, mark.x, top + mark.y, mark.line.size));
  }
  if (mark.type === 'empty') pen.structure.open(mark.node);
  if (mark.type !== 'drawing') return;
  const frame = { x: mark.x, y: top + mark.y, width: mark.width, height: mark.height };
  const draw = () =>
    showDrawing(pen.pdf, mark.drawing, frame, (shape) => {
      const face = shape.strong ? 'text-strong' : shape.italic ? 'text-italic' : 'text';
      const setting = { size: shape.size, leading: shape.size, width: 1e6 };
      const [line] = pen.typesetter.set([{ text: shape.text, face, colour: shape.fill }], {
        ...setting,
        direction: pen.direction,
        language: pen.language,
      });
      if (!line) return;
      const back = shape.anchor === 'middle' ? line.width / 2 : shape.anchor === 'end' ? line.width : 0;
      showPieces(pen.pdf, line.pieces, shape.x - back - line.x, shape.y, shape.size);
    });
  if (mark.node)
    pen.structure.content(mark.node, draw, [frame.x, frame.y, frame.x + frame.width, frame.y + frame.height]);
  else asArtifact(pen.pdf, draw);
}

function asArtifact(pdf: Pdf, draw: () => void): void {
  pdf.markArtifact('Layout');
  draw();
  pdf.endMark();
}

/** Draws the parts of a line that belong together as one piece of content each; links get their rectangle. */
function drawLine(pen: Pen, line: Line, x: number, y: number, paragraph: Node): void {
  for (const { node, pieces } of groupsOf(line, paragraph)) {
    pen.structure.content(spoken(node, pieces), () => {
      showPieces(pen.pdf, pieces, x, y, line.size);
    });
    if (node.link) connect(pen, node, pieces, x, y, line.size);
    if (!line.noted) continue;
    // A note follows the paragraph of its mark in the structure, wherever it stands on the page.
    for (const { span } of pieces) if (span.footnote) pen.structure.open(span.footnote.node);
  }
}

interface Group {
  readonly node: Node;
  readonly pieces: readonly Piece[];
}

/** The pieces of a line in the order in which they are read, whatever stands to the left or right of them. */
function groupsOf(line: Line, paragraph: Node): readonly Group[] {
  const seen = line.pieces;
  const first = seen[0]?.span.node ?? paragraph;
  if (seen.every(({ span, shaped }) => !shaped.rightToLeft && (span.node ?? paragraph) === first)) {
    return seen.length > 0 ? [{ node: first, pieces: seen }] : [];
  }
  const turned = seen.some((piece) => piece.shaped.rightToLeft);
  const pieces = turned ? [...seen].sort((a, b) => a.start - b.start) : seen;
  const groups: { readonly node: Node; readonly pieces: Piece[] }[] = [];
  for (const piece of pieces) {
    const node = piece.span.node ?? paragraph;
    const last = groups.at(-1);
    if (last?.node === node) last.pieces.push(piece);
    else groups.push({ node, pieces: [piece] });
  }
  return groups;
}

/** Words from right to left are told to a screen reader as they are read: their glyphs stand in the order seen. */
function spoken(node: Node, pieces: readonly Piece[]): Node {
  if (!pieces.some((piece) => piece.shaped.rightToLeft)) return node;
  return { tag: 'Span', parent: node, actual: pieces.map((piece) => piece.text).join('') };
}

function connect(pen: Pen, node: Node, pieces: readonly Piece[], x: number, y: number, size: number): void {
  const left = Math.min(...pieces.map((piece) => piece.x));
  const right = Math.max(...pieces.map((piece) => piece.x + piece.width));
  if (right <= left) return;
  pen.structure.link(node, [x + left, y - size * 0.95, right - left, size * 1.3]);
}
