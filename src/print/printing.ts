import { bookletSides, placeOnSheet } from './booklet';
import { Pdf } from './canvas';
import { layCertificate } from './certificate';
import { type Book, type Out, type Paging, type PrintDocument, Unprintable } from './document';
import { type Pen, drawPage } from './draw';
import type { LaidPage } from './pages';
import { type Typesetter, typesetter } from './lines';
import { sizeOf } from './look';
import { layNameTents, laySignIn } from './name-tents';
import { layJoinCards } from './join-cards';
import { layBook } from './set-book';
import { layPiece } from './set-piece';
import { type Shaper, openShaper } from './shaping';
import type { Mark } from './strip';
import { warmCutter } from './subset';
import { Structure } from './structure';

let shaper: Promise<Shaper> | undefined;

/** Gets ready what every document needs, before there is one. */
export function warmHere(): void {
  shaper ??= openShaper();
  warmCutter();
}

/**
 * Lays out and draws a document in this thread, and hands the file to `out` while it is drawn: nothing, if a character
 * cannot be drawn. Takes seconds for a book: callers use `printPdf`.
 */
export async function printHere(document: PrintDocument, out: Out): Promise<Paging> {
  const shapes = await (shaper ??= openShaper());
  const setter = typesetter(shapes);
  const landscape = sizeOf(document.paper, true);
  switch (document.kind) {
    case 'book':
    case 'piece': {
      const book = document.kind === 'book' ? layBook(document, setter) : layPiece(document, setter);
      const furniture = book.pages.map((page) => book.furniture(page));
      const size = sizeOf(document.paper, document.kind === 'book' && document.booklet === true);
      return press(document, shapes, setter, size, book.pages, furniture, out, Object.fromEntries(book.pageOf));
    }
    case 'certificate':
      return press(document, shapes, setter, landscape, layCertificate(document, setter), [], out);
    case 'certificates': {
      const pages = document.sheets.flatMap((sheet, index) => layCertificate(sheet, setter, index + 1));
      return press(document, shapes, setter, landscape, pages, [], out);
    }
    case 'sign-in':
      return press(document, shapes, setter, landscape, laySignIn(document, setter), [], out);
    case 'join-cards':
      return press(document, shapes, setter, sizeOf(document.paper, false), layJoinCards(document, setter), [], out);
    case 'name-tents':
      return press(document, shapes, setter, landscape, layNameTents(document, setter), [], out);
  }
}

/** Lays a book out without drawing it: where things would stand in it. */
export async function layHere(book: Book): Promise<Paging> {
  const { pages, pageOf } = layBook(book, typesetter(await (shaper ??= openShaper())));
  return { pages: pages.length, pageOf: Object.fromEntries(pageOf) };
}

async function press(
  document: PrintDocument,
  shapes: Shaper,
  setter: Typesetter,
  size: readonly [number, number],
  pages: readonly LaidPage[],
  furniture: readonly (readonly Mark[])[],
  out: Out,
  places: Readonly<Record<string, number>> = {},
): Promise<Paging> {
  if (setter.missing.length > 0) throw new Unprintable(setter.missing);
  setter.settle();
  const pdf = new Pdf(document, size, shapes, out);
  const structure = new Structure(pdf);
  const { direction, language } = document;
  const pen: Pen = { pdf, structure, typesetter: setter, language, direction };
  const draw = (index: number) => {
    const page = pages[index];
    if (page) drawPage(pen, page, furniture[index] ?? []);
  };
  if (document.kind === 'book' && document.booklet) {
    for (const side of bookletSides(pages.length, direction)) {
      pdf.addPage();
      side.forEach((index, slot) => {
        if (index === undefined) return;
        const { scale, x, y } = placeOnSheet(sizeOf(document.paper, false), slot === 1);
        pdf.save();
        pdf.transform([scale, 0, 0, scale, x, y]);
        draw(index);
        pdf.restore();
      });
      pdf.leavePage();
    }
  } else {
    for (const [index, page] of pages.entries()) {
      pdf.addPage();
      for (const { strip, y, again } of page.placed) {
        const { heading } = strip;
        if (!again && heading) pdf.outline.add(heading.level, heading.title, pdf.heightAt(Math.max(0, y - 14)));
      }
      draw(index);
      pdf.leavePage();
    }
  }
  await structure.end();
  return { pages: pages.length, pageOf: places };
}
