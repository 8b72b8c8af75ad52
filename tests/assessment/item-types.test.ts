import { type Compiled, checkFolder } from '../../src/curriculum';
import { listMarked } from '../../src/assessment';
import { answersFrom } from '../../src/assessment/forms';
import {
  type Response,
  foldText,
  gainsOf,
  isComplete,
  mark,
  numberIn,
  questionOf,
} from '../../src/assessment/question';
import { check } from '../../src/curriculum/check';
import type { Item } from '../../src/curriculum/curriculum';
import { digestOf } from '../../src/ids';
import { publishCompiled, readCases } from '../../src/publish';
import { root } from '../../src/root';
import { compiledFrom, smallFiles } from '../curriculum/small';
import { testDatabase } from '../support/database';
import { addFacilitator, addParticipant, addWorkshop, siteOn } from '../support/site';

const database = testDatabase();
const db = () => database.db();

/** The questions of every type that has no place in the shipped tests, one pair each. */
const written = (form: 'pre' | 'post') => `
## Which office answers? {#offices-${form} pair=offices form=${form} type=match objective=first-o1}

- [x] A forged visa -> Document unit {#a}
- [x] A boat in danger -> Rescue centre {#b}
- [x] A child alone -> Child protection {#c}
- [ ] -> Press office {#d}

## What is the office called? {#name-${form} pair=name form=${form} type=text objective=first-o1}

- [x] KANARIKEY Focal Point {#a}
  > KANARIKEY Yes.
- [x] ศูนย์ประสานงาน {#b}
- [ ] The police {#c}

## How long may it take? {#long-${form} pair=long form=${form} type=number objective=first-o1 answer=90.5 tolerance=0.5 unit=minutes}

The clock began at noon.

  > KANARIKEY Ninety and a half.

## How sure are you? {#sure-${form} pair=sure form=${form} type=rating objective=first-o1}

- [ ] Not at all {#a}
- [ ] Somewhat {#b}
- [ ] Very {#c}
`;
const small = smallFiles().map((file) =>
  file.path === 'assessment/first.md' ? { ...file, text: `${file.text}\n${written('pre')}\n${written('post')}` } : file,
);
const items = compiledFrom(small).assessment.items;
const itemOf = (id: string): Item => {
  const found = items.find((item) => item.id === id);
  if (!found) throw new Error(`There is no question ${id}.`);
  return found;
};
const answer = (id: string, fields: Record<string, unknown>): Response | undefined =>
  answersFrom(fields, [itemOf(id)], undefined).get(id);

