import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'node-html-parser';
import request from 'supertest';
import { CaseDraft } from '../../src/scenario/draft';
import { casePreview } from '../../src/scenario/preview-site';
import type { LocalSite } from '../../src/web/local-site';
import { wordsIn } from '../../src/words';
import { accessibilityFaults, launchChromium, overflowOf } from '../support/chromium';
import { listenOn } from '../support/listen';
import { fixtures } from './fixtures';

describe('the preview of a case', () => {
  const t = wordsIn('en');
  let folder: string;
  let site: LocalSite;
  const get = async (path: string, status = 200) => parse((await request(site.app).get(path).expect(status)).text);
  const change = (path: string, from: string, to: string) => {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, path), text.replace(from, to));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'titian-case-'));
    cpSync(join(fixtures, 'sound'), folder, { recursive: true });
    writeFileSync(
      join(folder, 'checks.md'),
      '- walk asking: ask-owner(purpose=find) > end phase > tell-owner > end phase > stop > end phase > answered\n',
    );
    site = casePreview(new CaseDraft(folder, t), t);
  });
  afterEach(() => {
    site.close();
    rmSync(folder, { recursive: true });
  });

  it('opens every recorded walk and every ending, and shows each desk only what its role knows then', async () => {
    const links = (await get('/')).querySelectorAll('.courses a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/at/walk-asking', '/at/ending-answered', '/at/ending-unanswered']);
    for (const link of links) expect((await get(link ?? '')).querySelectorAll('.seats > section')).toHaveLength(2);
    const early = await get('/at/walk-asking?step=1');
    expect(early.querySelector('section[aria-labelledby=desk-north]')?.text).not.toContain('Harbour Hire');
    expect(early.querySelector('section[aria-labelledby=desk-south]')?.text).toContain('Harbour Hire');
    expect((await get('/at/walk-asking')).querySelector('section[aria-labelledby=desk-north]')?.text).toContain(
      'Harbour Hire',
    );
    expect((await get('/at/walk-asking')).text).toContain('North got its answer');
    await get('/at/nowhere', 404);
  });

  it('opens a finding at the state that shows it, and follows the file as it is changed', async () => {
    await get('/');
    change('scenes/north-ask.md', '- when purpose is find', '- tells: south owner\n- when purpose is find');
    const [finding] = (await get('/')).querySelectorAll('.findings a');
    expect(finding?.text).toContain('passes on "owner"');
    const page = await get(finding?.getAttribute('href') ?? '');
    expect(page.querySelector('.place')?.text).toContain('tells-unknown scenes/north-ask.md:');
    expect(page.querySelector('section[aria-labelledby=desk-north]')?.text).not.toContain('Harbour Hire');
    change('scenes/north-ask.md', '- tells: south owner\n', '');
    expect((await get('/')).querySelectorAll('.findings')).toHaveLength(0);
  });

  it('says so while the case cannot be read, and shows the findings without a state', async () => {
    await get('/');
    change('scenes/north-ask.md', '- then: wait', '- then: nowhere');
    const page = await get('/');
    expect(page.text).toContain(t('preview.case.last'));
    expect(page.querySelector('.findings')?.text).toContain('name-unknown');
    expect(page.querySelector('.findings a')).toBeNull();
  });

  it('holds nothing that can be sent, and answers no page that names another host', async () => {
    for (const path of ['/', '/at/walk-asking', '/at/walk-asking?step=2'])
      expect((await get(path)).querySelectorAll('form, input, button')).toEqual([]);
    await request(site.app).get('/').set('Host', 'evil.example').expect(403);
    await request(site.app).post('/').expect(404);
  });

  it('is accessible, fits a narrow screen, and renews an open page when a file is saved', async () => {
    await get('/');
    const server = await listenOn(site);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
      const home = server.home('127.0.0.1');
      await page.goto(`${home}/at/walk-asking?step=3`);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      const listens = page.waitForResponse((response) => response.url().endsWith('/changes'));
      await page.goto(`${home}/`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await listens;
      change('endings.md', 'North got its answer', 'The answer came');
      await page.getByText('The answer came').waitFor();
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
