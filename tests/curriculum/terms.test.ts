import { parse } from 'node-html-parser';
import type { GlossaryTerm } from '../../src/curriculum';
import { termMarks } from '../../src/curriculum/terms';
import { publishSource } from '../../src/publish';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn, type Browser } from '../support/site';

const term = (name: string, definition = 'What it means.', lang = 'en'): GlossaryTerm => ({
  id: `term-${name.toLowerCase().replace(/\W+/g, '-')}`,
  term: name,
  definition: [{ type: 'paragraph', children: [{ type: 'text', text: definition }] }],
  equivalents: [{ lang, text: name }],
  textHash: '',
});
const markedIn = (terms: readonly GlossaryTerm[], text: string, language = 'en') => {
  const marks = termMarks(terms, language);
  return parse(marks.html(text)).querySelectorAll('button').map((each) => each.text);
};

describe('a term of the glossary in a text', () => {
  it('is found in either number and case, as a whole word, once in a section', () => {
    const terms = [term('Request'), term('Third-party rule')];
    expect(markedIn(terms, 'Requests: a request is requested under the third-party rule.')).toEqual([
      'Requests',
      'third-party rule',
    ]);
    const marks = termMarks(terms, 'en');
    expect(marks.html('a request')).toContain('button');
    expect(marks.html('a request')).not.toContain('button');
    marks.begin();
    expect(marks.html('a request')).toContain('button');
    expect(marks.found()).toEqual([terms[0]]);
  });

  it('is the longer one where one term begins another', () => {
    expect(markedIn([term('Information'), term('Information exchange')], 'An information exchange.')).toEqual([
      'information exchange',
    ]);
  });

  it('that is a name is meant only where it is written as one', () => {
    const terms = [term('Member', 'A Member of the Process: a state.'), term('Alumni Network'), term('RILON')];
    expect(markedIn(terms, 'A family member, the alumni network, Rilon.')).toEqual([]);
    expect(markedIn(terms, 'Each Member, the Alumni Network and RILON.')).toEqual(['Member', 'Alumni Network', 'RILON']);
  });

  it('is found inside a run of letters in a script without spaces', () => {
    expect(markedIn([term('ความลับ')], 'การรักษาความลับเป็นหน้าที่', 'th')).toEqual(['ความลับ']);
  });

  it('leaves the text as it was, with everything in it escaped', () => {
    const text = 'A <b>request</b> & "the (third) party"';
    const html = termMarks([term('Request'), term('(third) party')], 'en').html(text);
    expect(parse(html).querySelectorAll('b')).toHaveLength(0);
    expect(parse(html).text).toBe(text);
    expect(termMarks([], 'en').html('<i>')).toBe('&#60;i&#62;');
  });
});

describe('the pages of a book', () => {
  const database = testDatabase();
  let participant: Browser;
  let home: string;

  beforeAll(async () => {
    const site = siteOn(database.db());
    await publishSource(database.db(), site.clock.now);
    const workshop = await addWorkshop(site, await addFacilitator(site));
    home = `/workshops/${workshop.id}/handbook`;
    participant = await site.as(await addParticipant(site, workshop));
  });

  it('open a definition at its word, and lead on to the glossary', async () => {
    await participant.get(`${home}/raapt`);
    const { page } = participant;
    const buttons = page.querySelectorAll('.book button.term');
    expect(buttons.length).toBeGreaterThan(5);
    for (const button of buttons) {
      const card = page.querySelector(`[id="${String(button.getAttribute('popovertarget'))}"]`);
      expect(card?.hasAttribute('popover')).toBe(true);
      expect(card?.querySelector('a')?.getAttribute('href')).toMatch(/^glossary#term-/);
    }
    expect(page.querySelectorAll('h1 button, h2 button, h3 button, a button, .block-definition button')).toHaveLength(0);
  });
});
