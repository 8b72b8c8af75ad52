import { parentPort } from 'node:worker_threads';
import { type Book, type MissingGlyph, type Paging, type PrintDocument, Unprintable } from './document';
import { layHere, printHere, warmHere } from './printing';

/** What the printing thread is asked: to print a document, or only where things would stand in a book. */
export type Order = { readonly id: number } & ({ readonly print: PrintDocument } | { readonly lay: Book });

/** What it answers: the file piece by piece, and then its end. */
export type Delivery = { readonly id: number } & (
  | { readonly bytes: Uint8Array }
  | { readonly done: Paging }
  | { readonly missing: readonly MissingGlyph[] }
  | { readonly fault: string }
);

async function answer(order: Order): Promise<Delivery> {
  const { id } = order;
  try {
    if ('lay' in order) return { id, done: await layHere(order.lay) };
    const hand = (bytes: Uint8Array) => {
      const piece: Delivery = { id, bytes };
      parentPort?.postMessage(piece, [bytes.buffer as ArrayBuffer]);
    };
    return { id, done: await printHere(order.print, hand) };
  } catch (error) {
    if (error instanceof Unprintable) return { id, missing: error.missing };
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

let last: Promise<void> = Promise.resolve();

warmHere();

parentPort?.on('message', (order: Order) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answer(order));
  });
});
