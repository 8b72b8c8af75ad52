import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import express from 'express';
import request from 'supertest';
import { root } from '../../src/root';
import { asset, serveAssets } from '../../src/web/assets';

const app = express().use(serveAssets());
const style = asset('css/titian.css');

it('serves the style sheet for ever, under an address that holds its hash', async () => {
  const answer = await request(app).get(style).expect(200);
  expect(style).toMatch(/^\/assets\/titian-[\w-]{12}\.css$/);
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
  expect(answer.text).toContain('--paper');
});

it.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', undefined],
])('answers a browser that accepts %s with what it accepts', async (accepted, coding) => {
  const answer = await request(app).get(style).set('Accept-Encoding', accepted).expect(200);
  expect(answer.headers['content-encoding']).toBe(coding);
  expect(answer.headers['vary']).toBe('Accept-Encoding');
});

it('sends nothing again to a browser that has it', async () => {
  const first = await request(app).get(style).expect(200);
  const again = await request(app).get(style).set('If-None-Match', String(first.headers['etag']));
  expect(again.status).toBe(304);
  expect(again.text).toBe('');
});

it.each([
  '/assets/titian.css',
  '/assets/../package.json',
  '/assets/%2e%2e/package.json',
  '/css/titian.css',
  '/assets/',
])('knows nothing of %s', async (path) => {
  await request(app).get(path).expect(404);
});

it('refuses a file that is not there, so that a typing mistake in a view is seen at once', () => {
  expect(() => asset('css/titan.css')).toThrow();
});

it('serves every font that the style sheet names, from here and from nowhere else', async () => {
  const { text } = await request(app).get(style);
  const addresses = [...text.matchAll(/url\(([^)]+)\)/g)].map((found) => String(found[1]));
  expect(addresses.length).toBeGreaterThan(20);
  expect(text).not.toMatch(/https?:|\/\/fonts|@import/);
  for (const address of addresses) {
    const font = await request(app).get(address).expect(200);
    expect(font.headers['content-type']).toBe('font/woff2');
  }
});

it('keeps a first visit in Latin script small: the style under 12 KB, the fonts under 60 KB', () => {
  const source = readFileSync(join(root, 'public/css/titian.css'), 'utf8');
  expect(brotliCompressSync(Buffer.from(source)).length).toBeLessThan(12 * 1024);
  const latin = [...source.matchAll(/url\('?"?([^)'"]+-latin-\d+-\w+\.woff2)/g)].map((found) => String(found[1]));
  const bytes = latin.reduce((sum, path) => sum + statSync(join(root, 'public/css', path)).size, 0);
  expect(latin).toHaveLength(4);
  expect(bytes).toBeLessThanOrEqual(60 * 1024);
});

it('is written for both directions: no property of the style sheet knows left from right', () => {
  const source = readFileSync(join(root, 'public/css/titian.css'), 'utf8');
  const physical =
    /^\s*((margin|padding|border|inset)-(left|right|top|bottom)|left|right|float: (left|right)|text-align: (left|right))\b/gm;
  expect(source.match(physical) ?? []).toEqual([]);
});
