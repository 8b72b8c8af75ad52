import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { PdfFile, literal, nameTree, ref } from '../../src/print/pdf-file';

/** A file with one page and one entry in its catalog, read back by another program. */
async function readBack(entry: string, objects: (file: PdfFile) => void = () => undefined): Promise<PDFDocument> {
  const pieces: Uint8Array[] = [];
  const file = new PdfFile((bytes) => pieces.push(bytes));
  const catalog = file.reserve();
  const pages = file.reserve();
  objects(file);
  const page = file.object(`<</Type /Page /Parent ${ref(pages)} /MediaBox [0 0 10 10]>>`);
  file.object(`<</Type /Pages /Count 1 /Kids [${ref(page)}]>>`, pages);
  const info = file.object('<<>>');
  file.object(`<</Type /Catalog /Pages ${ref(pages)} ${entry}>>`, catalog);
  file.end(catalog, info, '00');
  return PDFDocument.load(Buffer.concat(pieces), { throwOnInvalidObject: true });
}

function textOf(object: unknown): string {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : 'no text';
}

describe('a file that we write', () => {
  it('says any text as it was written, whatever signs are in it', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('\\', '(', ')', '\r', '\n', 'å', '👩') }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (said) => {
        const document = await readBack(`/Said ${literal(said)}`);
        expect(textOf(document.catalog.get(PDFName.of('Said')))).toBe(said);
      }),
      { numRuns: 60 },
    );
  });

  it('finds each object where its table says, after streams and in a file of many pieces', async () => {
    const numbers: number[] = [];
    const document = await readBack('', (file) => {
      for (let at = 0; at < 400; at++) {
        file.stream('/Kind /Filler', Buffer.from('x'.repeat(at * 7)), { packed: at % 2 === 0 });
        numbers.push(file.object(`<</At ${at}>>`));
      }
    });
    numbers.forEach((number, at) => {
      const found = document.context.lookup(PDFRef.of(number), PDFDict);
      expect(found.get(PDFName.of('At'))?.toString()).toBe(String(at));
    });
    expect(document.getPageCount()).toBe(1);
  });

  it('lists names in the order of their bytes, as readers look for them', async () => {
    const names = ['page-10', 'page-2', 'étape', 'aéré', 'activity', 'Z', 'écran', 'ສ'];
    const document = await readBack(`/Dests ${nameTree(new Map(names.map((name, at) => [name, String(at)])))}`);
    const list = document.catalog.lookup(PDFName.of('Dests'), PDFDict).lookup(PDFName.of('Names'), PDFArray);
    const keys = list.asArray().filter((_, at) => at % 2 === 0);
    const bytes = keys.map((key) => (key instanceof PDFString ? Buffer.from(key.asBytes()).toString('latin1') : ''));
    expect(bytes).toEqual([...bytes].sort((one, other) => (one < other ? -1 : 1)));
    expect(keys.map(textOf).sort()).toEqual([...names].sort());
  });
});
