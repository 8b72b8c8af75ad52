import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromGift, lossesInGift, toGift } from '../../../src/curriculum/exchange/gift';
import { fromMoodleXml, toMoodleXml } from '../../../src/curriculum/exchange/moodle';
import { type Question, markdownOf, questionsIn } from '../../../src/curriculum/exchange/question';
import { root } from '../../../src/root';

const folder = join(root, 'curriculum', 'assessment');
const bank = readdirSync(folder).flatMap((name) => questionsIn(readFileSync(join(folder, name), 'utf8')));
const codes = {
  source: ['A', 'B', 'C', 'X'],
  information: ['1', '2', '3', '4'],
  handling: ['Ask first', 'Partners', 'Open'],
};

const id = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const words = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('= ~ # { } :', '\\n', '->', '####', '//', 'ถามก่อน', '%50%', '<b>&amp;')), { maxLength: 6 })
  .map((parts) => `x${parts.join(' ').replace(/[\s\p{C}\u2028\u2029]+/gu, ' ').trim()}`);
const option = fc.record({ words, correct: fc.boolean(), feedback: fc.oneof(fc.constant(''), words) });

const question: fc.Arbitrary<Question> = fc
  .record({
    id,
    kind: fc.constantFrom('single' as const, 'multiple' as const, 'order' as const, 'evaluate' as const, 'match' as const, 'text' as const, 'number' as const, 'rating' as const),
    said: fc.oneof(fc.constant(''), words),
    stem: words,
    setting: fc.oneof(fc.constant(''), words, fc.tuple(words, words).map((both) => both.join('\n\n'))),
    options: fc.array(option, { minLength: 3, maxLength: 6 }),
    right: fc.nat(2),
  })
  .map(({ kind, options, right, said, ...rest }): Question => {
    const about = { pair: `${rest.id}-1`, form: 'pre', objective: 'raapt-o1' };
    const named = options.map((one, at) => ({
      ...one,
      id: `o${at}`,
      correct: kind === 'order' || (kind === 'single' ? at === right : one.correct || at === right),
    }));
    const feedback = said === '' ? {} : { feedback: said };
    if (kind === 'number') return { ...rest, type: kind, about: { ...about, answer: '-1.5', tolerance: '0.5', unit: 'km' }, options: [], ...feedback };
    if (kind === 'rating') return { ...rest, type: kind, about, options: named.map((one) => ({ ...one, correct: false })) };
    if (kind === 'match') {
      const lines = named.map(({ id: own, words: left, correct }, at) => ({ id: own, words: `${correct ? `${left.replaceAll('->', '-')} ` : ''}-> m${at}`, correct, feedback: '' }));
      return { ...rest, type: kind, about, options: lines };
    }
    if (kind === 'text') return { ...rest, type: kind, about, options: named };
    if (kind !== 'evaluate') return { ...rest, type: kind, about, options: named };
    return { ...rest, type: kind, about: { ...about, source: 'B', information: '3', handling: 'Ask first' }, options: [], ...feedback };
  });

