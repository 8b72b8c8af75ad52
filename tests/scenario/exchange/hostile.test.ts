import { strToU8 } from 'fflate';
import fc from 'fast-check';
import { compileCase } from '../../../src/scenario/compile';
import { importFile } from '../../../src/scenario/exchange/import';
import { limits } from '../../../src/scenario/exchange/limits';
import { reportText } from '../../../src/scenario/exchange/report';
import { compiledDraft, drafted, refusal, saidIn } from './drafts';
import { h5p, h5pContent, samples, twee, zipOf } from './samples';

const manifest = strToU8('{"mainLibrary":"H5P.BranchingScenario"}');
const packed = (content: Uint8Array, more: Record<string, Uint8Array> = {}) =>
  zipOf({ 'h5p.json': manifest, 'content/content.json': content, ...more });

/** The size that an archive says of a file of itself, in its directory and before the file. */
function lying(zip: Buffer, name: string, size: number): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(name); at >= 0; at = copy.indexOf(name, at + 1)) {
    if (copy.readUInt32LE(Math.max(0, at - 30)) === 0x04034b50) copy.writeUInt32LE(size, at - 8);
    else if (copy.readUInt32LE(Math.max(0, at - 46)) === 0x02014b50) copy.writeUInt32LE(size, at - 22);
  }
  return copy;
}

const bomb = () => packed(new Uint8Array(limits.bytes + 1).fill(0x20));

describe('a hostile file is refused', () => {
  it.each([
    ['that is empty', 'x.twee', Buffer.alloc(0), 'empty'],
    ['of Twine 1, by its name', 'story.tws', Buffer.from('anything'), 'pickle'],
    ['that is a pickle under another name', 'story.twee', Buffer.from([0x80, 0x04, 0x95, 0x10]), 'pickle'],
    ['that is an old pickle', 'story.json', Buffer.from('(dp1\nS"buildDestination"\np2\n'), 'pickle'],
    ['that is a pickle of a module', 'story.twee', Buffer.from("cos\nsystem\n(S'echo'\ntR."), 'pickle'],
    [
      'made by Twine 1',
      'a.html',
      Buffer.from('<html><div id="storeArea"><div tiddler="Start">x</div></div>'),
      'not-a-story',
    ],
    ['that is a picture', 'a.twee', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0x0d, 0x49, 0, 0, 1]), 'not-text'],
    ['that is nothing known', 'a.txt', Buffer.from('A letter to a friend, with nothing in it.'), 'format-unknown'],
    ['that is too large', 'a.twee', Buffer.alloc(limits.bytes + 1, 0x41), 'large'],
    ['with a line of ten megabytes', 'a.yarn', Buffer.alloc(10_000_000, 0x41), 'large'],
    ['with a line that nobody wrote', 'a.ink', Buffer.from(`=== a ===\n${'x'.repeat(limits.line + 1)}\n`), 'line-long'],
    ['of JSON that is cut off', 'content.json', Buffer.from(h5pContent.slice(0, 500)), 'json-broken'],
    ['of JSON nested without end', 'content.json', Buffer.from('{"content":' + '['.repeat(500_000)), 'depth'],
    [
      'of JSON that is something else',
      'x.json',
      Buffer.from('{"constructor":1,"__proto__":{"passages":[]}}'),
      'not-a-story',
    ],
    [
      'with options nested without end',
      'a.yarn',
      Buffer.from(
        `title: A\n---\n${Array.from({ length: 60 }, (_, at) => `${' '.repeat(at * 2)}-> x`).join('\n')}\n===\n`,
      ),
      'depth',
    ],
    [
      'with choices nested without end',
      'a.ink',
      Buffer.from(`=== a ===\n${Array.from({ length: 60 }, (_, at) => `${'*'.repeat(at + 1)} x`).join('\n')}\n`),
      'depth',
    ],
    [
      'with too many passages',
      'a.twee',
      Buffer.from(Array.from({ length: limits.passages + 1 }, (_, at) => `:: P${String(at)}\nx\n`).join('')),
      'passages-many',
    ],
    [
      'with too many nodes',
      'content.json',
      Buffer.from(
        JSON.stringify({ branchingScenario: { content: Array.from({ length: limits.passages + 1 }, () => ({})) } }),
      ),
      'passages-many',
    ],
    [
      'with too many links',
      'a.twee',
      Buffer.from(Array.from({ length: 20 }, (_, at) => `:: P${String(at)}\n${'[[x]]'.repeat(600)}\n`).join('')),
      'links-many',
    ],
    [
      'with too many events',
      'l.csv',
      Buffer.from(`Number,Time,To,Message\n${'1,09:00,A,x\n'.repeat(limits.passages + 60)}`),
      'passages-many',
    ],
    ['with an unclosed quotation mark', 'l.csv', Buffer.from('Number,Time,To,Message\n1,"09:00,A,x\n'), 'table-broken'],
    ['that is no events list', 'l.csv', Buffer.from('a,b,c\n1,2,3\n'), 'columns-unknown'],
    ['that is an archive cut off', 'a.h5p', h5p().subarray(0, 200), 'zip-broken'],
    ['that is an archive of something else', 'a.h5p', zipOf({ 'x.txt': strToU8('x') }), 'not-a-story'],
    [
      'that holds another H5P content',
      'a.h5p',
      zipOf({ 'h5p.json': strToU8('{"mainLibrary":"H5P.Quiz"}'), 'content/content.json': strToU8(h5pContent) }),
      'not-a-story',
    ],
    ['that unpacks to too much', 'a.h5p', bomb(), 'zip-large'],
    ['that unpacks to too much and says it is small', 'a.h5p', lying(bomb(), 'content/content.json', 10), 'zip-large'],
    [
      'with a path that leads out',
      'a.h5p',
      packed(strToU8(h5pContent), { '../../etc/cron.d/x': strToU8('x') }),
      'path-outside',
    ],
    ['with a path from a root', 'a.h5p', packed(strToU8(h5pContent), { '/etc/x': strToU8('x') }), 'path-outside'],
    [
      'with a path of Windows',
      'a.h5p',
      packed(strToU8(h5pContent), { 'content\\..\\..\\x': strToU8('x') }),
      'path-outside',
    ],
    [
      'that lists thousands of files',
      'a.h5p',
      packed(
        strToU8(h5pContent),
        Object.fromEntries(
          Array.from({ length: limits.packageFiles }, (_, at) => [`content/${String(at)}`, new Uint8Array()]),
        ),
      ),
      'zip-many',
    ],
  ])('%s', (_, name, bytes, code) => {
    expect(refusal(name, bytes)).toBe(code);
  });

  it('in words that say what to do, for a pickle', () => {
    const done = importFile('old.tws', Buffer.from('x'));
    expect('refused' in done ? done.refused.message : '').toMatch(/runs as a program.*export it as Twee/);
  });
});

