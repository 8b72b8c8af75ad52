import { type Pdf, type StructureElement, nameElements, showDrawing } from './canvas';
import { showPieces } from './glyphs';
import type { Line, Piece, Typesetter } from './lines';
import { pagePlace } from './set-index';
import type { LaidGround, LaidPage } from './pages';
import type { Mark, Node } from './strip';

/** The structure of one file while it is drawn: elements appear in the order in which their content does. */
export class Structure {
  private readonly elements = new Map<Node, StructureElement>();
  private readonly named = new Map<string, StructureElement>();
  private links: { readonly node: Node; readonly element: StructureElement }[] = [];
  private readonly top: StructureElement;

  constructor(private readonly pdf: Pdf) {
    this.top = pdf.struct('Document', {}) as unknown as StructureElement;
    pdf.addStructure(this.top);
  }

  element(node: Node, bbox?: readonly number[]): StructureElement {
    const known = this.elements.get(node);
    if (known) return known;
    const parent = node.parent ? this.element(node.parent) : this.top;
    const { tag, lang, alt, scope, actual } = node;
    const element = this.pdf.struct(tag, { lang, alt, scope, actual, bbox });
    if (node.id !== undefined) this.named.set(node.id, element);
    if (node.numbering) element.dictionary.data['A'] = { O: 'List', ListNumbering: node.numbering };
    parent.add(element);
    this.elements.set(node, element);
    if (node.link) this.links.push({ node, element });
    return element;
  }

  /** Draws as the content of a node; nothing but this may be read out. */
  content(node: Node, drawing: () => void, bbox?: readonly number[]): void {
    const element = this.element(node, bbox);
    const content = this.pdf.markStructureContent(node.tag);
    drawing();
    this.pdf.endMarkedContent();
    element.add(content);
  }

  /** A link knows only the page on which it ends, so that it ends with each page and begins anew on the next. */
  endPage(): void {
    for (const { node, element } of this.links) {
      element.end();
      this.elements.delete(node);
    }
    this.links = [];
  }

  end(): void {
    nameElements(this.pdf, this.named);
    this.top.end();
  }
}

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
  pdf.markContent('Artifact', { type: 'Layout' });
  for (const laid of page.grounds) drawGround(pdf, laid, pen.direction);
  for (const { strip, y } of page.placed) for (const mark of strip.marks) decorate(pdf, mark, y);
  pdf.endMarkedContent();

  pdf.addNamedDestination(pagePlace(page.number), 'XYZ', 0, 0, 0);
  for (const { strip, y, again } of page.placed) {
    if (!again) for (const id of strip.anchors) pdf.addNamedDestination(id, 'XYZ', 0, Math.max(0, y - 12), 0);
    for (const mark of strip.marks) if (!again || mark.type !== 'empty') drawMark(pen, mark, y);
  }
  pdf.markContent('Artifact', { type: 'Pagination' });
  for (const mark of furniture) {
    decorate(pdf, mark, 0);
    if (mark.type === 'line') showPieces(pdf, mark.line.pieces, mark.x, mark.y, mark.line.size);
  }
  pdf.endMarkedContent();
  pen.structure.endPage();
}

function drawGround(pdf: Pdf, { ground, top, bottom, opens, closes }: LaidGround, direction: 'ltr' | 'rtl'): void {
  const { x, width, bar, frame } = ground;
  if (ground.colour !== undefined) pdf.rect(x, top, width, bottom - top).fill(ground.colour);
  if (frame) {
    const { thickness, colour } = frame;
    for (const left of [x, x + width - thickness]) pdf.rect(left, top, thickness, bottom - top).fill(colour);
    // A frame stays open where the box goes over the page.
    if (opens) pdf.rect(x, top, width, thickness).fill(colour);
    if (closes) pdf.rect(x, bottom - thickness, width, thickness).fill(colour);
  }
  if (bar) {
    const left = direction === 'ltr' ? x : x + width - bar.thickness;
    pdf.rect(left, top, bar.thickness, bottom - top).fill(bar.colour);
  }
}

function decorate(pdf: Pdf, mark: Mark, top: number): void {
  if (mark.type === 'fill') {
    pdf.rect(mark.x, top + mark.y, mark.width, mark.height);
    if (mark.outline === undefined) pdf.fill(mark.colour);
    else pdf.lineWidth(0.6).fillAndStroke(mark.colour, mark.outline);
  }
  if (mark.type === 'rule') {
    const y = top + mark.y;
    if (mark.dotted) pdf.dash(0.01, { space: 3.2 }).lineCap('round');
    pdf
      .moveTo(mark.x, y)
      .lineTo(mark.x + mark.width, y)
      .lineWidth(mark.thickness)
      .stroke(mark.colour);
    if (mark.dotted) pdf.undash().lineCap('butt');
  }
}

function drawMark(pen: Pen, mark: Mark, top: number): void {
  if (mark.type === 'line') {
    if (mark.node) drawLine(pen, mark.line, mark.x, top + mark.y, mark.node);
    else asArtifact(pen.pdf, () => showPieces(pen.pdf, mark.line.pieces, mark.x, top + mark.y, mark.line.size));
  }
  if (mark.type === 'empty') pen.structure.element(mark.node);
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
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

/** Draws the parts of a line that belong together as one piece of content each; links get their rectangle. */
function drawLine(pen: Pen, line: Line, x: number, y: number, paragraph: Node): void {
  for (const { node, pieces } of groupsOf(line, paragraph)) {
    pen.structure.content(spoken(node, pieces), () => showPieces(pen.pdf, pieces, x, y, line.size));
    if (node.link) connect(pen, node, pieces, x, y, line.size);
    // A note follows the paragraph of its mark in the structure, wherever it stands on the page.
    for (const { span } of pieces) if (span.footnote) pen.structure.element(span.footnote.node);
  }
}

interface Group {
  readonly node: Node;
  readonly pieces: Piece[];
}

/** The pieces of a line in the order in which they are read, whatever stands to the left or right of them. */
function groupsOf(line: Line, paragraph: Node): readonly Group[] {
  const seen = line.pieces;
  const turned = seen.some((piece) => piece.shaped.rightToLeft);
  const pieces = turned ? [...seen].sort((a, b) => a.start - b.start) : seen;
  const groups: Group[] = [];
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
  const { link } = node;
  const left = Math.min(...pieces.map((piece) => piece.x));
  const right = Math.max(...pieces.map((piece) => piece.x + piece.width));
  if (!link || right <= left) return;
  const options = { structParent: pen.structure.element(node), Contents: new String(link.says) };
  const [top, height] = [y - size * 0.95, size * 1.3];
  if ('url' in link) pen.pdf.link(x + left, top, right - left, height, link.url, options as never);
  else pen.pdf.goTo(x + left, top, right - left, height, link.place, options as never);
}
