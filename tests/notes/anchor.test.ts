import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { withMarks } from '../../src/notes/anchor';

const block = (inner: string) => `<h2 id="x-0">Before</h2>\n<section class="block" id="x-1">${inner}</section>`;
const marked = (html: string) =>
  parse(html)
    .querySelectorAll('mark')
    .map((each) => each.text)
    .join('|');

describe('marked words', () => {
  it.each([
    ['plain', '<p>Share what they need.</p>', 'what they', 'what they'],
    ['across other elements', '<p>Share <strong>what</strong> they need.</p>', 'Share what they', 'Share|what|they'],
    ['across paragraphs', '<p>One.</p>\n<p>Two.</p>', 'One. Two.', 'One.|Two.'],
    ['with signs that HTML writes otherwise', '<p>A &amp; B &lt;C&gt; &#x2014; D</p>', '& B <C> — D', '& B <C> — D'],
    ['in Thai', '<p>ความลับของราชการ</p>', 'ลับของ', 'ลับของ'],
    ['in Khmer with invisible spaces', '<p>ការ\u200Bសម្ងាត់\u200Bនៃ</p>', 'សម្ងាត់', 'សម្ងាត់'],
    ['in Arabic', '<p>قاعدة الطرف الثالث</p>', 'الطرف', 'الطرف'],
    ['outside a drawing', '<svg><text>here</text></svg><p>here</p>', 'here', 'here'],
    ['not in what stands before the block', '<p>After</p>', 'Before', ''],
  ])('are found %s', (_, inner, exact, expected) => {
    expect(marked(withMarks(block(inner), 'x-1', [{ exact, prefix: '', suffix: '' }]))).toBe(expected);
  });

  it('that stand there twice are the ones whose surroundings are most alike; without any, none is taken for them', () => {
    const html = block('<p>ask first, then ask again</p>');
    const at = (prefix: string, suffix: string) => withMarks(html, 'x-1', [{ exact: 'ask', prefix, suffix }]);
    expect(at('first, then ', ' later')).toContain('then <mark');
    expect(at('', ' first')).toContain('<p><mark');
    expect(marked(at('zzz', 'zzz'))).toBe('');
  });

  it('change no word of the page, whatever was marked', () => {
    const piece = fc.constantFrom('<p>', '</p>', '<b>', '</b>', 'a', 'b', 'ถ', ' ', '&amp;', '\n', '<br>');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.string({ maxLength: 4 })), (pieces, quotes) => {
        const html = block(pieces.join(''));
        const drawn = withMarks(
          html,
          'x-1',
          [...quotes, 'a', 'ab', 'b&'].map((exact) => ({ exact, prefix: 'a', suffix: 'b' })),
        );
        expect(drawn.replace(/<\/?mark[^>]*>/g, '')).toBe(html);
        expect(drawn).not.toMatch(/<mark[^>]*>[^<]*<(?!\/mark>)/);
      }),
    );
  });
});
