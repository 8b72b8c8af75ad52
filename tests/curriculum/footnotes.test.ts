import { parse } from 'node-html-parser';
import { articleHtml } from '../../src/curriculum/block-html';
import { contentHtml, parseProse, plainDrawing, plainText } from '../../src/prose';
import { wordsIn } from '../../src/words';
import { compiledFrom, smallFiles } from './small';

const codesOf = (text: string) => parseProse(text).problems.map(({ code, line }) => [code, line]);

describe('a footnote', () => {
  it('is written into its text, and becomes part of the words that lead to it', () => {
    const { content, problems } = parseProse('One.[^a] Two.[^b]\n\n[^a]: First,\nin two lines.\n[^b]: Second.');
    expect(problems).toEqual([]);
    expect(content).toHaveLength(1);
    const [paragraph] = content;
    expect(paragraph?.type === 'paragraph' && plainText(paragraph.children)).toBe('One. (First, in two lines.) Two. (Second.)');
  });

  it('is reported on its own line when it is missing, unused or there twice', () => {
    expect(codesOf('One.\n\nTwo.[^a]')).toEqual([['footnote-missing', 3]]);
    expect(codesOf('One.\n\n[^a]: Nobody comes here.')).toEqual([['footnote-unused', 3]]);
    expect(codesOf('One.[^a]\n\n[^a]: First.\n[^a]: Second.')).toEqual([['footnote-unused', 4]]);
    expect(codesOf('One.[^a]\n\n[^a]: Says [here](javascript:x).')).toEqual([['link-unsafe', 3]]);
  });

  it('is never markup, and stands in brackets where there is no foot to stand at', () => {
    const { content } = parseProse('One.[^a]\n\n[^a]: A &lt;script&gt; or 1 < 2.');
    expect(contentHtml(content, plainDrawing)).toBe('<p>One. (A &#60;script&#62; or 1 &#60; 2.)</p>');
  });

  it('stands on a screen at the end of its section, with a link there and a link back', () => {
    const words = 'We share [for a purpose]{source=first-source}.';
    const compiled = compiledFrom(
      smallFiles('modules/10-first/module.md', `${words} {#first-why-text}`, `${words}[^law]\n\n[^law]: By *law*. {#first-why-text}`),
    );
    const [module] = compiled.handbook.modules;
    if (!module) throw new Error('The small curriculum has no module.');
    const leaf = { t: wordsIn('en'), book: compiled.handbook, module: module.id };
    const page = parse(articleHtml(leaf, module.opening, module.sections));
    const mark = page.querySelector('a[role="doc-noteref"]');
    const note = page.querySelector(mark?.getAttribute('href') ?? '');
    expect(note?.text).toContain('By law.');
    expect(note?.querySelector('em')?.text).toBe('law');
    const back = note?.querySelector('a[role="doc-backlink"]');
    expect(page.querySelector(back?.getAttribute('href') ?? '')).toBe(mark);
    expect(back?.getAttribute('aria-label')).toContain('1');
    // After the last block of the section, not inside the block of its mark.
    expect(page.querySelector('#first-why-text .footnotes')).toBeNull();
    expect(page.querySelectorAll('.footnotes')).toHaveLength(1);
  });
});
