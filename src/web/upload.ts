import busboy from 'busboy';
import type { Request, RequestHandler } from 'express';

/** A file that came with a form. `whole` is false when it was larger than we take: its bytes are then not all there. */
export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
  readonly whole: boolean;
}

const mostBytes = 5_000_000;
const uploads = new WeakMap<Request, Upload>();

/** The file of a multipart form; undefined when none was chosen. */
export function uploadOf(req: Request): Upload | undefined {
  return uploads.get(req);
}

/**
 * Reads a multipart form (RFC 7578) before the token in it is checked: its fields become the body, one file of at most
 * 5 MB is kept in memory. Only for people who are signed in; a visitor's file is not read.
 */
export const readUploads: RequestHandler = (req, _res, next) => {
  if (req.method !== 'POST' || !req.user || req.is('multipart/form-data') !== 'multipart/form-data') {
    next();
    return;
  }
  const fields: Record<string, string> = {};
  let finished = false;
  const finish = (error?: unknown) => {
    if (finished) return;
    finished = true;
    req.unpipe(parser);
    req.body = fields;
    if (error === undefined) next();
    else {
      req.resume();
      next(Object.assign(new Error('The form could not be read.', { cause: error }), { status: 400 }));
    }
  };
  const parser = parserFor(req, finish);
  if (!parser) return;
  parser.on('field', (name, value) => {
    fields[name] = value;
  });
  parser.on('file', (_field, stream, { filename }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('close', () => {
      const bytes = Buffer.concat(chunks);
      // A browser sends an empty file without a name when none was chosen.
      if (filename || bytes.length > 0) uploads.set(req, { name: filename ?? '', bytes, whole: !stream.truncated });
    });
  });
  parser.on('error', finish);
  req.on('aborted', () => finish(new Error('The sender went away.')));
  parser.on('close', () => finish());
  req.pipe(parser);
};

function parserFor(req: Request, failed: (error: unknown) => void): busboy.Busboy | undefined {
  try {
    const limits = { fileSize: mostBytes, files: 1, fields: 200, fieldSize: 20_000, fieldNameSize: 200, parts: 210 };
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits });
  } catch (error) {
    failed(error);
    return undefined;
  }
}
