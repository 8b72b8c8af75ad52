import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { parse } from 'node-html-parser';
import { guideMark, keyMark, publishPlanted } from '../support/canaries';
import { testDatabase } from '../support/database';
import { type Browser, type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';
import type { Workshop } from '../../src/workshops';

const database = testDatabase();
let site: Site;
let workshop: Workshop;
let publicationId: string;
let facilitator: Browser;
let sione: Browser;
let ravi: Browser;

beforeAll(async () => {
  site = siteOn(database.db());
  ({ publicationId } = await publishPlanted(database.db(), site.clock.now));
  const daniel = await addFacilitator(site);
  workshop = await addWorkshop(site, daniel);
  facilitator = await site.as(daniel);
  sione = await site.as(await addParticipant(site, workshop, 'Sione'));
  ravi = await site.as(await addParticipant(site, workshop, 'Ravi'));
});

const path = (rest: string) => `/workshops/${workshop.id}/${rest}`;
const copyOf = async (browser: Browser, edition = 'handbook') => {
  await browser.get(path(`${edition}.html`));
  return parse(browser.text, { blockTextElements: { style: true, script: true } });
};

describe('a book as one file', () => {
  it('has every page of the Handbook, and is a file to save that nobody else keeps', async () => {
    const answer = await sione.agent.get(path('handbook.html')).expect(200);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="handbook-.*\.html"$/);
    expect(answer.headers['cache-control']).toContain('no-store');
    const copy = parse(answer.text);
    await sione.get(path('handbook'));
    const pages = sione.page
      .querySelectorAll('nav.contents > ol > li > a')
      .map((each) => each.getAttribute('href') ?? '');
    expect(pages.length).toBeGreaterThan(10);
    for (const page of pages) expect(copy.querySelector(`#at-${page.replace('handbook/', '')}`)).not.toBeNull();
    await sione.get(path('handbook/raapt'));
    for (const block of sione.page.querySelectorAll('.book > .block'))
      expect(copy.querySelector(`#at-raapt [id="${block.id}"]`)?.text.replace(/\s+/g, '')).toBe(
        block.text.replace(/\s+/g, ''),
      );
  });

  it('is whole in itself: every link inside it leads somewhere, every id is one, nothing is asked from anywhere', async () => {
    for (const [browser, edition] of [
      [sione, 'handbook'],
      [facilitator, 'guide'],
    ] as const) {
      const copy = await copyOf(browser, edition);
      const ids = copy.querySelectorAll('[id]').map((each) => each.id);
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
      const known = new Set(ids);
      const targets = copy
        .querySelectorAll('[href^="#"], [popovertarget], [aria-labelledby]')
        .flatMap((each) => [
          (each.getAttribute('href') ?? '').replace('#', ''),
          each.getAttribute('popovertarget') ?? '',
          ...(each.getAttribute('aria-labelledby') ?? '').split(' '),
        ]);
      expect(targets.filter((id) => id !== '' && !known.has(id))).toEqual([]);
      expect(targets.length).toBeGreaterThan(200);
      const addresses = copy.querySelectorAll('[href]').map((each) => each.getAttribute('href') ?? '');
      expect(addresses.filter((address) => !/^(#|https:\/\/|mailto:)/.test(address))).toEqual([]);
      expect(copy.querySelectorAll('[src], link, iframe, object, embed')).toHaveLength(0);
      expect(copy.querySelector('style')?.text).not.toMatch(/url\(|@import/);
    }
  });

  it('lets only its own style and script run', async () => {
    const copy = await copyOf(sione);
    const policy = copy.querySelector('meta[http-equiv=Content-Security-Policy]')?.getAttribute('content') ?? '';
    for (const tag of ['style', 'script']) {
      const hash = createHash('sha256')
        .update(copy.querySelector(tag)?.innerHTML ?? '')
        .digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
      expect(copy.querySelectorAll(tag)).toHaveLength(1);
    }
    expect(policy).toMatch(/^default-src 'none';/);
  });

  it('goes through a phone’s connection in one piece: under 250 KB compressed', async () => {
    await sione.get(path('handbook.html'));
    expect(gzipSync(sione.text).length / 1024).toBeLessThan(250);
  });

  it('has one’s own notes and highlights, and nobody else’s', async () => {
    await sione.get(path('handbook/raapt'));
    const block = sione.page.querySelector('.book > .block-text');
    const exact = (block?.querySelector('p')?.text ?? '').slice(0, 25);
    await sione.send(path('highlights'), {
      edition: 'handbook',
      block: block?.id ?? '',
      exact,
      prefix: '',
      suffix: '',
    });
    await sione.get(path(`notes/${block?.id ?? ''}`));
    await sione.send(path(`notes/${block?.id ?? ''}`), { body: 'ONLYSIONE <b>' });
    const own = await copyOf(sione);
    expect(own.querySelector('.own-note')?.text).toContain('ONLYSIONE');
    expect(own.querySelector('.own-note a')).toBeNull();
    expect(
      own
        .querySelectorAll('mark.own-mark')
        .map((each) => each.text)
        .join(''),
    ).toBe(exact.trim());
    const other = await copyOf(ravi);
    expect(other.toString()).not.toContain('ONLYSIONE');
    expect(other.querySelector('.own-note, mark.own-mark')).toBeNull();
  });

  it('has nothing of the Guide for who takes part, who can have no other; for that the Guide is never loaded', async () => {
    const db = database.db();
    await facilitator.get(path('guide.html'));
    expect(facilitator.text.split(guideMark).length).toBeGreaterThan(100);
    await db.raw('alter table publication_parts disable trigger user');
    const guide = () => db('publication_parts').where({ publication_id: publicationId });
    await guide().andWhere({ kind: 'guide' }).update({ kind: 'case:away' });
    try {
      for (const browser of [sione, ravi, facilitator]) {
        await browser.get(path('handbook.html'));
        expect(browser.text).not.toContain(guideMark);
        expect(browser.text).not.toContain(keyMark);
      }
      await sione.get(path('guide.html'), 404);
      await sione.get(path('guide/keep'), 404);
    } finally {
      await guide().andWhere({ kind: 'case:away' }).update({ kind: 'guide' });
      await db.raw('alter table publication_parts enable trigger user');
    }
  });
});