describe('the question bank and other learning systems', () => {
  it('is read as its authors wrote it, and written as it was read', () => {
    expect(bank.length).toBeGreaterThanOrEqual(40);
    expect(questionsIn(markdownOf(bank))).toEqual(bank);
  });

  it('goes to Moodle XML and comes back with every type, answer and key (chamilo/chamilo-lms#1377)', () => {
    const { questions, notes } = fromMoodleXml(toMoodleXml(bank, codes));
    expect(notes).toEqual([]);
    expect(questions).toEqual(bank);
  });

  it('goes to GIFT and comes back with the feedback of every answer (csev/gift2qti#6)', () => {
    const { questions, notes } = fromGift(toGift(bank));
    expect(notes).toEqual([]);
    expect(questions).toEqual(bank);
    const changed = bank.filter(({ type }) => type === 'order' || type === 'evaluate' || type === 'request').map((one) => one.id);
    expect(lossesInGift(bank).map((one) => one.id).sort()).toEqual(changed.sort());
  });

  it('keeps whatever an author may write, in any script and with every sign of the other format', () => {
    fc.assert(
      fc.property(fc.uniqueArray(question, { selector: (one) => one.id, maxLength: 4 }), (questions) => {
        expect(fromMoodleXml(toMoodleXml(questions, codes)).questions).toEqual(questions);
        expect(fromGift(toGift(questions)).questions).toEqual(questions);
      }),
      { numRuns: 150 },
    );
  });

  it('reads questions that others wrote, and says what it could not keep', () => {
    const gift = `// a comment\n$CATEGORY: border\n\n::Channel::[html]Which way?{\n=Liaison#Yes.\n~Chat app#No record.\n}\n\nTwo are right{~%50%A ~%50%B ~%-100%C}\n\nThe border is {=open ~closed} today.\n\nHow many?{#12:1}\n\nWho?{=Amina =Noor}\n\nGrant {T#Wrong.#Right.}\n`;
    const { questions, notes } = fromGift(gift);
    expect(questions.map(({ type, stem }) => [type, stem])).toEqual([
      ['single', 'Which way?'],
      ['multiple', 'Two are right'],
      ['single', 'The border is ____ today.'],
      ['number', 'How many?'],
      ['text', 'Who?'],
      ['single', 'Grant'],
    ]);
    expect(questions[0]?.options.map(({ feedback }) => feedback)).toEqual(['Yes.', 'No record.']);
    expect(questions[3]?.about).toEqual({ answer: '12', tolerance: '1' });
    expect(questions[4]?.options.map(({ words, correct }) => [words, correct])).toEqual([['Amina', true], ['Noor', true]]);
    expect(questions[5]?.options.map(({ correct, feedback }) => [correct, feedback])).toEqual([[true, 'Right.'], [false, 'Wrong.']]);
    expect(notes.map(({ fate, line }) => [fate, line])).toEqual([['approximated', 11]]);

    const xml = `<?xml version="1.0"?><quiz><question type="category"><category><text>$course$</text></category></question>
<question type="multichoice"><name><text>Way</text></name><questiontext format="html"><text><![CDATA[<p>Which <b>way</b>?</p><img src="x" onerror="alert(1)"><script>alert(1)</script>]]></text><file name="x.png" encoding="base64">AAAA</file></questiontext>
<answer fraction="100" format="html"><text>&lt;p&gt;Liaison&lt;/p&gt;</text><feedback format="html"><text>Good.</text></feedback></answer><answer fraction="0"><text>Chat</text></answer></question>
<question type="essay"><name><text>Write</text></name><questiontext format="html"><text>Write.</text></questiontext></question></quiz>`;
    const read = fromMoodleXml(xml);
    expect(read.questions.map(({ stem, options }) => [stem, options.map((one) => one.words)])).toEqual([['Which **way**?', ['Liaison', 'Chat']]]);
    expect(read.notes.map(({ fate }) => fate)).toEqual(['dropped', 'approximated', 'approximated', 'dropped']);
    expect(JSON.stringify(read.questions)).not.toContain('alert');
  });

  it('refuses what is hostile, and never throws whatever it is given', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz><question type="multichoice"><name><text>&b;</text></name></question></quiz>`;
    expect(fromMoodleXml(bomb)).toMatchObject({ questions: [], notes: [{ fate: 'dropped' }] });
    expect(fromMoodleXml('<quiz>'.repeat(50_000)).questions).toEqual([]);
    const whole = toMoodleXml(bank, codes);
    const truncated = fromMoodleXml(whole.slice(0, whole.length / 2));
    expect(truncated.questions.length).toBeGreaterThan(10);
    expect(truncated.notes.at(-1)?.message).toContain('Not XML from here on');
    const spoilt = fc.tuple(fc.nat(whole.length), fc.string()).map(([at, odd]) => whole.slice(0, at) + odd + whole.slice(at + odd.length));
    const gift = toGift(bank);
    const spoiltGift = fc.tuple(fc.nat(gift.length), fc.string()).map(([at, odd]) => gift.slice(0, at) + odd + gift.slice(at));
    fc.assert(fc.property(spoilt, (text) => fromMoodleXml(text).questions.length <= bank.length), { numRuns: 60 });
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), spoiltGift), (text) => fromGift(text).questions.length <= bank.length + 2), { numRuns: 100 });
  });
});
