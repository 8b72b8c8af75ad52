import { contentHtml, directionOf, plainDrawing } from '../../src/prose';
import { compileCase } from '../../src/scenario/compile';
import type { SourceFile } from '../../src/scenario/compile/source';
import { blocksIn } from '../../src/scenario/translation/blocks';
import { coverageOf, sheetsOf } from '../../src/scenario/translation/sheets';
import { translate } from '../../src/scenario/translation/translate';
import { soundFiles } from './fixtures';
import { quietHarbour } from './play-case';

const thai: Readonly<Record<string, string>> = {
  'case.title': 'ท่าเรือเงียบ',
  'harbour-desk.title': 'เจ้าหน้าที่กะกลางคืนโทรมา',
  'harbour-desk.body': 'เขาบอกคุณว่า {fact: van-plate} เขาไม่ยอมบอกชื่อ',
  'ask-border': 'ถามเทสซาราเรื่องรถตู้',
  'ask-border.feedback': 'เจ้าหน้าที่อีกฝั่งจดไว้',
  'ask-border.purpose.arrest': 'จับคนขับ (ทันที)',
  'van-plate': 'รถตู้สีเทาทะเบียน VL-311 ออกจากท่าเรือแล้ว',
};
const arabic: Readonly<Record<string, string>> = {
  'ask-border': 'اسأل تيسارا عن الشاحنة',
  'note-only': 'دوّن ملاحظة وانتظر',
  'note-only.debrief': 'ماذا كنا سنخسر لو سألنا؟\n\nفكّر في ذلك.',
};

function withWords(
  files: readonly SourceFile[],
  language: string,
  words: Readonly<Record<string, string>>,
): SourceFile[] {
  const sheets = new Map<string, string>();
  for (const { file, key, source } of blocksIn(files)) {
    const said = words[key];
    if (said !== undefined) sheets.set(file, `${sheets.get(file) ?? ''}## ${key}\n- source: ${source}\n\n${said}\n\n`);
  }
  return [...files, ...[...sheets].map(([file, text]) => ({ path: `i18n/${language}/${file}`, text }))];
}

const source = compileCase(quietHarbour).compiled;
const choice = (made: ReturnType<typeof translate>, id: string) =>
  made?.compiled.scenes.flatMap(({ choices }) => choices).find((each) => each.id === id);

