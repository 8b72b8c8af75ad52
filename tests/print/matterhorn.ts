import { PDFDocument } from '@cantoo/pdf-lib';
import { Inspection, type Tree } from './pdf-objects';
import { StructureCheck } from './matterhorn-structure';
import { PagesCheck } from './matterhorn-pages';

/**
 * What can be checked by a machine of the Matterhorn Protocol 1.1 (the list of failures of PDF/UA-1), read with pdf-lib.
 * Answers with one sentence for each failure, its checkpoint first.
 */
export async function failuresOf(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const failures: string[] = [];
  new FileCheck(document, failures).catalog();
  const tree = new StructureCheck(document, failures).structure();
  const pages = new PagesCheck(document, failures);
  for (const [index, page] of document.getPages().entries()) pages.page(page.node, page.ref, index + 1, tree);
  new FileCheck(document, failures).unseen(tree);
  return failures;
}

class FileCheck extends Inspection {
  catalog(): void {
    const { catalog } = this.document;
    this.need(this.name(this.dict(catalog, 'MarkInfo'), 'Marked') === 'true', '06-001', 'The file is not marked.');
    this.need(this.name(this.dict(catalog, 'MarkInfo'), 'Suspects') !== 'true', '02-001', 'It has suspects.');
    this.need(this.text(catalog, 'Lang') !== '', '11-006', 'The file has no language.');
    const preferences = this.dict(catalog, 'ViewerPreferences');
    this.need(this.name(preferences, 'DisplayDocTitle') === 'true', '07-001', 'Its title is not displayed.');
    const xmp = this.bytes(this.look(catalog, 'Metadata')).toString();
    this.need(/pdfuaid:part(?:>|=")1/.test(xmp), '05-001', 'The metadata do not say PDF/UA-1.');
    this.need(/<dc:title>[\s\S]*<rdf:li[^>]*>[^<]+</.test(xmp), '06-003', 'The metadata have no title.');
    this.need(this.look(catalog, 'AcroForm') === undefined, '24-001', 'There is a form.');
    this.need(this.look(catalog, 'OCProperties') === undefined, '20-001', 'There are layers.');
    this.need(!this.document.isEncrypted, '26-001', 'The file is encrypted.');
  }

  /** What the structure names must be on a page. */
  unseen(tree: Tree): void {
    for (const place of tree.owner.keys()) this.need(tree.met.has(place), '01-006', `Content ${place} is on no page.`);
  }
}
