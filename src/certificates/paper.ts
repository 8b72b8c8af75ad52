import type { Request, Response } from 'express';
import { Conflict, NotFound } from '../errors';
import { type CertificateSheet, type PrintDocument, Unprintable, sendPdf } from '../print';
import { addressOf } from '../web/address';
import type { Workshop } from '../workshops';
import type { Certificate } from './certificate';
import type { CertificateDeps } from './routes';
import { sheetOf, sheetsOf } from './sheet';
import { signedTextOf } from './signed';
import { wordsOf } from './wording';

/** Certificates on paper: one, or all of a workshop in one file. */
export interface Paper {
  /** The address of the page that repeats every fact. */
  verifyUrl(req: Request, certificate: Certificate): string;
  send(req: Request, res: Response, certificate: Certificate): Promise<void>;
  /** NotFound where there is none yet. */
  sendAll(req: Request, res: Response, workshop: Workshop, certificates: readonly Certificate[]): Promise<void>;
}

export function paperOf({ signingKey, example }: Pick<CertificateDeps, 'signingKey' | 'example'>): Paper {
  const verifyUrl = (req: Request, { verifyToken }: Certificate) => addressOf(req, `/certificates/${verifyToken}`);

  function sheet(req: Request, res: Response, certificate: Certificate): CertificateSheet {
    const proof = { verifyUrl: verifyUrl(req, certificate), signedText: signedTextOf(certificate, signingKey) };
    return sheetOf(certificate, wordsOf(res), proof, example);
  }

  return {
    verifyUrl,
    send: (req, res, certificate) => send(res, sheet(req, res, certificate), certificate.number),
    sendAll: async (req, res, { title }, certificates) => {
      const [first, ...others] = certificates.map((certificate) => sheet(req, res, certificate));
      if (!first) throw new NotFound();
      const t = wordsOf(res);
      await send(res, sheetsOf(t('certificates.fileTitle', { workshop: title }), [first, ...others]), 'certificates');
    },
  };
}

async function send(res: Response, document: PrintDocument, name: string): Promise<void> {
  await sendPdf(res, name, document).catch((error: unknown) => {
    if (!(error instanceof Unprintable)) throw error;
    const characters = error.missing.map(({ character }) => character).join(' ');
    throw new Conflict('certificate.unprintable', { characters });
  });
}
