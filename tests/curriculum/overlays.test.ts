import { join } from 'node:path';
import fc from 'fast-check';
import { check } from '../../src/curriculum/check';
import { compile } from '../../src/curriculum/compile';
import { readFiles } from '../../src/curriculum/files';
import { compileOverlays, standingIn } from '../../src/curriculum/overlays/compile';
import type { CompiledOverlay } from '../../src/curriculum/overlays/overlay';
import { stampOverlay } from '../../src/curriculum/overlays/stamp';
import { wordChanges } from '../../src/curriculum/word-changes';
import type { SourceFile } from '../../src/curriculum/source';
import { root } from '../../src/root';
import { overlayHead, overlayOf, smallFiles, stamped } from './small';

function tailored(body: string, base: readonly SourceFile[] = smallFiles()): CompiledOverlay {
  const { overlays, findings } = check(stamped([...base, overlayOf(body)]), ['small-case']);
  expect(findings).toEqual([]);
  return overlays[0] as CompiledOverlay;
}

const changed = (files: readonly SourceFile[], path: string, from: string, to: string): SourceFile[] =>
  files.map((file) => (file.path === path ? { path, text: file.text.replace(from, () => to) } : file));

const first = 'modules/10-first/module.md';

describe('an overlay', () => {
  it('puts a state’s words in place of a block’s own, in both books, and leaves time and inner blocks alone', () => {
    const { handbook, guide } = tailored(
      '::: replace {block=first-task title="Say it at home"}\nTell your chief why you came.\n:::\n',
    );
    for (const book of [handbook, guide]) {
      const text = JSON.stringify(book);
      expect(text).toContain('Tell your chief why you came.');
      expect(text).not.toContain('Tell your neighbour why you came.');
      expect(book.modules[0]?.minutes).toBe(20);
    }
    expect(JSON.stringify(guide)).toContain('Two minutes each, then change.');
    expect(guide.modules[0]?.plan).toHaveLength(2);
  });

  it('adds blocks after a block and into it, hides blocks, and brings terms and words of its own', () => {
    const body = [
      '::: add-after {block=first-welcome}\nOur law is short. {#lorvane-law}\n:::\n',
      ':::: add-into {block=first-task}\n::: tool {#lorvane-form title="One more line"}\n[Register number]{field=1}\n:::\n::::\n',
      '::: hide {block=first-figure}\n:::\n',
      'Call the desk. {#lorvane-desk}\n',
    ].join('\n');
    const term = '## Desk {#term-desk}\n\nThe one desk.\n';
    const files = [...smallFiles(), { path: 'overlays/lorvane/glossary.md', text: term }];
    const { handbook, glossary } = tailored(body, files);
    const [module] = handbook.modules;
    expect(module?.opening.map(({ id, local }) => [id, local])).toEqual([
      ['first-welcome', undefined],
      ['lorvane-law', 'added'],
    ]);
    expect(handbook.targets['lorvane-form']).toMatchObject({ module: 'first', number: '1.L1' });
    expect(handbook.targets['first-figure']).toBeUndefined();
    expect(handbook.preface.at(-1)).toMatchObject({ id: 'lorvane-desk', local: 'added' });
    expect(glossary.terms.map((each) => each.id)).toContain('term-desk');
    expect(handbook.targets['term-desk']?.kind).toBe('term');
  });

  it('keeps what it says on facilitators’ blocks out of the Handbook, wherever it is put', () => {
    const body = [
      '::: replace {block=first-task-answer}\nKANARI of the local answer.\n:::\n',
      '::: add-after {block=first-task-say}\nKANARI after a note. {#lorvane-after}\n:::\n',
      ':::: add-after {block=first-welcome}\n::: watch-for {#lorvane-watch}\nKANARI of a local note.\n:::\n::::\n',
      ':::: add-into {block=first-task-answer}\n::: tool {#lorvane-tool}\nKANARI of a local tool.\n:::\n::::\n',
      '::: facilitator {#lorvane-own}\nKANARI of a note of its own.\n:::\n',
    ].join('\n');
    const { handbook, guide, glossary } = tailored(body);
    expect(JSON.stringify(guide).match(/KANARI/g)).toHaveLength(5);
    expect(JSON.stringify([handbook, glossary])).not.toContain('KANARI');
    expect(Object.keys(handbook.targets).filter((id) => id.startsWith('lorvane'))).toEqual([]);
  });

  it('does not follow a block that moves from the Guide to participants: its readers are part of the stamp', () => {
    const files = stamped([...smallFiles(), overlayOf('::: replace {block=first-task-say}\nKANARI for the front.\n:::\n')]);
    const opened = changed(files, first, '::: say {#first-task-say}', '::: handbook {#first-task-say}');
    const { overlays, findings } = check(opened, ['small-case']);
    expect(findings.map(({ code }) => code)).toEqual(['overlay-stale']);
    expect(JSON.stringify(overlays[0]?.handbook)).not.toContain('KANARI');
  });

  it('is refused where it would change time, or leave words that refer to nothing', () => {
    const codes = (body: string) =>
      check(stamped([...smallFiles(), overlayOf(body)]), ['small-case']).findings.map(({ code }) => code);
    expect(codes('::: hide {block=first-task}\n:::\n')).toEqual(['overlay-patch-wrong']);
    expect(codes('::: hide {block=first-source}\n:::\n')).toEqual(['reference-broken']);
    expect(codes('::: add-after {block=first-welcome}\n[See](#first-task-say). {#x}\n:::\n')).toEqual(['reference-to-guide']);
    expect(codes('::: add-after {block=first-welcome}\nAgain. {#first-welcome}\n:::\n')).toEqual(['id-duplicate']);
    expect(codes(':::: add-after {block=first-welcome}\n::: activity {#x minutes=5}\nPlay.\n:::\n::::\n')).toEqual([
      'overlay-patch-wrong',
    ]);
  });

  it('shows the programme’s text, marked, where it is stale, with the words then and now', () => {
    const files = stamped([...smallFiles(), overlayOf('::: replace {block=first-why-text}\nWe share by law 12.\n:::\n')]);
    const { overlays, findings } = check(changed(files, first, 'We share [for', 'We always share [for'), ['small-case']);
    expect(findings).toMatchObject([{ code: 'overlay-stale', file: 'overlays/lorvane/overlay.md', line: 9 }]);
    const [overlay] = overlays;
    expect(overlay?.stale).toMatchObject([
      { block: 'first-why-text', was: 'We share for a purpose.', now: 'We always share for a purpose.', local: 'We share by law 12.' },
    ]);
    expect(overlay?.handbook.modules[0]?.sections[0]?.blocks[0]).toMatchObject({ local: 'stale' });
    expect(JSON.stringify(overlay?.handbook)).not.toContain('law 12');
  });

  it('names a module and a section otherwise, in both books, the session plan and the agenda, and leaves its minutes alone', () => {
    const { handbook, guide, agenda } = tailored(
      '::: replace {block=first title="The first hour"}\n:::\n\n::: replace {block=first-why title="Why our law asks it"}\n:::\n',
    );
    for (const book of [handbook, guide]) {
      expect(book.modules[0]?.title).toBe('The first hour');
      expect(book.modules[0]?.sections[0]?.title).toBe('Why our law asks it');
      expect(book.targets['first']?.title).toBe('The first hour');
    }
    expect(guide.modules[0]?.plan[0]).toMatchObject({ title: 'Why our law asks it', minutes: 5 });
    expect(agenda.days[0]?.items.map(({ title }) => title)).toContain('The first hour');
  });

  it('has a title that gives way when the programme’s own title changes, and only then', () => {
    const files = stamped([...smallFiles(), overlayOf('::: replace {block=first title="The first hour"}\n:::\n')]);
    const aim = check(changed(files, first, 'why they are here', 'why they came'), ['small-case']);
    expect(aim.overlays[0]?.stale).toEqual([]);
    const title = check(changed(files, first, 'title: The first module', 'title: The beginning'), ['small-case']);
    expect(title.overlays[0]?.stale).toMatchObject([{ block: 'first', was: 'The first module', now: 'The beginning' }]);
    expect(title.overlays[0]?.handbook.modules[0]?.title).toBe('The beginning');
  });

  it('is told why where it patches what is no block: a title’s words, a test question, a term, an objective, the agenda', () => {
    const said = (body: string) =>
      check(stamped([...smallFiles(), overlayOf(body)]), ['small-case']).findings.map(({ code, message }) => {
        return code === 'overlay-patch-wrong' ? message : code;
      });
    const item = smallFiles().find(({ path }) => path.startsWith('assessment/'))?.text ?? '';
    const question = /\{#([\w-]+)/.exec(item)?.[1] ?? '';
    expect(said('::: hide {block=first}\n:::\n')).toEqual([expect.stringContaining('only its title is patched')]);
    expect(said('::: replace {block=first-why}\nWords.\n:::\n')).toEqual([expect.stringContaining('only its title is patched')]);
    expect(said(`::: replace {block=${question}}\nAnother?\n:::\n`)).toEqual([expect.stringContaining('the test is not patched')]);
    expect(said('::: replace {block=term-purpose}\nWords.\n:::\n')).toEqual([expect.stringContaining('glossary.md')]);
    expect(said('::: replace {block=first-o1}\nWords.\n:::\n')).toEqual([expect.stringContaining('is an objective')]);
    expect(said('::: hide {block=one-opening}\n:::\n')).toEqual([expect.stringContaining('never time')]);
  });

  it('is stamped without a byte changed but the stamp, and anew only where its author asks', () => {
    const body = '::: replace {block=first-welcome}\r\nHello.\r\n:::\r\n\r\n:::  hide   {block=first-figure}\n:::\n';
    const files = stamped([...smallFiles(), overlayOf(body)]);
    const text = files.find(({ path }) => path.endsWith('overlay.md'))?.text ?? '';
    expect(text.replace(/ against=[0-9a-f]{16}/g, '')).toBe(overlayHead + body);
    const moved = changed(files, first, 'Welcome.', 'Good morning.');
    const base = compile(moved.filter(({ path }) => !path.startsWith('overlays/')));
    expect(stampOverlay(base, moved, 'lorvane', [])).toEqual({ blocks: [], files: [] });
    expect(stampOverlay(base, moved, 'lorvane', ['first-welcome'])?.blocks).toEqual(['first-welcome']);
  });
});

describe('the shipped curriculum with a patch on every block', () => {
  const base = readFiles(join(root, 'curriculum')).filter(({ path }) => !path.startsWith('overlays/'));
  const compilation = compile(base);
  const blocks = [...standingIn(compilation).values()];
  const patchOn = ({ block }: (typeof blocks)[number]) =>
    block.kind === 'heading'
      ? `::: replace {block=${block.id} title="Local"}\n:::`
      : `::: add-after {block=${block.id}}\nLocal words. {#local-${block.id.slice(0, 50)}-x}\n:::`;
  const files = stamped([...base, overlayOf(blocks.map(patchOn).join('\n\n'))]);
  const placed = blocks.filter(({ block }) => block.kind !== 'figure');

  it('has no stale patch as long as nothing changes', () => {
    expect(blocks.length).toBeGreaterThan(200);
    expect(compileOverlays(compile(base), files)[0]?.stale).toEqual([]);
  });

  it('turns exactly the patch on a block stale when that block changes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...placed), ({ block }) => {
        const place = compilation.gather.places.get(block.id);
        const edited = base.map((file) => {
          if (file.path !== place?.file) return file;
          const lines = file.text.split('\n');
          const at = place.line - 1;
          const line = lines[at] ?? '';
          if (block.kind === 'text') lines[at] = line.startsWith('|') ? line.replace('|', '| Another') : `Another ${line}`;
          else if (block.kind === 'heading') lines[at] = line.replace('### ', '### Another ');
          else lines.splice(at + 1, 0, 'Another sentence.', '');
          return { path: file.path, text: lines.join('\n') };
        });
        const [overlay] = compileOverlays(compile(edited), files);
        expect(overlay?.stale.map((each) => each.block)).toEqual([block.id]);
      }),
      { numRuns: 12 },
    );
  });
});

describe('words that changed', () => {
  it('give both texts back, whatever stands in them', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'ก', 'ข', '。', 'é') });
    fc.assert(
      fc.property(text, text, (before, now) => {
        const changes = wordChanges(before, now, 'th');
        const joined = (but: string) => changes.filter(({ kind }) => kind !== but).map((each) => each.text).join('');
        expect([joined('new'), joined('gone')]).toEqual([before, now]);
      }),
    );
  });

  it('are whole words, also where a script has no spaces', () => {
    const changes = wordChanges('เราแบ่งปันข้อมูล', 'เราแบ่งปันข่าว', 'th');
    expect(changes[0]).toEqual({ kind: 'same', text: 'เราแบ่งปัน' });
  });
});
