import { extractText } from 'unpdf';
import { publishPlanted, guideMark } from '../support/canaries';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn, type Browser, type Site } from '../support/site';
import type { Workshop } from '../../src/workshops';

const database = testDatabase();

describe('a reader’s own notes', () => {
  let site: Site;
  let workshop: Workshop;
  let sione: Browser;
  let ravi: Browser;
  let facilitator: Browser;

  beforeAll(async () => {
    site = siteOn(database.db());
    await publishPlanted(database.db(), site.clock.now);
    const daniel = await addFacilitator(site);
    workshop = await addWorkshop(site, daniel);
    facilitator = await site.as(daniel);
    sione = await site.as(await addParticipant(site, workshop, 'Sione'));
    ravi = await site.as(await addParticipant(site, workshop, 'Ravi'));
  });

  const path = (rest: string) => `/workshops/${workshop.id}/${rest}`;
  const blockOf = async (browser: Browser, at: string, kind: string): Promise<string> => {
    await browser.get(path(at));
    return browser.page.querySelector(`.book > .block-${kind}`)?.id ?? '';
  };
  const write = async (browser: Browser, block: string, typed: Record<string, string>, from = ''): Promise<void> => {
    await browser.get(path(`notes/${block}${from}`));
    await browser.send(path(`notes/${block}`), typed);
  };

  it('are offered below every block of a page of the book', async () => {
    await sione.get(path('handbook/raapt'));
    const blocks = sione.page.querySelectorAll('.book > .block').map((each) => path(`notes/${each.id}`));
    const links = sione.page.querySelectorAll('.book .note-link a').map((each) => each.getAttribute('href'));
    expect(links).toEqual(blocks);
    expect(sione.text).not.toContain('<!--end:');
  });

  it('stand below their block from then on, as they were typed, and lead back to it', async () => {
    const block = await blockOf(sione, 'handbook/raapt', 'activity');
    await write(sione, block, { body: '  Ask Lt. Siti <b>first</b>\r\nthen write. ถามก่อน  ', mark: 'use' });
    expect(sione.location).toBe(path(`handbook/raapt#${block}`));
    await sione.follow();
    const note = sione.page.querySelector(`[id="${block}"] + .own-note`);
    expect(note?.querySelector('.own-words')?.text).toBe(
      'Ask Lt. Siti &#60;b&#62;first&#60;/b&#62;\nthen write. ถามก่อน'.replaceAll('&#60;', '<').replaceAll('&#62;', '>'),
    );
    expect(note?.text).toContain('I will use this at work');
  });

  it('are nobody else’s: not on the page that is kept drawn, not in the list', async () => {
    const block = await blockOf(sione, 'handbook/raapt', 'key-points');
    await write(sione, block, { body: 'ONLYSIONE' });
    for (const browser of [ravi, facilitator]) {
      for (const page of ['handbook/raapt', 'notes', `notes/${block}`]) {
        await browser.get(path(page));
        expect(browser.text).not.toContain('ONLYSIONE');
      }
    }
    await ravi.get(path('notes'));
    expect(ravi.words).toContain('You have written no note here yet.');
  });

  it('are listed with the passage that they are about', async () => {
    const block = await blockOf(sione, 'handbook/raapt', 'safety');
    const known = block === '' ? await blockOf(sione, 'handbook/raapt', 'key-points') : block;
    await write(sione, known, { mark: 'question', body: '' });
    await sione.get(path('notes'));
    expect(sione.words).toContain('I want to ask about this');
    expect(sione.words).toContain('Module 4 ·');
    expect(sione.page.querySelector(`a[href$="#${known}"]`)).not.toBeNull();
  });

  it('are printed into one’s own Handbook, below their passages; without notes it is everybody’s', async () => {
    const pdfOf = async (browser: Browser) => {
      const answer = await browser.agent
        .get(path('notes/handbook.pdf'))
        .buffer(true)
        .parse((response, done) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(null, Buffer.concat(chunks)));
        });
      return { answer, text: answer.status === 200 ? await textOfPdf(answer.body as Buffer) : '' };
    };
    const own = await pdfOf(sione);
    expect(own.text).toMatch(/My note: I will use this at work\s+Ask Lt. Siti/);
    expect(own.text).toContain('ONLYSIONE');
    expect(own.text).not.toContain(guideMark);
    expect(own.answer.headers['cache-control']).toContain('no-store');
    const others = await pdfOf(ravi);
    expect(others.answer.headers['location']).toBe(`${path('handbook.pdf')}?paper=A4`);
    await sione.get(path('notes/raapt'));
    await sione.send(path('notes/raapt'), { body: 'A face \u{1F600}' });
    expect((await pdfOf(sione)).answer.status).toBe(200);
    const block = await blockOf(sione, 'handbook/raapt', 'text');
    await write(sione, block, { body: 'A face \u{1F600}' });
    expect((await pdfOf(sione)).answer.status).toBe(409);
    await write(sione, block, { then: 'remove' });
  });

  it('can be changed and taken away', async () => {
    const block = await blockOf(sione, 'handbook/raapt', 'text');
    await write(sione, block, { body: 'first thought' });
    await write(sione, block, { body: 'second thought' });
    await sione.follow();
    expect(sione.text).toContain('second thought');
    expect(sione.text).not.toContain('first thought');
    await write(sione, block, { body: 'second thought', then: 'remove' });
    await sione.follow();
    expect(sione.text).not.toContain('second thought');
  });

  it('are refused with what was typed when they are too long', async () => {
    const block = await blockOf(sione, 'handbook/raapt', 'text');
    await sione.get(path(`notes/${block}`));
    await sione.send(path(`notes/${block}`), { body: 'x'.repeat(5001) }, 422);
    expect(sione.page.querySelector('textarea')?.text).toHaveLength(5001);
    expect(sione.words).toContain('longer than 5,000');
  });

  it('stay when their block has left the book, with the words as they were', async () => {
    const block = await blockOf(sione, 'handbook/raapt', 'activity');
    await database
      .db()('notes')
      .where({ block })
      .update({ block: 'gone-for-good', publication_id: workshop.publicationId });
    await sione.get(path('notes'));
    expect(sione.words).toContain('No longer in your book');
    expect(sione.words).toContain('Ask Lt. Siti');
    await write(sione, 'gone-for-good', { then: 'remove' });
    expect(sione.location).toBe(path('notes'));
    await sione.follow();
    expect(sione.words).not.toContain('No longer in your book');
  });

  it('on the Guide are the facilitator’s: a participant cannot even learn that such a block is there', async () => {
    await facilitator.get(path('guide/raapt'));
    const block = facilitator.page.querySelector('.book > .block.guide')?.id ?? '';
    await write(facilitator, block, { body: 'Slow down here.' }, '?in=guide');
    expect(facilitator.location).toBe(path(`guide/raapt#${block}`));
    await facilitator.get(path('notes'));
    expect(facilitator.words).toContain(guideMark);
    await sione.get(path(`notes/${block}`), 404);
    await sione.get(path('notes/__proto__'), 404);
    await sione.get(path('notes'));
    expect(sione.text).not.toContain(guideMark);
  });

  it('on a block of both books show in either, and lead back to the book they were written from', async () => {
    const block = await blockOf(facilitator, 'handbook/raapt', 'activity');
    await write(facilitator, block, { body: 'In both.' }, '?in=guide');
    expect(facilitator.location).toBe(path(`guide/raapt#${block}`));
    for (const book of ['guide', 'handbook']) {
      await facilitator.get(path(`${book}/raapt`));
      expect(facilitator.page.querySelector(`[id="${block}"] + .own-note`)?.text).toContain('In both.');
    }
  });
});

