import { check } from '../../src/curriculum/check';
import { fromGift, lossesInGift, toGift } from '../../src/curriculum/exchange/gift';
import { fromMoodleXml, lossesInMoodle, toMoodleXml } from '../../src/curriculum/exchange/moodle';
import { markdownOf, questionsIn } from '../../src/curriculum/exchange/question';
import { withIds } from '../../src/curriculum/missing-ids';
import { compiledFrom, requestIn, smallFiles, withRequests } from './small';

const codes = { source: [], information: [], handling: [] };
const questions = questionsIn(`${requestIn('pre')}\n${requestIn('post')}`);

describe('a request to complete', () => {
  it('has a situation, fields with their options in the author’s order, and at last own words', () => {
    const item = compiledFrom(withRequests()).assessment.items.find(({ id }) => id === 'ask-pre');
    expect(item?.fields).toEqual([
      { id: 'to', label: 'To whom', several: false },
      { id: 'facts', label: 'Facts asked', several: true },
    ]);
    expect(item?.writes).toEqual({ id: 'words', label: 'Your words' });
    expect(item?.options.map(({ id, field, correct }) => `${field} ${id} ${correct}`)).toEqual([
      'to a true',
      'to b false',
      'facts c true',
      'facts d true',
      'facts e false',
    ]);
    expect(JSON.stringify(item?.setting)).toContain('bus 12');
    expect(JSON.stringify(item?.feedback)).toContain('says by when');
  });

  it('has another version as soon as a field, its name or its key is another', () => {
    const versionOf = (from = '', to = '') =>
      compiledFrom(withRequests(from, to)).assessment.items.find(({ id }) => id === 'ask-pre')?.version;
    const versions = [
      versionOf(),
      versionOf('### To whom', '### Receiver'),
      versionOf('### Your words', '### In your words'),
      versionOf('- [x] The hour {#d}', '- [ ] The hour {#d}'),
      versionOf('{#facts choose=several}', '{#asked choose=several}'),
      versionOf('says by when', 'says until when'),
    ];
    expect(new Set(versions).size).toBe(versions.length);
  });

  it.each([
    ['- [ ] The press {#b}', '- [x] The press {#b}', 'item-key-wrong', 'exactly one right'],
    ['- [x] The hour {#d}', '- [ ] The hour {#d}\n\n### Why {#why}\n', 'item-key-wrong', '"Why" has two options'],
    ['### Your words {#words}', '', 'item-key-wrong', 'for own words'],
    ['choose=several', 'choose=many', 'item-malformed', 'choose=several'],
    ['{#facts choose=several}', '{#to choose=several}', 'id-duplicate', 'stands twice'],
    ['### To whom {#to}', '### To whom', 'id-missing', '{#to}'],
    ['- [x] A desk {#a}', 'Some words.\n\n- [x] A desk {#a}', 'item-malformed', 'nothing more'],
    ['The hour {#d}', 'The hour {#c}', 'id-duplicate', 'stands twice'],
  ])('is refused where it cannot be marked: %s as %s', (from, to, code, said) => {
    const { findings } = check(withRequests(from, to), ['small-case']);
    const [found] = findings.filter((each) => each.code === code);
    expect(found?.message).toContain(said);
    expect(found?.file).toBe('assessment/first.md');
  });

  it('is given the ids that it lacks, and nothing else', () => {
    const whole = withRequests();
    const bare = whole.map((file) => ({
      ...file,
      text: file.text.replace(' {#to}', '').replace('{#facts choose=several}', '{choose=several}'),
    }));
    const [formatted] = withIds(bare);
    expect(formatted?.added.map(({ id }) => id)).toEqual(['field-to-whom', 'field-facts-asked']);
    expect(formatted?.text).toContain('### To whom {#field-to-whom}');
    expect(formatted?.text).toContain('### Facts asked {#field-facts-asked choose=several}');
    expect(check(bare.map((file) => (file.path === formatted?.path ? formatted : file)), ['small-case']).findings).toEqual([]);
  });
});

describe('a request and other learning systems', () => {
  it('is written as it was read', () => {
    expect(questions).toHaveLength(2);
    expect(questionsIn(markdownOf(questions))).toEqual(questions);
  });

  it.each([
    ['Moodle XML', () => fromMoodleXml(toMoodleXml(questions, codes)), () => lossesInMoodle(questions)],
    ['GIFT', () => fromGift(toGift(questions)), () => lossesInGift(questions)],
  ])('goes to %s and comes back whole, and what others lose is said', (_, back, losses) => {
    expect(back()).toEqual({ questions, notes: [] });
    expect(losses().map(({ id }) => id)).toEqual(['ask-pre', 'ask-post']);
  });

  it('stands in Moodle’s own words as gaps, and in GIFT as an essay without its key', () => {
    const moodle = toMoodleXml(questions, codes);
    expect(moodle).toContain('type="cloze"');
    expect(moodle).toContain('{1:MULTICHOICE_V:=A desk#');
    expect(moodle).toContain('{1:MULTIRESPONSE:%50%The day');
    const essay = toGift(questions).replace(/^\/\/.*$/gm, '');
    expect(essay).toContain('A desk / The press');
    expect(essay).not.toContain('KANARIKEY');
    const foreign = moodle.replace(/<!--[\s\S]*?-->/g, '');
    expect(fromMoodleXml(foreign).notes.map(({ message }) => message)).toEqual([
      '"ask-pre" is of type cloze, which our tests do not have.',
      '"ask-post" is of type cloze, which our tests do not have.',
    ]);
    expect(fromGift(essay).questions).toEqual([]);
  });

  it('leaves a small curriculum as it was where it has none', () => {
    expect(compiledFrom(smallFiles()).assessment.items.some(({ fields }) => fields !== undefined)).toBe(false);
  });
});