describe('a question that matches words with words', () => {
  it('counts the lines that have what belongs to them, and takes nothing that was not offered', () => {
    const given = answer('offices-pre', {
      'a.offices-pre.a': 'Document unit',
      'a.offices-pre.b': 'Press office',
      'a.offices-pre.c': 'Somewhere else',
      'a.offices-pre.d': 'Press office',
    });
    expect(given).toEqual({ pairs: { a: 'Document unit', b: 'Press office' } });
    expect(isComplete(itemOf('offices-pre'), given)).toBe(false);
    expect(mark(itemOf('offices-pre'), given)).toBeCloseTo(1 / 3);
  });

  it('offers every match to every reader, in an order that is not the author’s and tells nothing', () => {
    const orders = ['one', 'two', 'three', 'four'].map((seed) =>
      questionOf(itemOf('offices-pre'), undefined, seed, digestOf),
    );
    for (const { options, matches } of orders) {
      expect(options.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c']);
      expect([...(matches ?? [])].sort()).toEqual([
        'Child protection',
        'Document unit',
        'Press office',
        'Rescue centre',
      ]);
    }
    expect(new Set(orders.map(({ matches }) => matches?.join())).size).toBeGreaterThan(1);
  });
});

describe('a short answer', () => {
  it.each([
    ['kanarikey focal point', 1],
    ['  KANARIKEY\u00a0 FOCAL   POINT ', 1],
    ['ＫＡＮＡＲＩＫＥＹ Ｆｏｃａｌ Ｐｏｉｎｔ', 1],
    ['ศูนย์ประสานงาน', 1],
    ['the police', 0],
    ['', 0],
  ])('takes "%s" by its words and not by its case, width and spaces', (typed, worth) => {
    expect(mark(itemOf('name-pre'), answer('name-pre', { 'a.name-pre': typed }))).toBe(worth);
  });

  it('compares composed and decomposed letters as the same', () => {
    expect(foldText('Việt  Nam'.normalize('NFD'))).toBe(foldText('việt nam'));
  });
});

describe('a number', () => {
  it.each([
    ['90', 1],
    ['91', 1],
    ['90,7', 1],
    ['٩٠٫٥', 1],
    ['៩០', 1],
    ['๙๑', 1],
    ['၉၀.၅', 1],
    ['９０', 1],
    ['91.1', 0],
    ['ninety', 0],
    ['9e1', 0],
  ])('reads "%s" in the digits and with the sign that people use', (typed, worth) => {
    expect(mark(itemOf('long-pre'), answer('long-pre', { 'a.long-pre': typed }))).toBe(worth);
  });

  it('is not answered by words', () => {
    expect(isComplete(itemOf('long-pre'), answer('long-pre', { 'a.long-pre': 'long' }))).toBe(false);
    expect(numberIn('−3')).toBe(-3);
  });
});

describe('a rating', () => {
  it('keeps the order of its steps, and is in no result', () => {
    const question = questionOf(itemOf('sure-pre'), undefined, 'somebody', digestOf);
    expect(question.options.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const given = answer('sure-pre', { 'a.sure-pre': 'c' });
    expect(mark(itemOf('sure-pre'), given)).toBe(0);
    const [gain] = gainsOf({ items }, new Map(), new Map([['sure-post', given ?? { text: '' }]]));
    expect(gain).toMatchObject({ items: 4, after: 0 });
  });
});

describe('what the check says of these questions', () => {
  it.each([
    ['- [x] A forged visa -> Document unit {#a}', '- [x] A forged visa {#a}', 'type match'],
    ['- [ ] -> Press office {#d}', '- [ ] A fire -> Press office {#d}', 'type match'],
    ['answer=90.5', 'answer=ninety', 'type number'],
    ['tolerance=0.5', 'tolerance=-1', 'type number'],
    ['- [ ] Very {#c}', '- [x] Very {#c}', 'type rating'],
  ])('refuses a key that cannot be marked: %s as %s', (from, to, said) => {
    const files = small.map((file) => ({ ...file, text: file.text.replace(from, to) }));
    const { findings } = check(files, ['small-case']);
    expect(findings.map(({ code }) => code)).toEqual(['item-key-wrong']);
    expect(findings[0]?.message).toContain(said);
  });
});

describe('a test with every type of question', () => {
  it('keeps what is answered, shows it again, and never sends a key', async () => {
    const site = siteOn(db());
    const folder = `${root}/curriculum`;
    const { compiled } = checkFolder(folder) as { compiled: Compiled };
    const own = compiled.assessment.items;
    const more = items
      .filter(({ id }) => !id.startsWith('first-'))
      .map((item) => ({ ...item, objective: own[0]?.objective ?? '' }));
    const whole = { ...compiled, assessment: { ...compiled.assessment, items: [...own, ...more] } };
    await publishCompiled(db(), site.clock.now, whole, readCases(folder));
    const workshop = await addWorkshop(site, await addFacilitator(site));
    const officer = await addParticipant(site, workshop, 'Sok');
    const path = `/workshops/${workshop.id}/tests/pre`;
    const phone = await site.as(officer);
    await phone.get(path);
    await phone.send(`${path}/attempts`);
    await phone.follow();
    const pages = [phone.text];
    await phone.send(`${path}/answers`, {
      'a.offices-pre.b': 'Rescue centre',
      'a.name-pre': '<b>focal</b> point',
      'a.long-pre': '៩០',
      'a.sure-pre': 'b',
      then: 'save',
    });
    await phone.get(path);
    pages.push(phone.text);
    expect(phone.page.querySelector('select[name="a.offices-pre.b"] option[selected]')?.text).toBe('Rescue centre');
    expect(phone.page.querySelector('input[name="a.name-pre"]')?.getAttribute('value')).toBe('<b>focal</b> point');
    expect(phone.page.querySelector('input[name="a.long-pre"]')?.getAttribute('value')).toBe('៩០');
    expect(phone.words).toContain('(minutes)');
    await phone.send(`${path}/answers`, { then: 'send-anyway' });
    await phone.follow();
    pages.push(phone.text);
    for (const page of pages) expect(page).not.toMatch(/KANARIKEY|90\.5|The police/);

    const [marked] = await listMarked(db(), workshop);
    const marks = new Map(marked?.items.map(({ item, mark: worth }) => [item.id, worth]));
    expect(marks.get('offices-pre')).toBeCloseTo(1 / 3);
    expect([marks.get('name-pre'), marks.get('long-pre')]).toEqual([0, 1]);
    expect(marks.has('sure-pre')).toBe(false);
  });
});
