import fc from 'fast-check';
import { contentHtml, parseProse, plainDrawing, plainText, type Content } from '../../src/prose';
import { readSvg } from '../../src/prose/svg';

const html = (text: string) => contentHtml(parseProse(text).content, plainDrawing);
const codesOf = (text: string) => parseProse(text).problems.map((problem) => problem.code);

/** Pieces that Markdown, HTML and addresses are made of, so that chance meets what an attacker would write. */
const piece = fc.constantFrom(
  ...['[', ']', '(', ')', '{', '}', '<', '>', '![', '](', '{#a}', '{lang=th}', '{field=2}', '{source=x}', '\n\n', '\n'],
  ...['javascript:', 'JaVaScRiPt:', 'data:text/html,', '<script>', '</script>', '<img src=x onerror=alert(1)>', '&lt;'],
  ...['"', "'", '`', '```', '~~~', '> ', '- ', '1. ', '| a | b |\n|---|---|\n', '# ', '#### ', '**', '_', '\\', '&#106;'],
  ...['<a href="javascript:alert(1)">', 'https://a.b/', '//evil.example', '\u202e', '\u0000', '\ud800', 'ก็', 'ا', 'word '],
);
const hostile = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 });

describe('a text, whoever wrote it', () => {
  it('never becomes markup, a script or an address that runs something', () => {
    fc.assert(
      fc.property(hostile, (pieces) => {
        const page = html(pieces.join(''));
        expect(page).not.toMatch(/<\s*\/?\s*(?:script|img|iframe|style|object|form|input)/i);
        expect(page).not.toMatch(/<[^>]*\s(?:on\w+|style|src)=/i);
        for (const [, href = ''] of page.matchAll(/href="([^"]*)"/g)) {
          expect(href).toMatch(/^(?:https:\/\/|mailto:|\/(?!\/))/i);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is read without an error, and read again gives the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(parseProse(text)).toEqual(parseProse(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['brackets', '['.repeat(60_000)],
    ['open spans', '[a]{'.repeat(20_000)],
    ['brackets by the paragraph', `${'[a'.repeat(4_900)}\n\n`.repeat(4)],
    ['emphasis', `${'*a_'.repeat(3_300)}\n\n`.repeat(4)],
    ['quotes in quotes', '> '.repeat(50_000)],
    ['lists in lists', Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
    ['a table', `${'a|'.repeat(1_000)}\n${'-|'.repeat(1_000)}\n${'x\n'.repeat(1_000)}`],
    ['ten megabytes', 'word '.repeat(2_000_000)],
  ])('is read to its end when it is made of %s', (_name, text) => {
    const { content, problems } = parseProse(text);
    expect(content.length + problems.length).toBeGreaterThan(0);
  });

  it('shows what it does not understand as it was typed, and says so', () => {
    expect(codesOf('A <b>bold</b> word')).toEqual(['html-raw']);
    expect(html('A <b>bold</b> word')).toBe('<p>A &#60;b&#62;bold&#60;/b&#62; word</p>');
    expect(codesOf('[here](javascript:alert(1))')).toEqual(['link-unsafe']);
    expect(html('[here](javascript:alert(1))')).toBe('<p>here</p>');
    expect(codesOf('[here](//elsewhere.example/)')).toEqual(['link-unsafe']);
    expect(codesOf('[here](https://user:pass@a.example/)')).toEqual(['link-unsafe']);
    expect(codesOf('![x](https://a.example/x.png)')).toEqual(['image-unsupported']);
  });
});

describe('a text as an author writes it', () => {
  it('says words of another language in that language and its direction', () => {
    expect(html('[คำ]{lang=th} and [كلمة]{lang=ar}')).toBe(
      '<p><span lang="th" dir="ltr">คำ</span> and <span lang="ar" dir="rtl">كلمة</span></p>',
    );
  });

  it('has tables with heads that say what they head, and a caption', () => {
    const page = html('Table: Uses\n\n| Use | Minutes |\n|---|---:|\n| Lead | 5 |');
    expect(page).toContain('<caption>Uses</caption>');
    expect(page).toContain('<th scope="col" class="align-end">Minutes</th>');
    expect(page).toContain('<th scope="row">Lead</th><td class="align-end">5</td>');
  });

  it('has places to write with their number of lines', () => {
    expect(parseProse('[Name]{field=2}\n[Date]{field}').content).toEqual([
      { type: 'field', label: 'Name', lines: 2 },
      { type: 'field', label: 'Date', lines: 1 },
    ]);
  });

  it('keeps a source beside the fact that it carries', () => {
    const [paragraph] = parseProse('[All have signed]{source=src-a}.').content as [Content & { type: 'paragraph' }];
    expect(plainText(paragraph.children)).toBe('All have signed.');
    expect(parseProse('[All have signed]{source=src-a}.').references).toEqual([{ target: 'src-a', line: 1 }]);
  });

  it('finds a fault on its own line', () => {
    expect(parseProse('one\ntwo\n[three](ftp://x)\n', 10).problems).toMatchObject([{ code: 'link-unsafe', line: 12 }]);
  });
});

describe('a drawing', () => {
  it('is written anew from what is known to be safe', () => {
    const drawn = readSvg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n <path d="M0 0h9"/>\n</svg>');
    expect(drawn).toEqual({ svg: '<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>' });
  });

  it.each([
    ['a script', '<svg viewBox="0 0 9 9"><script>x</script></svg>'],
    ['a handler', '<svg viewBox="0 0 9 9" onload="x"></svg>'],
    ['a style', '<svg viewBox="0 0 9 9"><rect style="fill:red"/></svg>'],
    ['a link', '<svg viewBox="0 0 9 9"><a href="https://a.b"/></svg>'],
    ['a reference', '<svg viewBox="0 0 9 9"><rect fill="url(#a)"/></svg>'],
    ['an entity', '<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 9 9"><text>&a;</text></svg>'],
    ['a page in it', '<svg viewBox="0 0 9 9"><foreignObject/></svg>'],
    ['an end that is not its own', '<svg viewBox="0 0 9 9"><g></svg></g>'],
    ['more after its end', '<svg viewBox="0 0 9 9"></svg><svg viewBox="0 0 9 9"></svg>'],
  ])('with %s is refused', (_name, source) => {
    expect(readSvg(source)).toHaveProperty('refused');
  });

  it('of any letters is either refused or of the safe list only', () => {
    const bit = fc.constantFrom('<svg viewBox="0 0 9 9">', '</svg>', '<g>', '</g>', '<a href="x">', ' onload="x"', '<', '>', '"', 'x', '&', '<text>', '</text>');
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 20 }), (bits) => {
        const drawn = readSvg(bits.join(''));
        if ('svg' in drawn) expect(drawn.svg).not.toMatch(/<(?!\/?(?:svg|g|text)\b)|on\w+=|href/);
      }),
      { numRuns: 300 },
    );
  });
});
