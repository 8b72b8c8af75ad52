import type { Case } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import type { SourceFile } from '../../src/scenario/compile/source';
import type { Input } from '../../src/scenario/state';
import { quietHarbour } from './play-case';

/** The harbour names a fact that nothing uses; that is no matter here. */
export function compiledFrom(files: readonly SourceFile[]): Case {
  const { compiled } = compileCase(files);
  if (!compiled) throw new Error('The case does not compile.');
  return compiled;
}

export const harbour = compiledFrom(quietHarbour);

/** The harbour's files after edits: `[path, old, new]`. */
export function edited(...changes: readonly (readonly [string, string, string])[]): SourceFile[] {
  return quietHarbour.map(({ path, text }) => ({
    path,
    text: changes.reduce<string>((now, [where, from, to]) => {
      if (where === path && !now.includes(from)) throw new Error(`${path} does not hold "${from}".`);
      return where === path ? now.replace(from, to) : now;
    }, text),
  }));
}

export const desk = 'scenes/harbour-1-desk.md';

/** A whole first round of the harbour. */
export const firstRound: readonly Input[] = [
  { type: 'decide', role: 'harbour', scene: 'harbour-desk', choice: 'note-only' },
  { type: 'decide', role: 'border', scene: 'border-desk', choice: 'open-register' },
  { type: 'end-round' },
];

export const numbered = (inputs: readonly Input[]) => inputs.map((input, index) => ({ seq: index + 1, input }));

/** Calls a thing otherwise in every file, and says where it stands what it was called. */
export function renamed(files: readonly SourceFile[], id: string): SourceFile[] {
  const now = `${id}2`;
  return files.map(({ path, text }) => ({
    path,
    text: text
      .replace(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, 'g'), now)
      .replace(new RegExp(`^(#+ ${now}: .*)$`, 'm'), `$1\n- was: ${id}`)
      .replace(new RegExp(`^id: ${now}$`, 'm'), `id: ${now}\nwas: ${id}`),
  }));
}