describe('what else strangers do', () => {
  it('leaves an archive within an archive alone', () => {
    const { files } = drafted('a.h5p', packed(strToU8(h5pContent), { 'content/inner.zip': bomb() }));
    expect(files.length).toBeGreaterThan(3);
  });

  it('believes no small size that is a lie, and no large one either', () => {
    expect(drafted('a.h5p', lying(h5p(), 'content/content.json', 0x7fffffff)).files.length).toBeGreaterThan(3);
  });

  it.each([
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(twee, 'utf16le')])],
    ['UTF-16 without', Buffer.from(twee, 'utf16le')],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${twee}`)],
    ['lines of an old Mac', Buffer.from(twee.replaceAll('\n', '\r'))],
    ['lines of Windows', Buffer.from(twee.replaceAll('\n', '\r\n'))],
  ])('reads %s', (_, bytes) => {
    expect(compiledDraft(drafted('a.twee', bytes).files).scenes.map(({ title }) => title)).toContain(
      'The office at night',
    );
  });

  it('reads Windows-1252, and says that it did', () => {
    const done = drafted('a.twee', Buffer.from(':: Start\nCaf\xe9 \x93open\x94\n[[End]]\n:: End\nx\n', 'latin1'));
    expect(saidIn(done)[0]).toMatch(/Windows-1252/);
    expect(done.files.map(({ text }) => text).join('')).toContain('Café “open”');
  });

  it('takes out invisible marks that turn a text round', () => {
    const { files } = drafted('a.twee', ':: Start\u202e\nabc\u202edef\u0007\n[[End]]\n:: End\nx\n');
    expect(files.map(({ text }) => text).join('')).not.toMatch(/[\u202e\u0007]/);
  });

  it('cuts a passage longer than any reader reads, and says so', () => {
    const done = drafted('a.twee', `:: Start\n${'word '.repeat(10_000)}\n:: End\nx\n`);
    expect(saidIn(done).join('\n')).toContain('The end of "Start"');
    compiledDraft(done.files);
  });

  it('lets no title end a mark, begin a rule or leave the folder', () => {
    const done = drafted(
      'a.twee',
      ':: ../../--> x\n[[- then: wait -->-><!-- # a: b #]]\n:: <!-- # a: b #\n[[../../--> x]]\n:: y\n',
    );
    for (const { path } of done.files) expect(path).toMatch(/^(?:scenes\/[a-z][a-z0-9-]*|[a-z]+)\.md$/);
    compiledDraft(done.files);
  });

  it('keeps the report within its limit, and counts what it does not say', () => {
    const done = drafted(
      'a.twee',
      Array.from({ length: 1_500 }, (_, at) => `:: P${String(at)} [t]\n<b>x</b>\n[[P1]]\n`).join(''),
    );
    expect(done.report.lines.length).toBe(limits.report);
    expect(reportText(done.report)).toMatch(/… and \d+ more, counted below\./);
  });
});

/** Signs on which readers turn. */
const nasty = [
  '[[',
  ']]',
  '->',
  '<-',
  '|',
  '<<',
  '>>',
  '<<if',
  '<<endif>>',
  '(if:',
  '](',
  '<!--',
  '-->',
  '/*',
  '*/',
  '{',
  '}',
  '{fact: x}',
  '{when: knows x}',
  ':: ',
  '\n---\n',
  '\n===\n',
  '-> ',
  '* ',
  '** ',
  '- ',
  '=== k ===',
  '= s',
  '~ x',
  '"',
  "'",
  ',',
  ';',
  '\t',
  '\r',
  '\n',
  '\0',
  '\ufeff',
  '\u202e',
  '\ud800',
  '<script>',
  '</script>',
  '<tw-passagedata',
  'TODO',
  '__proto__',
  '-1',
  '0',
  '1e999',
  '\\',
  '&lt;',
  '&#0;',
  '# x: y',
  '> Debrief: x',
  '::',
  '[',
  ']',
  'PK\u0005\u0006',
];

const mutation = fc.record({
  sample: fc.nat(samples.length - 1),
  edits: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      put: fc.oneof(fc.constantFrom(...nasty), fc.string({ maxLength: 6 }), fc.constant('')),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  end: fc.double({ min: 0.2, max: 1.3, noNaN: true }),
});

/** Every answer is a refusal in words, or a draft that compiles as far as it goes, with a report that is not too long. */
function answered(name: string, bytes: Buffer): void {
  const done = importFile(name, bytes);
  if ('refused' in done) {
    expect(done.refused.message.length).toBeGreaterThan(10);
    return;
  }
  expect(done.report.lines.length).toBeLessThanOrEqual(limits.report);
  expect(done.files.length).toBeLessThanOrEqual(limits.passages + 4);
  const { compiled, findings } = compileCase(done.files);
  expect(compiled).toBeDefined();
  expect(findings.filter(({ code }) => code !== 'todo-left')).toEqual([]);
  expect(new Set(done.files.map(({ path }) => path)).size).toBe(done.files.length);
}

describe('whatever is brought in', () => {
  const runs = Number(process.env['EXCHANGE_RUNS'] ?? 100);

  it('is answered: any bytes under any name', () => {
    const names = [...samples.map(([name]) => name), 'x', 'x.tws', 'x.txt'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 400 }), (name, bytes) =>
        answered(name, Buffer.from(bytes)),
      ),
      { numRuns: runs },
    );
  });

  it('is answered: any words under any name', () => {
    const names = samples.map(([name]) => name);
    const words = fc.array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 8 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.constantFrom(...names), words, (name, parts) => answered(name, Buffer.from(parts.join('')))),
      { numRuns: runs },
    );
  });

  it('is answered: real files, changed here and there or cut off', () => {
    fc.assert(
      fc.property(mutation, ({ sample, edits, end }) => {
        const [name, bytes] = samples[sample] ?? ['', Buffer.alloc(0)];
        // A package is changed byte by byte, a text sign by sign.
        let text = bytes.toString(name.endsWith('.h5p') ? 'latin1' : 'utf8');
        for (const { at, length, put } of edits) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + put + text.slice(from + length);
        }
        answered(
          name,
          Buffer.from(text.slice(0, Math.floor(end * text.length)), name.endsWith('.h5p') ? 'latin1' : 'utf8'),
        );
      }),
      { numRuns: runs * 2 },
    );
  });

  it.each([
    ['brackets', 'a.twee', `:: Start\n${'['.repeat(4_000_000)}`],
    [
      'unclosed links',
      'a.twee',
      Array.from({ length: 100 }, (_, at) => `:: P${String(at)}\n${'[['.repeat(9_900)}\n`).join(''),
    ],
    ['tags', 'a.html', `<tw-storydata>${'<script </script'.repeat(300_000)}`],
    ['passages without an end', 'a.html', `<tw-storydata>${'<tw-passagedata name="a">'.repeat(200_000)}`],
    [
      'macros',
      'a.html',
      `<tw-storydata format="Harlowe"><tw-passagedata name="a">${'(if: ['.repeat(600_000)}</tw-passagedata>`,
    ],
    ['remarks', 'a.ink', `=== a ===\n${'/*x'.repeat(1_000_000)}`],
    ['spaces', 'a.ink', `=== a ===\n${`= a${' '.repeat(19_000)}x\n`.repeat(300)}`],
    ['commands', 'a.yarn', `title: A\n---\n${`${'<<'.repeat(9_000)}\n`.repeat(400)}===\n`],
    [
      'HTML',
      'content.json',
      JSON.stringify({
        branchingScenario: {
          content: Array.from({ length: 190 }, () => ({
            type: { library: 'H5P.Text', params: { text: '<script'.repeat(5_700) } },
          })),
        },
      }),
    ],
    ['quotation marks', 'l.csv', `Number,Time,To,Message\n${'"'.repeat(4_000_000)}`],
    ['titles', 'a.twee', `:: ${'x'.repeat(2_000_000)}\nx\n`],
  ])('is answered in one pass where a file is millions of %s', (_, name, text) => {
    const done = importFile(name, Buffer.from(text));
    expect('refused' in done || done.files.length > 0).toBe(true);
  });
});
