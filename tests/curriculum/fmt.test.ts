import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { check } from '../../src/curriculum/check';
import { compile } from '../../src/curriculum/compile';
import type { Block } from '../../src/curriculum/curriculum';
import { allBlocks, blocksOf } from '../../src/curriculum/modules';
import { withIds, type Formatted } from '../../src/curriculum/missing-ids';
import type { SourceFile } from '../../src/curriculum/source';
import { runTitian } from '../support/program';
import { filesOf, fixtures } from './small';

const modulePath = 'modules/10-first/module.md';
const frontMatter = (filesOf('base').find((file) => file.path === modulePath)?.text ?? '').split('\n').slice(0, 13).join('\n');

/** The small curriculum with another text in its first module. */
function withText(text: string): SourceFile[] {
  return filesOf('base').map((file) => (file.path === modulePath ? { ...file, text } : file));
}

function formatted(files: readonly SourceFile[]): SourceFile[] {
  const changed = new Map(withIds(files).map(({ path, text }) => [path, text]));
  return files.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
}

function without({ text, added }: Formatted): string {
  return added.reduce((rest, { id, at }) => {
    const written = { end: ` {#${id}}`, braces: `#${id} ` };
    if (at !== 'after') return rest.replace(written[at], '');
    return rest.replace(new RegExp(`(?:\r\n|\r|\n)\\{#${id}\\}`), '');
  }, text);
}

function textHashes(files: readonly SourceFile[]): string[] {
  const { modules, compiled } = compile(files);
  const blocks: Block[] = [...modules.flatMap(({ module }) => blocksOf(module)), ...allBlocks(compiled?.guide.preface ?? [])];
  return [...blocks.map(({ textHash, logicHash }) => `${textHash} ${logicHash}`), ...(compiled?.glossary.terms.map((term) => term.textHash) ?? [])];
}

describe('titian fmt', () => {
  const piece = fc.constantFrom(
    ...['::: say\n', ':::: activity {minutes=5 title="Ask"}\n', ':::\n', '::::\n', '::: figure {alt="x"}\n', '## Why we ask\n'],
    ...['## Time {minutes=5}\n', '### Smaller\n', '#### Inside\n', '```svg\n', '```\n', ' {#e}', '{#f}\n', '\n', '\r\n', '\r', '- one\n'],
    ...['| a | b |\n|---|---|\n| c | d |\n', '[Name]{field=2}\n', 'Officers share for a purpose. ', 'ชื่อ ', 'word  ', '> quote\n', '{}', '# No\n'],
  );
  const body = fc.array(fc.oneof({ weight: 6, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 30 });

  it('writes ids and nothing else: taken out again they leave the bytes that were there', () => {
    fc.assert(
      fc.property(body, (pieces) => {
        const files = withText(`${frontMatter}\n${pieces.join('')}`);
        for (const each of withIds(files)) {
          expect(each.added.length).toBeGreaterThan(0);
          expect(without(each)).toBe(each.before);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has nothing left to do when it has run, and changes no word and no minute of what is compiled', () => {
    fc.assert(
      fc.property(body, (pieces) => {
        const files = withText(`${frontMatter}\n${pieces.join('')}`);
        const once = formatted(files);
        expect(withIds(once)).toEqual([]);
        expect(textHashes(once)).toEqual(textHashes(files));
      }),
      { numRuns: 80 },
    );
  });

  it('gives everything in a curriculum without ids one that the check accepts', () => {
    const bare = filesOf('base').map(({ path, text }) => {
      const front = /^---\n[\s\S]*?^---\n/m.exec(text)?.[0] ?? '';
      const rest = text.slice(front.length).replace(/\n\{#[^}]+\}(?=\n)| ?\{#[^\s}]+\}/g, '').replace(/\{#[^\s}]+ /g, '{');
      return { path, text: front + rest };
    });
    const codes = (files: readonly SourceFile[]) => check(files, ['small-case']).findings.map(({ code }) => code);
    expect(codes(bare)).toContain('id-missing');
    // The references still name the ids that were taken out: nothing but that is left.
    expect(new Set(codes(formatted(bare)))).toEqual(new Set(['reference-broken']));
  });

  it('takes no id that any file of the curriculum names, and keeps one mark for one text', () => {
    const ids = (text: string) => withIds(withText(`${frontMatter}\n${text}`)).flatMap(({ added }) => added.map(({ id }) => id));
    const [first] = ids('Officers share for a purpose.');
    expect(first).toMatch(/^first-officers-share-purpose-[b-z]{4}$/);
    expect(ids('Officers share for a purpose.')).toEqual([first]);
    expect(ids('Officers share for a purpose, and say so.')).not.toEqual([first]);
    expect(ids(`See [it](#${String(first)}). {#first-see}\n\nOfficers share for a purpose.`)).not.toContain(first);
    expect(ids('ชื่อของเรา')[0]).toMatch(/^first-[b-z]{4}$/);
  });

  it('names options after the last letter that stands there', () => {
    const path = 'assessment/first.md';
    const text = '## Is it so? {pair=first-9 form=pre type=single objective=first-o1}\r\n\r\n- [ ] Yes {#d}\r\n- [x] No\r\n- [ ] Both';
    const files = filesOf('base').map((file) => (file.path === path ? { path, text } : file));
    expect(formatted(files).find((file) => file.path === path)?.text).toBe(
      text.replace('{pair', '{#first-9-pre pair').replace('No', 'No {#e}').replace('Both', 'Both {#f}'),
    );
  });

  it('on the command line says what is missing with --check, writes it without, and is then content', () => {
    const folder = mkdtempSync(join(tmpdir(), 'titian-fmt-'));
    try {
      cpSync(join(fixtures, 'base'), folder, { recursive: true });
      const file = join(folder, modulePath);
      const before = readFileSync(file, 'utf8').replace(' {#first-why-text}', '');
      writeFileSync(file, before);
      const asked = runTitian(['fmt', '--check', folder]);
      expect(asked.code).toBe(1);
      expect(asked.out).toMatch(/module\.md:19 {2}first-share-purpose-[b-z]{4}\n1 id missing\.\n$/);
      expect(readFileSync(file, 'utf8')).toBe(before);
      expect(runTitian(['fmt', join(folder, 'glossary.md')]).out).toBe('0 ids written.\n');
      expect(runTitian(['fmt', file]).code).toBe(0);
      expect(readFileSync(file, 'utf8')).toMatch(/\{source=first-source\}\. \{#first-share-purpose-[b-z]{4}\}\n/);
      expect(runTitian(['fmt', '--check', folder]).code).toBe(0);
      expect(runTitian(['fmt', join(folder, 'nowhere.md')]).code).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
