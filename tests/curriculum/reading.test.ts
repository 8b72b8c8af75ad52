import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../src/root';
import type { Workshop } from '../../src/workshops';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn, type Browser, type Site } from '../support/site';

const database = testDatabase();

describe('the books on a screen', () => {
  let site: Site;
  let workshop: Workshop;
  let facilitator: Browser;
  let participant: Browser;

  beforeAll(async () => {
    site = siteOn(database.db());
    const daniel = await addFacilitator(site);
    workshop = await addWorkshop(site, daniel);
    facilitator = await site.as(daniel);
    participant = await site.as(await addParticipant(site, workshop));
  });

  const path = (rest: string) => `/workshops/${workshop.id}/${rest}`;
  const linksOf = (browser: Browser, at: string) =>
    browser.page
      .querySelectorAll('main a[href]')
      .map((link) => new URL(link.getAttribute('href') ?? '', `http://titian.example${at}`));

  it('begin with their contents: every module, with its sections under the numbers of the printed book', async () => {
    await participant.get(path('handbook'));
    expect(participant.page.querySelector('h1')?.text).toBe('Information Sharing Across Borders');
    const numbers = participant.page.querySelectorAll('nav.contents .number').map((each) => each.text);
    expect(numbers).toContain('4.3');
    await facilitator.get(path('guide'));
    const shared = facilitator.page.querySelectorAll('nav.contents .number').map((each) => each.text);
    // What only the Guide has is numbered apart (1.G1), so that no shared number differs.
    expect(shared.filter((number) => !number.includes('G'))).toEqual(numbers);
  });

  it('lead nowhere that is not there: every link and every anchor of every page of both books', async () => {
    const anchors = new Map<string, Set<string>>();
    const visit = async (at: string): Promise<Set<string>> => {
      const known = anchors.get(at);
      if (known) return known;
      await facilitator.get(at);
      const ids = new Set(facilitator.page.querySelectorAll('[id]').map((each) => each.id));
      anchors.set(at, ids);
      for (const link of linksOf(facilitator, at)) {
        if (link.host !== 'titian.example' || link.pathname.endsWith('.pdf')) continue;
        const target = await visit(link.pathname);
        if (link.hash !== '') expect({ at, link: link.hash, found: target.has(link.hash.slice(1)) }).toMatchObject({ found: true });
      }
      return ids;
    };
    await visit(path('handbook'));
    await visit(path('guide'));
    expect(anchors.size).toBeGreaterThan(25);
  });

  it('say on every page which publication this is', async () => {
    await participant.get(path('handbook/raapt'));
    const colophon = participant.page.querySelector('footer.colophon')?.text ?? '';
    expect(colophon).toContain(workshop.publicationId.slice(0, 8));
    expect(colophon).toMatch(/version \S+, publication [0-9a-f]{8}, .*2026/);
  });

  it('show a participant the work, and the facilitator also how to run it', async () => {
    await participant.get(path('handbook/raapt'));
    expect(participant.page.querySelectorAll('.block-activity').length).toBeGreaterThan(3);
    expect(participant.page.querySelectorAll('.raapt')).toHaveLength(5);
    expect(participant.page.querySelectorAll('.guide')).toHaveLength(0);
    await facilitator.get(path('guide/raapt'));
    expect(facilitator.page.querySelectorAll('.block-say.guide').length).toBeGreaterThan(3);
    expect(facilitator.page.querySelectorAll('table.session-plan tbody tr').length).toBeGreaterThan(3);
  });

  it('do not let a participant open the Guide, nor anybody a page that no book has', async () => {
    await participant.get(path('guide'), 404);
    await participant.get(path('guide/raapt'), 404);
    await facilitator.get(path('guide/no-such-module'), 404);
    await facilitator.get(path('handbook/__proto__'), 404);
  });

  it('go through a phone’s connection: a first visit to any module is at most 50 KB with its style', async () => {
    const style = gzipSync(readFileSync(join(root, 'public', 'css', 'titian.css'))).length;
    await facilitator.get(path('guide'));
    for (const link of linksOf(facilitator, path('guide'))) {
      await facilitator.get(link.pathname);
      expect((gzipSync(facilitator.text).length + style) / 1024).toBeLessThan(50);
    }
  });

  it('have one heading of the first level, and never step down by two', async () => {
    for (const page of ['handbook/raapt', 'guide/raapt', 'handbook/glossary', 'handbook/agenda', 'handbook/preface']) {
      await facilitator.get(path(page));
      const levels = facilitator.page.querySelectorAll('h1,h2,h3,h4,h5,h6').map((each) => Number(each.tagName.slice(1)));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      const steps = levels.slice(1).map((level, index) => level - (levels[index] ?? 1));
      expect(Math.max(0, ...steps)).toBeLessThanOrEqual(1);
    }
  });
});
