import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../src/curriculum/check';
import { compile } from '../../src/curriculum/compile';
import type { Compiled } from '../../src/curriculum/curriculum';
import { stampOverlay } from '../../src/curriculum/overlays/stamp';
import type { SourceFile } from '../../src/curriculum/source';
import { root } from '../../src/root';

export const fixtures = join(root, 'tests', 'fixtures', 'curriculum');

/** The Markdown of a fixture; its case is checked elsewhere. */
export function filesOf(name: string): SourceFile[] {
  const folder = join(fixtures, name);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('scenario'))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
}

/** The small curriculum, with words in it changed. */
export function smallFiles(path = '', from = '', to = ''): SourceFile[] {
  return filesOf('base').map((file) => {
    if (file.path !== path) return file;
    if (!file.text.includes(from)) throw new Error(`The small curriculum has no "${from}" in ${path}.`);
    return { path, text: file.text.replace(from, () => to) };
  });
}

export function compiledFrom(files: readonly SourceFile[]): Compiled {
  const { compiled, findings } = check(files, ['small-case']);
  if (!compiled) throw new Error(findings.map((each) => each.message).join('\n'));
  return compiled;
}

export const overlayHead = [
  ...['---', 'id: lorvane', 'title: Lorvane Police', 'state: Lorvane (fictional)', 'owner: Training Directorate'],
  ...['language: en', '---', '', ''],
].join('\n');

/** An overlay for a state that does not exist, with these patches. */
export const overlayOf = (body: string): SourceFile => ({ path: 'overlays/lorvane/overlay.md', text: overlayHead + body });

/** The files with every patch of that overlay stamped against them as they stand. */
export function stamped(files: readonly SourceFile[]): SourceFile[] {
  const base = compile(files.filter(({ path }) => !path.startsWith('overlays/')));
  const { files: written } = stampOverlay(base, files, 'lorvane', 'all') ?? { files: [] };
  return [...files.filter(({ path }) => !written.some((each) => each.path === path)), ...written];
}

/** A request to complete, as an author writes it. */
export const requestIn = (form: 'pre' | 'post'): string => `## Complete this request. {#ask-${form} pair=ask form=${form} type=request objective=first-o1}

> *Fictional.* A man took bus 12 - and did not arrive.

### To whom {#to}

- [x] A desk {#a}
  > KANARIKEY They have the camera -- of that road.
- [ ] The press {#b}

### Facts asked {#facts choose=several}

- [x] The day {#c}
- [x] The hour {#d}
- [ ] All names {#e}
  > KANARIKEY Nobody needs them.

### Your words {#words}

  > KANARIKEY A good text says by when.
`;

/** The small curriculum with a pair of requests, and with words in them changed. */
export function withRequests(from = '', to = ''): SourceFile[] {
  const both = `${requestIn('pre')}\n${requestIn('post')}`;
  if (!both.includes(from)) throw new Error(`The requests have no "${from}".`);
  return smallFiles().map((file) =>
    file.path === 'assessment/first.md' ? { ...file, text: `${file.text}\n${both.replaceAll(from === '' ? '\u0000' : from, () => to)}` } : file,
  );
}
