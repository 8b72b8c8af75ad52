import { hashOf, type Json } from '../canonical';
import type { Book, Paging, PrintDocument, Printed } from './document';
import { layOut, printPdf } from './press';

const mostKept = 24;
const kept = new Map<string, Promise<Printed>>();
const laid = new Map<string, Promise<Paging>>();

/**
 * Prints a document, or answers with the print of an equal one: the latest 24 are kept by what they say. For what many
 * people ask for, and never for what holds their names.
 */
export function printOnce(document: PrintDocument): Promise<Printed> {
  return once(kept, hashOf(document as unknown as Json), () => printPdf(document));
}

/** Where things stand in a book, without printing it, unless it has been. Kept like prints. */
export function pagesOnce(book: Book): Promise<Paging> {
  const key = hashOf(book as unknown as Json);
  return kept.get(key) ?? once(laid, key, () => layOut(book));
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.delete(key);
  known.set(key, made);
  made.catch(() => known.delete(key));
  for (const oldest of [...known.keys()].slice(0, Math.max(0, known.size - mostKept))) known.delete(oldest);
  return made;
}
