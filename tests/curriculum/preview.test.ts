import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'node-html-parser';
import request from 'supertest';
import { Manuscript } from '../../src/curriculum/preview';
import { previewSite, type PreviewSite } from '../../src/curriculum/preview-site';
import { wordsIn } from '../../src/words';
import { accessibilityFaults, launchChromium, overflowOf } from '../support/chromium';
import { listenOn } from '../support/listen';
import { fixtures } from './small';

const modulePath = 'modules/10-first/module.md';

describe('the preview of a curriculum', () => {
  const t = wordsIn('en');
  let folder: string;
  let site: PreviewSite;
  const get = async (path: string, status = 200) => parse((await request(site.app).get(path).expect(status)).text);
  const change = (from: string, to: string) => {
    const text = readFileSync(join(folder, modulePath), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, modulePath), text.replace(from, to));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'titian-preview-'));
    cpSync(join(fixtures, 'base'), folder, { recursive: true });
    site = previewSite(new Manuscript(folder, [], t), t);
  });
  afterEach(() => {
    site.close();
    rmSync(folder, { recursive: true });
  });

  it('shows both books of a module side by side, each with its own words', async () => {
    const desk = await get('/both/first');
    expect(desk.querySelectorAll('iframe').map((frame) => frame.getAttribute('src'))).toEqual(['/findings', '/handbook/first', '/guide/first']);
    expect(desk.querySelectorAll('nav a').map((link) => link.text)).toContain('The first module');
    expect((await get('/guide/first')).text).toContain('Canary of the model answer');
    expect((await get('/handbook/first')).text).not.toContain('Canary of the model answer');
    expect((await get('/findings')).text).toContain(t('preview.none'));
    await get('/handbook/nowhere', 404);
  });

  it('shows each finding below its block, with its place and a link to what it means', async () => {
    await get('/handbook/first');
    change('We share', 'We <b>share</b>');
    const page = await get('/handbook/first');
    const block = page.querySelector('#first-why-text');
    expect(block?.nextElementSibling?.text).toContain(`${modulePath}:19`);
    expect(block?.nextElementSibling?.querySelector('a')?.getAttribute('href')).toBe('/diagnostics#html-raw');
    expect(page.querySelectorAll('.finding')).toHaveLength(1);
    expect((await get('/diagnostics')).querySelector('#html-raw')?.text).toContain('Fix.');
    expect((await get('/findings')).text).toContain('html-raw');
  });

  it('keeps the last text that could be read while a file cannot be, and says so', async () => {
    await get('/guide/first');
    change('id: first\n', 'id: [first\n');
    const page = await get('/guide/first');
    expect(page.querySelector('#first-why-text')?.text).toContain('We share');
    expect(page.text).toContain(t('preview.last'));
    expect(page.querySelector('.findings')?.text).toContain('front-matter-broken');
    expect((await get('/both/first')).querySelectorAll('nav a').map((link) => link.text)).toContain('The first module');
    change('id: [first\n', 'id: first\n');
    expect((await get('/guide/first')).text).not.toContain(t('preview.last'));
  });

  it('answers no page that names another host: a draft is the author’s', async () => {
    await request(site.app).get('/handbook/first').set('Host', 'evil.example').expect(403);
  });

  it('tells an open page that a file was saved', async () => {
    const server = await listenOn(site);
    const changes = await fetch(`${server.home('127.0.0.1')}/changes`);
    const reader = changes.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('retry');
    change('We share', 'We give');
    expect((await reader?.read())?.value).toContain('changed');
    await reader?.cancel();
    await server.close();
  });

  it('has no page with a fault that axe knows, or wider than its screen, on a narrow phone and on a laptop', async () => {
    change('We share', 'We <b>share</b>');
    const server = await listenOn(site);
    const chromium = await launchChromium();
    try {
      const home = server.home('127.0.0.1');
      for (const width of [360, 1280]) {
        const context = await chromium.newContext({ viewport: { width, height: 740 }, bypassCSP: true });
        const page = await context.newPage();
        for (const path of ['/both/first', '/findings', '/handbook/first', '/guide/agenda', '/diagnostics']) {
          await page.goto(`${home}${path}`);
          expect({ path, faults: await accessibilityFaults(page) }).toEqual({ path, faults: [] });
          expect({ path, over: await overflowOf(page) }).toEqual({ path, over: 0 });
        }
        await context.close();
      }
    } finally {
      await chromium.close();
      await server.close();
    }
  }, 60_000);
});
