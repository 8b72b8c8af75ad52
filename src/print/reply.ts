import type { Response } from 'express';
import type { PrintDocument } from './document';
import { printTo } from './press';

/**
 * Sends a document as PDF while it is drawn, so that no book is held whole for one reader. What cannot be printed rejects
 * with `Unprintable` before anything is sent. `name` is the file's, without its end.
 */
export async function sendPdf(res: Response, name: string, document: PrintDocument): Promise<void> {
  await printTo((bytes) => {
    if (!res.headersSent) res.type('pdf').set('Content-Disposition', `inline; filename="${name}.pdf"`);
    res.write(bytes);
  }, document);
  res.end();
}
