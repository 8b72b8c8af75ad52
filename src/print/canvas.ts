import PDFDocument from 'pdfkit';
import type { Imprint } from './document';
import { fontsOf } from './fonts';
import type { Drawing, Shape } from './svg';

// What we use of pdfkit 0.20.2 beyond its published types. The version is pinned; the tests hold each of these.
export interface EmbeddedFont {
  readonly id: string;
  readonly scale: number;
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  readonly font: {
    getGlyph(id: number): { readonly advanceWidth: number };
    stringsForGlyph(id: number): readonly string[];
  };
  readonly subset: { glyphs: number[]; includeGlyph(id: number): number; encode(): Uint8Array };
  ref(): unknown;
}

export interface StructureElement {
  readonly dictionary: { readonly data: Record<string, unknown> };
  add(child: unknown): this;
  end(): void;
}

export interface Inside {
  _font: EmbeddedFont;
  readonly info: Record<string, unknown>;
  readonly page: { readonly fonts: Record<string, unknown>; readonly dictionary: unknown };
  endMetadata(): void;
  markStructureContent(tag: string): unknown;
  struct(tag: string, options: object): StructureElement;
  addStructure(element: StructureElement): void;
}

export type Pdf = PDFKit.PDFDocument & Inside;

/** An empty PDF/UA-1 file: tagged, titled, in its language. `day` (ISO) is its date, so that equal books are equal files. */
export function openPdf(imprint: Imprint, size: readonly [number, number]): Pdf {
  const created = new Date(`${imprint.day}T00:00:00Z`);
  const options = {
    autoFirstPage: false,
    size: [...size],
    margin: 0,
    font: fontsOf('text')[0],
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: imprint.language,
    displayTitle: true,
    info: { Title: imprint.title, Author: imprint.author, Creator: 'Titian', CreationDate: created, ModDate: created },
  };
  const pdf = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions) as unknown as Pdf;
  // pdfkit writes the title into XML as it stands.
  const endMetadata = pdf.endMetadata.bind(pdf);
  pdf.endMetadata = () => {
    for (const key of ['Title', 'Author']) pdf.info[key] = escapeXml(String(pdf.info[key]));
    endMetadata();
  };
  return pdf;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

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
  pdf.transform(scale, 0, 0, scale, frame.x - left * scale, frame.y - top * scale);
  for (const shape of drawing.shapes) {
    pdf.save();
    pdf.transform(...shape.matrix);
    if (shape.type === 'text') letters(shape);
    else trace(pdf, shape);
    pdf.restore();
  }
  pdf.restore();
}

function trace(pdf: Pdf, shape: Extract<Shape, { type: 'path' }>): void {
  pdf.lineWidth(shape.strokeWidth);
  if (shape.opacity < 1) pdf.opacity(shape.opacity);
  if (shape.dash) pdf.dash(shape.dash[0] ?? 1, { space: shape.dash[1] ?? shape.dash[0] ?? 1 });
  const rule = shape.evenOdd ? 'even-odd' : 'non-zero';
  pdf.path(shape.d);
  if (shape.fill !== undefined && shape.stroke !== undefined) pdf.fillAndStroke(shape.fill, shape.stroke, rule);
  else if (shape.fill !== undefined) pdf.fill(shape.fill, rule);
  else if (shape.stroke !== undefined) pdf.stroke(shape.stroke);
}
