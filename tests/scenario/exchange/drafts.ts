import { compileCase } from '../../../src/scenario/compile';
import type { SourceFile } from '../../../src/scenario/compile/source';
import { type Format, importFile, type Imported } from '../../../src/scenario/exchange/import';
import type { Case } from '../../../src/scenario/case';

export type Drafted = Exclude<Imported, { refused: unknown }>;

/** Imports what must be importable. */
export function drafted(name: string, content: string | Buffer, format?: Format): Drafted {
  const done = importFile(name, Buffer.from(content), 'en', format);
  if ('refused' in done) throw new Error(`${name}: ${done.refused.code}: ${done.refused.message}`);
  return done;
}

/** Why nothing of a file is imported; '' if something is. */
export function refusal(name: string, bytes: string | Buffer): string {
  const done = importFile(name, Buffer.from(bytes));
  return 'refused' in done ? done.refused.code : '';
}

/** The draft after somebody has read it and deleted every mark. */
export function finished(files: readonly SourceFile[]): SourceFile[] {
  return files.map(({ path, text }) => ({
    path,
    text: text.replace(/<!-- TODO.*-->/g, '').replace(/\bTODO\b/g, 'Done'),
  }));
}

/** Compiles a finished draft; throws with its findings if it has any. */
export function compiledDraft(files: readonly SourceFile[]): Case {
  const { compiled, findings } = compileCase(finished(files));
  const said = findings.map(({ file, line, code, message }) => `${file}:${String(line)} ${code} ${message}`);
  if (!compiled || findings.length > 0) throw new Error(said.join('\n'));
  return compiled;
}

/** What a report says, as lines `fate at what`. */
export function saidIn({ report }: Drafted): string[] {
  return report.lines.map(({ fate, at, what }) => `${fate} ${at} ${what}`);
}

/** A scene's title, its choices, and where each leads: `label > scene` or `label > (end)`. */
export function waysIn(case_: Case): Record<string, string[]> {
  const titleOf = (id: string | null): string => case_.scenes.find((scene) => scene.id === id)?.title ?? '(end)';
  return Object.fromEntries(
    case_.scenes.map((scene) => [
      scene.title,
      scene.choices.map(({ label, then }) => `${label} > ${titleOf(then[0]?.scene ?? null)}`),
    ]),
  );
}