describe('a case in other languages', () => {
  const both = withWords(withWords(quietHarbour, 'th', thai), 'ar', arabic);
  const [inThai, inArabic] = [translate(both, 'th'), translate(both, 'ar')];

  it('has the same rules in every language, and the source compiles as if no translation were there', () => {
    expect(inThai?.compiled.logicHash).toBe(source?.logicHash);
    expect(inArabic?.compiled.logicHash).toBe(source?.logicHash);
    expect(inThai?.compiled.textHash).not.toBe(source?.textHash);
    expect(compileCase(both).compiled).toEqual(source);
    expect([...(inThai?.findings ?? []), ...(inArabic?.findings ?? [])]).toEqual([]);
  });

  it('shows the words of the language, also in a form, a heading, a fact and a text of several paragraphs', () => {
    expect(inThai?.compiled.title).toBe(thai['case.title']);
    expect(inThai?.compiled.language).toBe('th');
    expect(choice(inThai, 'ask-border')?.label).toBe(thai['ask-border']);
    const purpose = choice(inThai, 'ask-border')?.form?.fields.find(({ name }) => name === 'purpose');
    expect(purpose?.options.map(({ value, label }) => [value, label])).toEqual([
      ['find-van', 'Find the van'],
      ['arrest', 'จับคนขับ [ทันที]'],
    ]);
    expect(inThai?.compiled.facts[0]?.text).toBe(thai['van-plate']);
    expect(choice(inArabic, 'note-only')?.debrief).toHaveLength(2);
  });

  it('marks a text that is not translated as the source’s language, in its own direction', () => {
    const html = contentHtml(choice(inArabic, 'ask-border')?.feedback[0]?.content ?? [], plainDrawing);
    expect(html).toContain(`<span lang="en" dir="${directionOf('en')}">The officer on the other side`);
    expect(contentHtml(choice(inThai, 'ask-border')?.feedback[0]?.content ?? [], plainDrawing)).not.toContain(
      'lang="en"',
    );
    expect(inArabic?.fallbacks).toContainEqual({
      file: 'scenes/harbour-1-desk.md',
      key: 'ask-border.feedback',
      why: 'missing',
      language: 'en',
    });
  });

  it('falls back to the source when the source has changed since, and says so only of that text', () => {
    const edited = both.map((file) => ({
      ...file,
      text: file.text.replace('writes it down.', 'writes it down twice.'),
    }));
    const made = translate(edited, 'th');
    expect(made?.fallbacks.filter(({ why }) => why === 'stale').map(({ key }) => key)).toEqual(['ask-border.feedback']);
    expect(contentHtml(choice(made, 'ask-border')?.feedback[0]?.content ?? [], plainDrawing)).toContain('twice');
    expect(choice(made, 'ask-border')?.label).toBe(thai['ask-border']);
  });

  it('never lets a translation change a rule or name another fact', () => {
    const words = {
      'harbour-desk.body': 'He knows {fact: van-owner}.',
      'ask-border.feedback': '{when: knows van-owner} It is a bakery.',
    };
    const harmless = {
      'note-only.debrief': '- sets: noise',
      'read-log.feedback': 'Words\n## stolen: A new choice\n- sets: noise',
    };
    const made = translate(withWords(quietHarbour, 'th', { ...words, ...harmless }), 'th');
    expect(made?.compiled.logicHash).toBe(source?.logicHash);
    expect(made?.findings.map(({ code }) => code)).toEqual(Array<string>(2).fill('translation-unfit'));
    expect(
      made?.fallbacks
        .filter(({ why }) => why === 'unfit')
        .map(({ key }) => key)
        .sort(),
    ).toEqual(Object.keys(words).sort());
  });

  it('counts what is translated, writes sheets in the order of the source, and keeps every word when it writes again', () => {
    const [ar, th] = coverageOf(both);
    expect([th?.translated, ar?.translated]).toEqual([7, 3]);
    expect(th).toMatchObject({ language: 'th', total: blocksIn(quietHarbour).length, stale: 0, unfit: 0 });
    const sheets = sheetsOf(both, 'th');
    const headings = sheets.flatMap(({ path, text }) =>
      [...text.matchAll(/^## (.*)$/gm)].map((each) => `${path} ${each[1] ?? ''}`),
    );
    expect(headings).toEqual(blocksIn(quietHarbour).map(({ file, key }) => `i18n/th/${file} ${key}`));
    const again = [...quietHarbour, ...sheets];
    expect(sheetsOf(again, 'th')).toEqual(sheets);
    expect(translate(again, 'th')?.compiled).toEqual(inThai?.compiled);
  });

  it('finds every word of a case: with all of them in other words, none of the old ones is left', () => {
    for (const files of [quietHarbour, soundFiles]) {
      const words = Object.fromEntries(
        blocksIn(files).map(({ key, words: old }) => [
          key,
          `ก ${[...old.matchAll(/\{fact:[^}]*\}/g)].map(String).join(' ')}`.trim(),
        ]),
      );
      const made = translate(withWords(files, 'th', words), 'th');
      expect(made?.fallbacks).toEqual([]);
      const { compiled } = made ?? {};
      const left = JSON.stringify([
        ...[
          compiled?.title,
          compiled?.introduction,
          compiled?.contentNote,
          compiled?.endings.map(({ title, text }) => [title, text]),
        ],
        ...[compiled?.facts.map(({ text, question }) => [text, question])],
        ...[
          compiled?.scenes.map(({ title, body, choices }) => [
            title,
            body.map(({ content }) => content),
            choices.map(({ label, debrief, scores }) => [label, debrief, scores.map(({ reason }) => reason)]),
          ]),
        ],
      ]);
      const inWords = JSON.parse(left, (key, value: unknown) =>
        ['type', 'id', 'level'].includes(key) ? undefined : value,
      ) as unknown;
      expect(JSON.stringify(inWords)).not.toMatch(/:"[A-Za-z]{2}[^"]* [^"]*"|\["[A-Z][^"]*"/);
    }
  });

  it('reads the same as the source where each text is its own translation', () => {
    const same = Object.fromEntries(blocksIn(soundFiles).map(({ key, words }) => [key, words]));
    const made = translate(withWords(soundFiles, 'en', same), 'en');
    expect(made?.compiled.contentHash).toBe(compileCase(soundFiles).compiled?.contentHash);
  });
});
