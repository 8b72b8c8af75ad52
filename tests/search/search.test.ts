import { testDatabase } from '../support/database';
import { guideMark, publishPlanted } from '../support/canaries';
import { addFacilitator, addParticipant, addWorkshop, siteOn, type Browser, type Site } from '../support/site';
import type { Workshop } from '../../src/workshops';

const database = testDatabase();

describe('searching a book of the workshop', () => {
  let site: Site;
  let workshop: Workshop;
  let facilitator: Browser;
  let participant: Browser;

  beforeAll(async () => {
    site = siteOn(database.db());
    const { publicationId } = await publishPlanted(database.db(), site.clock.now);
    // Whoever reads the Handbook can do without the Guide: here nobody could load it before the last test.
    await hideGuide(publicationId);
    const daniel = await addFacilitator(site);
    workshop = await addWorkshop(site, daniel);
    facilitator = await site.as(daniel);
    participant = await site.as(await addParticipant(site, workshop));
  });

  const hideGuide = async (publicationId: string) => {
    await database.db().raw('alter table publication_parts disable trigger user');
    await database
      .db()('publication_parts')
      .where({ publication_id: publicationId, kind: 'guide' })
      .update({ kind: 'case:away' });
  };
  const bringGuideBack = async () => {
    await database.db()('publication_parts').where({ kind: 'case:away' }).update({ kind: 'guide' });
    await database.db().raw('alter table publication_parts enable trigger user');
  };
  const path = (rest: string) => `/workshops/${workshop.id}/${rest}`;
  const ask = (browser: Browser, book: string, question: string) =>
    browser.get(path(`${book}/search?q=${encodeURIComponent(question)}`));

  it('starts from a field on the contents and on every page of the book', async () => {
    for (const page of ['handbook', 'handbook/raapt', 'handbook/glossary', 'handbook/preface']) {
      await participant.get(path(page));
      const form = participant.page.querySelector('main form[role=search]');
      expect(form?.getAttribute('action')).toBe(path('handbook/search'));
      expect(form?.querySelector('input[name=q]')).not.toBeNull();
    }
  });

  it('leads to the passage: module, section, words with a mark, and an address that is there', async () => {
    await ask(participant, 'handbook', 'third-party rule');
    const results = participant.page.querySelectorAll('ol.found > li');
    expect(results.length).toBeGreaterThan(1);
    const [first] = results;
    expect(first?.querySelectorAll('mark').length).toBeGreaterThan(1);
    expect(results.map((each) => each.querySelector('.over')?.text).join()).toMatch(/Module \d+ · \d+\.\d+ /);
    for (const link of results.slice(0, 12).map((each) => each.querySelector('a')?.getAttribute('href') ?? '')) {
      const [page = '', id] = link.split('#');
      await participant.get(page);
      if (id !== undefined) expect(participant.page.querySelector(`[id="${id}"]`)).not.toBeNull();
    }
  });

  it('finds a term by its name in Thai, Arabic and Vietnamese', async () => {
    for (const word of ['ความลับ', 'السرية', 'tinh bao mat']) {
      await ask(participant, 'handbook', word);
      expect(participant.page.querySelector('ol.found a')?.getAttribute('href')).toContain('handbook/glossary#term-');
    }
  });

  it('says what to do where nothing was asked, and where nothing was found', async () => {
    await participant.get(path('handbook/search'));
    expect(participant.words).toContain('Type one or more words');
    await ask(participant, 'handbook', 'xyzzyxyzzy');
    expect(participant.words).toContain('Nothing in this book has “xyzzyxyzzy”.');
    expect(participant.page.querySelector('input[name=q]')?.getAttribute('value')).toBe('xyzzyxyzzy');
  });

  it('shows a question as words, whatever it holds', async () => {
    await ask(participant, 'handbook', '"><script>alert(1)</script>');
    expect(participant.page.querySelectorAll('main script')).toHaveLength(0);
    await participant.get(path('handbook/search?q=a&q=b'));
    await participant.get(path('handbook/search?q[x]=a'));
  });

  it('finds nothing of the Guide for who takes part, and never loads it; a facilitator finds it in the Guide only', async () => {
    await ask(participant, 'handbook', guideMark);
    expect(participant.page.querySelectorAll('ol.found')).toHaveLength(0);
    await participant.get(path(`guide/search?q=${guideMark}`), 404);
    await ask(facilitator, 'handbook', guideMark);
    expect(facilitator.page.querySelectorAll('ol.found')).toHaveLength(0);
    await bringGuideBack();
    await ask(facilitator, 'guide', guideMark);
    expect(facilitator.page.querySelectorAll('ol.found > li').length).toBeGreaterThan(10);
    expect(facilitator.page.querySelector('ol.found a')?.getAttribute('href')).toContain('/guide/');
  });
});
