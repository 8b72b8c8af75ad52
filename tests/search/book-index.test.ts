import fc from 'fast-check';
import type { Passage } from '../../src/curriculum';
import { cutQuestion, indexOf, longestQuestion } from '../../src/search/book-index';
import { tokensIn } from '../../src/search/tokens';

const passage = (id: string, text: string, change: Partial<Passage> = {}): Passage => ({
  id,
  kind: 'text',
  page: 'raapt',
  text,
  ...change,
});
const idsOf = (passages: readonly Passage[], question: string, language = 'en') =>
  indexOf(passages, language)
    .find(question)
    .hits.map((hit) => hit.passage.id);
const marked = (passages: readonly Passage[], question: string, language = 'en') =>
  indexOf(passages, language)
    .find(question)
    .hits.flatMap((hit) => hit.snippet.filter((piece) => piece.hit).map((piece) => piece.text));

describe('a question to a book', () => {
  const book = [
    passage('asks', 'A good request says what is needed, why, and by when.'),
    passage('third', 'Under the third-party rule, nobody shares further without asking the originator.'),
    passage('shared', 'What was shared is recorded.'),
    passage('title', 'Say who asks.', { kind: 'activity', title: 'Write a request' }),
    passage('both', 'The originator of a request keeps a copy of it.'),
  ];

  it('finds a word in any of its English forms', () => {
    expect(idsOf(book, 'sharing').sort()).toEqual(['shared', 'third']);
    expect(idsOf(book, 'REQUESTS').sort()).toEqual(['asks', 'both', 'title']);
  });

  it('finds the passages that have all its words, and says so when none has', () => {
    expect(idsOf(book, 'request originator')).toEqual(['both']);
    const { hits, loose } = indexOf(book, 'en').find('originator zebra');
    expect(hits.map((hit) => hit.passage.id).sort()).toEqual(['both', 'third']);
    expect(loose).toBe(true);
  });

  it('puts first what has it in its title, and what has it word for word', () => {
    expect(idsOf(book, 'request')[0]).toBe('title');
    const rows = [
      passage('apart', 'The party was told a rule by a third.'),
      passage(
        'phrase',
        'Somebody named a rule in passing, and later a party; the third party rule was meant all along.',
      ),
    ];
    expect(idsOf(rows, 'third party rule')[0]).toBe('phrase');
  });

  it('forgives a slip of the finger, and marks what it took for the word', () => {
    expect(idsOf(book, 'originater').sort()).toEqual(['both', 'third']);
    expect(marked(book, 'originater')).toContain('originator');
  });

  it('marks the words in the snippet, which begins near them in a long passage', () => {
    const long = passage(
      'long',
      `${'Nothing of interest here. '.repeat(40)}The handling mark travels with it. ${'And so on. '.repeat(40)}`,
    );
    const [hit] = indexOf([long], 'en').find('handling marks').hits;
    const shown = hit?.snippet.map((piece) => piece.text).join('') ?? '';
    expect(shown.length).toBeLessThan(300);
    expect(hit?.snippet.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(['handling', 'mark']);
    expect(shown).toMatch(/^… .* …$/s);
  });

  it('finds nothing for a question without words', () => {
    for (const question of ['', '  ', '?!', '“”']) expect(indexOf(book, 'en').find(question).hits).toEqual([]);
  });
});

describe('scripts that put no space between words', () => {
  it.each([
    ['th', 'การรักษาความลับเป็นหน้าที่ของเจ้าหน้าที่ทุกคน', 'ความลับ', 'ความลับ'],
    ['th', 'ผู้เสียหายจากการค้ามนุษย์', 'ค้ามนุษย์', 'ค้ามนุษย์'],
    ['lo', 'ການແລກປ່ຽນຂໍ້ມູນຂ່າວສານຂ້າມຊາຍແດນ', 'ຂໍ້ມູນ', 'ຂໍ້ມູນ'],
    ['km', 'ការចែករំលែកព័ត៌មានឆ្លងព្រំដែន', 'ព័ត៌មាន', 'ព័ត៌មាន'],
    ['my', 'သတင်းအချက်အလက်မျှဝေခြင်း', 'အချက်အလက်', 'အချက်အလက်'],
    ['zh', '跨境信息共享必须合法。', '信息', '信息'],
    ['ja', '人身取引の被害者を保護する。', '被害者', '被害者'],
  ])('%s: a part of a sentence is found and marked as it was asked', (language, text, question, mark) => {
    const other = passage('other', 'Nothing of the kind.');
    expect(idsOf([passage('it', text), other], question, language)).toEqual(['it']);
    expect(marked([passage('it', text), other], question, language)).toEqual([mark]);
  });

  it('finds them inside an English text too, and a lone character anywhere', () => {
    expect(idsOf([passage('it', 'Confidentiality · การรักษาความลับ')], 'รักษาความลับ')).toEqual(['it']);
    expect(idsOf([passage('it', '跨境信息共享')], '享', 'zh')).toEqual(['it']);
  });
});

describe('letters with marks', () => {
  it.each([
    ['vi', 'Bằng chứng và đánh giá', 'bang chung'],
    ['vi', 'Bằng chứng và đánh giá', 'ĐÁNH GIÁ'],
    ['ar', 'المُساءَلة والسِّرية', 'المساءله'],
    ['fa', 'همکاری بین کشورها', 'همكاري'],
    ['hi', 'सूचना साझा करना', 'सूचना'],
    ['ta', 'தகவல் பகிர்வு', 'தகவல்'],
    ['id', 'Tim Berbagi Informasi', 'ＩＮＦＯＲＭＡＳＩ'],
  ])('%s: "%s" is found by "%s"', (language, text, question) => {
    expect(idsOf([passage('it', text)], question, language)).toEqual(['it']);
  });

  it('does not take one vowel sign for another where signs are letters', () => {
    expect(idsOf([passage('it', 'मेल')], 'मूल', 'hi')).toEqual([]);
  });
});

describe('whatever is typed', () => {
  it('is answered, never with an error', () => {
    const index = indexOf([passage('it', 'A request across the border, การรักษาความลับ.')], 'en');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (question) => {
        const cut = cutQuestion(question);
        expect(Array.from(cut).length).toBeLessThanOrEqual(longestQuestion);
        expect(index.find(question).hits.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is cut into tokens that stand where they say, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('en', 'th', 'ar'), (text, language) => {
        let last = 0;
        for (const { term, start, end } of tokensIn(text, language)) {
          expect(term).not.toBe('');
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });

  it('finds any run of words of a passage in that passage', () => {
    const words = fc.array(fc.constantFrom('border', 'request', 'ความลับ', '信息', 'victim', 'đánh', 'ໜ້າທີ່'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (all, from, count) => {
        const start = from % all.length;
        const question = all.slice(start, start + 1 + (count % 3)).join(' ');
        expect(idsOf([passage('it', all.join(' '))], question)).toEqual(['it']);
      }),
    );
  });
});