async function textOfPdf(pdf: Buffer): Promise<string> {
  return (await extractText(new Uint8Array(pdf), { mergePages: true })).text.replace(/\s+/g, ' ');
}

describe('the place where somebody was reading', () => {
  let site: Site;
  let workshop: Workshop;

  beforeAll(() => {
    site = siteOn(database.db());
  });

  it('is on the contents when they come back, each person’s own and each book’s own', async () => {
    const daniel = await addFacilitator(site);
    workshop = await addWorkshop(site, daniel);
    const reader = await site.as(await addParticipant(site, workshop));
    const other = await site.as(await addParticipant(site, workshop, 'Ravi'));
    const home = `/workshops/${workshop.id}`;
    const here = async (browser: Browser) => {
      await browser.get(`${home}/handbook`);
      return browser.page.querySelector('.here a')?.getAttribute('href');
    };
    expect(await here(reader)).toBeUndefined();
    await reader.get(`${home}/handbook/raapt`);
    expect(await here(reader)).toBe(`${home}/handbook/raapt`);
    await reader.get(`${home}/handbook/raapt`);
    const block = reader.page.querySelectorAll('.book > .block')[4]?.id ?? '';
    const token = reader.page.querySelector('[name=_csrf]')?.getAttribute('value') ?? '';
    const send = (fields: object) =>
      reader.agent
        .post(`${home}/bookmark`)
        .type('form')
        .send({ _csrf: token, ...fields });
    await send({ edition: 'handbook', block }).expect(204);
    expect(await here(reader)).toBe(`${home}/handbook/raapt#${block}`);
    expect(reader.words).toContain('You were here: Module 4 ·');
    await send({ edition: 'handbook', block: 'no-such-block' }).expect(204);
    await reader.get(`${home}/handbook/raapt`);
    expect(await here(reader)).toBe(`${home}/handbook/raapt#${block}`);
    await reader.get(`${home}/handbook/glossary`);
    expect(await here(other)).toBeUndefined();
  });
});
