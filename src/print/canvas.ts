import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import PDFDocument from 'pdfkit';
import type { Imprint, Out } from './document';
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

interface Content {
  compress: boolean;
  readonly data: Record<string, unknown>;
  write(chunk: Uint8Array): void;
}

export interface Inside {
  _font: EmbeddedFont;
  _offset: number;
  _write(data: string | Uint8Array): void;
  _pageBuffer: unknown[];
  readonly info: Record<string, unknown>;
  readonly page: {
    readonly fonts: Record<string, unknown>;
    readonly dictionary: unknown;
    readonly content: Content;
    end(): void;
  };
  endMetadata(): void;
  markStructureContent(tag: string): unknown;
  struct(tag: string, options: object): StructureElement;
  addStructure(element: StructureElement): void;
  getStructTreeRoot(): StructureElement['dictionary'];
}

/** What {@link openPdf} adds. */
interface Leaving {
  /** To be called when a page is drawn. */
  leavePage(): Promise<void>;
  /** Ends the file, when all pages have left. */
  leaveAll(): Promise<void>;
}

export type Pdf = PDFKit.PDFDocument & Inside & Leaving;

/** An empty PDF/UA-1 file: tagged, titled, in its language. `day` (ISO) is its date, so that equal books are equal files. */
export function openPdf(imprint: Imprint, size: readonly [number, number], out: Out): Pdf {
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
  writeTo(out, pdf);
  // pdfkit writes the title into XML as it stands.
  const endMetadata = pdf.endMetadata.bind(pdf);
  pdf.endMetadata = () => {
    for (const key of ['Title', 'Author']) pdf.info[key] = escapeXml(String(pdf.info[key]));
    endMetadata();
  };
  return pdf;
}

const chunk = 1 << 16;
const pack = promisify(deflate);

/**
 * Writes a file piece by piece to `out` while it is drawn. pdfkit makes an array of bytes of every line by itself, of which
 * a book has a million, and packs a page while all else waits: here a page is one text, packed while the next is drawn.
 */
function writeTo(out: Out, pdf: Pdf): void {
  let text: string[] = [];
  pdf.addContent = (line: string) => {
    text.push(line);
    return pdf;
  };
  let drawn: { readonly page: Inside['page']; readonly packed: Promise<Uint8Array> } | undefined;
  const leave = async () => {
    if (!drawn) return;
    const { page, packed } = drawn;
    page.content.compress = false;
    page.content.data['Filter'] = 'FlateDecode';
    page.content.write(await packed);
    page.end();
  };
  pdf.leavePage = async () => {
    const packed = pack(Buffer.from(`${text.join('\n')}\n`, 'latin1'));
    text = [];
    // From here on the page is ours, and pdfkit does not end it.
    pdf._pageBuffer = [];
    const { page } = pdf as Inside;
    await leave();
    drawn = { page, packed };
  };
  pdf.leaveAll = async () => {
    await leave();
    drawn = undefined;
    pdf.end();
  };
  // The first line of the file is already written.
  const head = pdf.read() as Buffer | null;
  let held: Uint8Array[] = head ? [head] : [];
  let length = head?.length ?? 0;
  const hand = () => {
    const whole = new Uint8Array(length);
    let at = 0;
    for (const bytes of held) {
      whole.set(bytes, at);
      at += bytes.length;
    }
    held = [];
    length = 0;
    out(whole);
  };
  pdf._write = (data) => {
    const bytes = typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data;
    pdf._offset += bytes.length;
    held.push(bytes);
    length += bytes.length;
    if (length >= chunk) hand();
  };
  // It says so when the file is whole.
  pdf.push = (end: unknown) => {
    if (end === null) hand();
    return true;
  };
}

/** Gives elements their names, and the structure the list of them that ISO 32000-1 (14.7.2) asks for. */
export function nameElements(pdf: Pdf, named: ReadonlyMap<string, StructureElement>): void {
  if (named.size === 0) return;
  for (const [name, element] of named) element.dictionary.data['ID'] = new String(name);
  const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.flatMap(([name, element]) => [new String(name), element.dictionary]);
  const root: Record<string, unknown> = pdf.getStructTreeRoot().data;
  root['IDTree'] = { Names: names };
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
    if (shape.fillOpacity < 1) pdf.fillOpacity(shape.fillOpacity);
    if (shape.type === 'text') letters(shape);
    else trace(pdf, shape);
    pdf.restore();
  }
  pdf.restore();
}

function trace(pdf: Pdf, shape: Extract<Shape, { type: 'path' }>): void {
  pdf.lineWidth(shape.strokeWidth);
  if (shape.strokeOpacity < 1) pdf.strokeOpacity(shape.strokeOpacity);
  if (shape.dash) pdf.dash(shape.dash[0] ?? 1, { space: shape.dash[1] ?? shape.dash[0] ?? 1 });
  const rule = shape.evenOdd ? 'even-odd' : 'non-zero';
  pdf.path(shape.d);
  if (shape.fill !== undefined && shape.stroke !== undefined) pdf.fillAndStroke(shape.fill, shape.stroke, rule);
  else if (shape.fill !== undefined) pdf.fill(shape.fill, rule);
  else if (shape.stroke !== undefined) pdf.stroke(shape.stroke);
}
