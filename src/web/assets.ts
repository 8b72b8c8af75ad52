import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { root } from '../root';

interface Asset {
  readonly url: string;
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  /** Made when first asked for: compressing everything would be the longest part of a start. */
  readonly brotli?: () => Buffer;
  readonly gzip?: () => Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const publicFolder = join(root, 'public');
const byPath = new Map<string, Asset>();
const byUrl = new Map<string, Asset>();

for (const entry of readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }).sort()) {
  if (extname(entry) in types) load(join(publicFolder, entry));
}

/**
 * The address of a file below `public/` (`css/titian.css`), with a hash of its content in it: it may be cached for
 * ever, and a changed file has another address. Throws for a file that is not there.
 */
export function asset(path: string): string {
  return load(join(publicFolder, path)).url;
}

/** The text of a file below `public/`, as it is served: for what stands inside a page that has to live alone. */
export function sourceOf(path: string): string {
  return load(join(publicFolder, path)).plain.toString('utf8');
}

/**
 * Answers everything below `/assets/` from memory, compressed when first asked for. Only files of `public/` and the fonts its
 * style sheets name are ever served; an unknown address goes on to the next handler.
 */
export function serveAssets(): RequestHandler {
  return (req, res, next) => {
    const found = req.method === 'GET' || req.method === 'HEAD' ? byUrl.get(req.path) : undefined;
    if (!found) {
      next();
      return;
    }
    res.set({
      'Content-Type': found.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      ETag: found.etag,
    });
    if (found.brotli) res.vary('Accept-Encoding');
    if (req.headers['if-none-match'] === found.etag) {
      res.status(304).end();
      return;
    }
    const coding = found.brotli ? req.acceptsEncodings('br', 'gzip', 'identity') : 'identity';
    const smaller = (coding === 'br' && found.brotli) || (coding === 'gzip' && found.gzip);
    const bytes = smaller ? smaller() : found.plain;
    if (bytes !== found.plain) res.set('Content-Encoding', coding as string);
    res.set('Content-Length', String(bytes.length));
    res.end(req.method === 'HEAD' ? undefined : bytes);
  };
}

function load(file: string): Asset {
  const known = byPath.get(file);
  if (known) return known;
  const extension = extname(file);
  const type = types[extension];
  if (!type) throw new Error(`Files like "${basename(file)}" are not served.`);
  const plain = extension === '.css' ? styleSheet(file) : readFileSync(file);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  const url = `/assets/${basename(file, extension)}-${hash}${extension}`;
  const loaded: Asset = { url, type, etag: `"${hash}"`, plain, ...compressed(plain, extension) };
  byPath.set(file, loaded);
  byUrl.set(url, loaded);
  return loaded;
}

/** A style sheet without its comments, whose `url(…)` name the hashed addresses of the files beside it. */
function styleSheet(file: string): Buffer {
  const text = readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/url\((['"]?)(\.[^'")]+)\1\)/g, (_, __, path: string) => {
      const target = resolve(dirname(file), path);
      if (relative(root, target).startsWith('..')) throw new Error(`${basename(file)} names a file outside: ${path}`);
      return `url(${load(target).url})`;
    });
  return Buffer.from(text.trim());
}

function compressed(plain: Buffer, extension: string): Pick<Asset, 'brotli' | 'gzip'> {
  if (extension === '.woff2' || extension === '.png') return {};
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    brotli: once(() => brotliCompressSync(plain, quality)),
    gzip: once(() => gzipSync(plain, { level: 9 })),
  };
}

function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined;
  return () => (made ??= make());
}
