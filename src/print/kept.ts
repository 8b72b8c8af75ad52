import { hashOf, type Json } from '../canonical';
import type { PrintDocument, Printed } from './document';
import { printPdf } from './press';

const mostKept = 24;
const kept = new Map<string, Promise<Printed>>();

/**
 * Prints a document, or answers with the print of an equal one: the latest 24 are kept by what they say. For what many
 * people ask for, and never for what holds their names.
 */
export function printOnce(document: PrintDocument): Promise<Printed> {
  const key = hashOf(document as unknown as Json);
  const known = kept.get(key);
  kept.delete(key);
  const printed = known ?? printPdf(document);
  kept.set(key, printed);
  printed.catch(() => kept.delete(key));
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
  return printed;
}
