import { parse } from 'node-html-parser';
import { check } from '../../src/curriculum/check';
import { draw } from '../../src/curriculum/reading';
import { longestFile, type SourceFile } from '../../src/curriculum/source';
import { parseProse } from '../../src/prose';
import { longestParagraph, markdown } from '../../src/prose/markdown';
import { compileCase } from '../../src/scenario';
import { wordsIn } from '../../src/words';
import { filesOf } from './small';

const t = wordsIn('en');

const hostile: readonly (readonly [name: string, text: string])[] = [
  ['a script', '<script>alert(1)</script>'],
  ['a script in capitals, cut by a comment', '<ScR<!-- -->ipt>alert(1)</sCrIpT>'],
  ['handlers', '<img src=x onerror=alert(1)><svg/onload=alert(1)><a href=# onclick="x">x</a>'],
  ['an address that runs', '[x](javascript:alert(1)) [y](JaVaScRiPt&#58;alert(1)) [z](&#x6A;avascript:alert(1)) <javascript:alert(1)>'],
  ['an address with a page in it', '[x](data:text/html;base64,PHNjcmlwdD4=) [y](vbscript:x) [z](//evil.example/) [w](/\\evil.example)'],
  ['a reference that breaks out', '[x](#"><script>alert(1)</script>) [y](#a" onmouseover="x)'],
  ['attributes that break out', '::: activity {#x title="\\"><script>alert(1)</script>" minutes=5 grouping="<b onclick=x>"}\ny\n:::'],
  ['an id that breaks out', 'words {#a"onload="x}\n\n## T {#<script>}\n'],
  ['fences in fences', `${':::::::: facilitator {#f1}\n'.repeat(40)}x\n${'::::::::\n'.repeat(40)}`],
  ['fences of many colons', Array.from({ length: 60 }, (_, at) => `${':'.repeat(70 - at)} facilitator {#n${at}}`).join('\n')],
  ['code that never ends', '```html\n<script>alert(1)</script>\n'],
  ['a drawing with a script', '::: figure {#x alt="a"}\n```svg\n<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>\n```\n:::'],
  ['a drawing that calls out', '::: figure {#x alt="a"}\n```svg\n<svg viewBox="0 0 1 1"><image href="https://evil.example/"/></svg>\n```\n:::'],
  ['a drawing with entities', '::: figure {#x alt="a"}\n```svg\n<!DOCTYPE s [<!ENTITY a "&b;&b;">]><svg viewBox="0 0 1 1"><text>&a;</text></svg>\n```\n:::'],
  ['words written backwards', 'pay \u202e001\u202c now \u2066x\u2069 \u200b \ufeff \u{e0041} \ud800 \u0000 \u0007'],
  ['marks upon marks', `Z${'\u0301'.repeat(5000)}`],
  ['quotes in quotes', `${'> '.repeat(2000)}x`],
  ['lists in lists', Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
  ['brackets', '['.repeat(9000)],
  ['brackets and braces', '[a]{'.repeat(2400)],
  ['emphasis', '*a_'.repeat(3300)],
  ['backticks', Array.from({ length: 130 }, (_, at) => '`'.repeat(at)).join(' ')],
  ['a wide table', `${'a|'.repeat(300)}\n${'-|'.repeat(300)}\n${'x\n'.repeat(300)}`],
  ['a long table', `| a | b |\n|---|---|\n${'| x | <b>y</b> |\n'.repeat(500)}`],
  ['a long line', 'word '.repeat(30_000)],
  ['many lines', '\n'.repeat(150_000)],
  ['ten megabytes', 'word '.repeat(2_000_000)],
];

const safe = /^(?:https:\/\/|mailto:|\/(?!\/)|#|[a-z][a-z0-9-]*(?:[/#]|$)|\.\.?\/)/;
const forbidden = 'script, iframe, object, embed, style, link, form, input, base, meta, img, image, foreignObject';

/** Pages found inert before, letter by letter: a hostile text changes few of them. */
const foundInert = new Set<string>();

/** What a browser would see of it: no element that runs or loads, no handler, no address that leads anywhere odd. */
function expectInert(html: string): void {
  if (foundInert.has(html)) return;
  const page = parse(html, { comment: true });
  expect(page.querySelectorAll(forbidden).map((each) => each.outerHTML.slice(0, 200))).toEqual([]);
  const odd = page.querySelectorAll('*').flatMap((element) =>
    Object.entries(element.attributes).filter(([name, value]) => {
      const runs = /^(?:on|style$|src|srcdoc$|xlink)/i.test(name);
      return runs || (name === 'href' && !safe.test(value));
    }),
  );
  expect(odd).toEqual([]);
  foundInert.add(html);
}

function expectInertBooks(files: readonly SourceFile[]): number {
  const { compiled, findings } = check(files, ['small-case']);
  if (!compiled) return findings.length;
  const { agenda, glossary } = compiled;
  for (const book of [compiled.handbook, compiled.guide]) {
    for (const name of [undefined, 'preface', 'agenda', 'glossary', ...book.modules.map(({ id }) => id)]) {
      const { parts } = draw({ book, agenda, glossary, t }, name);
      expectInert(parts.filter((_, at) => at % 2 === 0).join(''));
    }
  }
  return findings.length;
}

/** The small curriculum with a text at the end of one of its files. */
function withEnd(path: string, text: string): SourceFile[] {
  return filesOf('base').map((file) => (file.path === path ? { path, text: `${file.text}\n\n${text}\n` } : file));
}

describe('a hostile text', () => {
  const places = ['modules/10-first/module.md', 'curriculum.md', 'glossary.md', 'assessment/first.md'];

  it.each(hostile)('of %s is inert in every page of both books, wherever it stands, or is a finding', (_name, text) => {
    for (const path of places) expect(expectInertBooks(withEnd(path, text))).toBeGreaterThanOrEqual(0);
    expect(expectInertBooks([...filesOf('base'), { path: 'modules/10-first/20-more.md', text: `${text}\n\n{#first-more}` }])).toBeGreaterThanOrEqual(0);
  });

  it.each(hostile)('of %s is a finding or inert in a case', (_name, text) => {
    const { findings } = compileCase([{ path: 'exercise.md', text }, { path: 'scenes/a.md', text }, { path: 'facts.md', text }]);
    expect(findings.length).toBeGreaterThan(0);
  });

  it('that would run says what is wrong: nothing of the kind passes the check', () => {
    for (const [name, text] of hostile.slice(0, 6)) {
      const { findings } = check(withEnd('modules/10-first/module.md', `${text} {#first-hostile}`), ['small-case']);
      expect({ name, found: findings.length > 0 }).toEqual({ name, found: true });
    }
  });
});

describe('hostile front matter', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...Array.from('bcdefghi', (letter, at) => {
    const before = 'abcdefgh'[at] ?? '';
    return `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  })].join('\n');

  it.each([
    ['that doubles nine times over', bomb],
    ['that holds itself', 'id: &a [*a]'],
    ['of ten thousand aliases', `x: &x y\nmaterials: [${Array.from({ length: 10_000 }, () => '*x').join(', ')}]`],
    ['that goes thousands deep', `id: ${'['.repeat(5_000)}`],
    ['that is a program', 'id: !!js/function "function () { throw 1 }"'],
    ['that reaches for the prototype', '__proto__: {core: true}\nconstructor: {prototype: x}'],
    ['that says one thing twice', 'id: a\nid: b'],
  ])('%s is a finding in its own file', (_name, yaml) => {
    const files = filesOf('base').map((file) =>
      file.path === 'modules/20-second/module.md' ? { ...file, text: `---\n${yaml}\n---\n\nWords. {#second-words}\n` } : file,
    );
    const { findings } = check(files, ['small-case']);
    expect(findings.map(({ file }) => file)).toContain('modules/20-second/module.md');
    expect(findings.length).toBeLessThan(30);
    expect(Object.hasOwn(Object.prototype, 'core')).toBe(false);
  });
});

describe('reading a hostile text', () => {
  /** How often the reader steps over a piece of a line: what it does, whatever the machine. */
  function steps(text: string): number {
    const reader = markdown();
    let count = 0;
    const skip = reader.inline.skipToken.bind(reader.inline);
    reader.inline.skipToken = (state) => {
      count += 1;
      skip(state);
    };
    reader.parse(text, {});
    return count;
  }

  const paragraphs = ['[', '[a]{', '*a_', '[a](', '![', '`a', '<a', '&#', '\\[', '[[](', '{x}['];

  it.each(paragraphs)('takes work that grows with its paragraphs, not with their square: %s', (piece) => {
    const paragraph = `${piece.repeat(Math.floor(longestParagraph / piece.length) - 1)}\n\n`;
    const one = steps(paragraph);
    expect(steps(paragraph.repeat(4))).toBeLessThanOrEqual(one * 4 + 4);
    // A paragraph beyond the longest is not read into at all.
    expect(steps(paragraph.trim().repeat(3))).toBe(0);
  });

  it('answers no more than it was given, many times over: tables and lists do not multiply', () => {
    for (const [name, text] of hostile) {
      const size = JSON.stringify(parseProse(text)).length;
      expect({ name, within: size < 5_000 + text.length * 120 }).toEqual({ name, within: true });
    }
  });

  it('stops a table that would grow with the square of its letters', () => {
    const [columns, rows] = [1500, 1500];
    const text = `${'a|'.repeat(columns)}\n${'-|'.repeat(columns)}\n${'x\n'.repeat(rows)}`;
    const [table] = parseProse(text).content;
    const cells = table?.type === 'table' ? table.rows.reduce((sum, row) => sum + row.length, 0) : 0;
    expect(cells).toBeGreaterThan(0);
    expect(cells).toBeLessThanOrEqual(70_000);
  });

  it('does not begin with a file beyond the longest', () => {
    const { findings } = check(withEnd('glossary.md', '[x'.repeat(longestFile)), ['small-case']);
    expect(findings.map(({ code, file }) => [code, file])).toEqual([['file-too-large', 'glossary.md']]);
  });
});
