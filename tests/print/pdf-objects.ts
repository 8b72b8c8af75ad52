import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFString,
  decodePDFRawStream,
} from '@cantoo/pdf-lib';
import type { PDFDocument, PDFObject } from '@cantoo/pdf-lib';

/** A node of the structure, with what it holds. */
export interface Element {
  readonly type: string;
  readonly dict: PDFDict;
  readonly parent: Element | undefined;
  readonly children: Element[];
  /** Marked content by page and number. */
  readonly content: string[];
  readonly annotations: PDFDict[];
}

/** The structure of a file: `owner` and `met` by page and number of marked content. */
export interface Tree {
  readonly all: readonly Element[];
  readonly owner: ReadonlyMap<string, Element>;
  readonly met: Set<string>;
  readonly parents: ReadonlyMap<number, PDFObject>;
}

/** Looks into the objects of a file, and keeps what is found to be wrong. */
export class Inspection {
  constructor(
    protected readonly document: PDFDocument,
    protected readonly failures: string[],
  ) {}

  protected fail(checkpoint: string, what: string): void {
    this.failures.push(`${checkpoint} ${what}`);
  }

  protected need(good: boolean, checkpoint: string, what: string): void {
    if (!good) this.fail(checkpoint, what);
  }

  protected look(dict: PDFDict | undefined, key: string): PDFObject | undefined {
    const found = dict?.get(PDFName.of(key));
    return found instanceof PDFRef ? this.document.context.lookup(found) : found;
  }

  protected dict(dict: PDFDict | undefined, key: string): PDFDict | undefined {
    const found = this.look(dict, key);
    return found instanceof PDFDict ? found : undefined;
  }

  protected list(dict: PDFDict | undefined, key: string): PDFObject[] {
    const found = this.look(dict, key);
    return found instanceof PDFArray ? found.asArray() : found === undefined ? [] : [found];
  }

  protected text(dict: PDFDict | undefined, key: string): string {
    const found = this.look(dict, key);
    return found instanceof PDFString || found instanceof PDFHexString ? found.decodeText() : '';
  }

  protected name(dict: PDFDict | undefined, key: string): string {
    return this.look(dict, key)?.toString() ?? '';
  }

  protected bytes(stream: PDFObject | undefined): Buffer {
    return Buffer.from(stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : []);
  }
}
