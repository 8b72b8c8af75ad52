import { parentPort } from 'node:worker_threads';
import { type MissingGlyph, type PrintDocument, Unprintable } from './document';
import { printHere } from './printing';

/** What the printing thread is asked, and what it answers. */
export interface Order {
  readonly id: number;
  readonly document: PrintDocument;
}

export type Delivery = { readonly id: number } & (
  | { readonly pdf: Uint8Array; readonly pages: number; readonly pageOf: Readonly<Record<string, number>> }
  | { readonly missing: readonly MissingGlyph[] }
  | { readonly fault: string }
);

async function answer({ id, document }: Order): Promise<Delivery> {
  try {
    return { id, ...(await printHere(document)) };
  } catch (error) {
    if (error instanceof Unprintable) return { id, missing: error.missing };
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (order: Order) => {
  void answer(order).then((delivery) => {
    // A whole buffer of its own is handed over, not copied.
    parentPort?.postMessage(delivery, 'pdf' in delivery ? [delivery.pdf.buffer as ArrayBuffer] : []);
  });
});
