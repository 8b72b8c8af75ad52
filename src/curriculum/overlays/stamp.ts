import { admit, type Compilation } from '../compile';
import { newGather } from '../gather';
import { plainBlock } from '../plain';
import type { SourceFile } from '../source';
import { overlayFolders, patchableIn } from './compile';
import { stampOf, type Patch } from './overlay';
import { readOverlay } from './read';

export interface Stamped {
  /** The blocks whose patches got a new stamp. */
  readonly blocks: readonly string[];
  /** The files that change, whole; everything but the stamps is byte for byte what it was. */
  readonly files: readonly SourceFile[];
}

/**
 * Writes on patches of one overlay the text they are made against: on those without a stamp, on those of `blocks`, or
 * on all. The words behind each stamp are kept in `against.json`, so that a later change can be shown.
 */
export function stampOverlay(
  base: Compilation,
  files: readonly SourceFile[],
  name: string,
  chosen: readonly string[] | 'all',
): Stamped | undefined {
  const own = overlayFolders(files).get(name);
  const language = base.compiled?.handbook.language;
  if (!own || language === undefined) return undefined;
  const gather = newGather();
  const readable = own.flatMap((file) => (file.path.endsWith('.md') ? (admit(gather, file) ?? []) : [file]));
  const source = readOverlay(gather, name, readable, language);
  if (!source) return undefined;
  const standing = patchableIn(base);
  const words = new Map<string, string>();
  const due: { patch: Patch; stamp: string }[] = [];
  for (const patch of source.patches) {
    const block = standing.get(patch.block)?.block;
    if (!block) continue;
    const stamp = stampOf(block);
    const wished = chosen === 'all' || patch.against === undefined || chosen.includes(patch.block);
    if (wished && patch.against !== stamp) due.push({ patch, stamp });
    const kept = wished || patch.against === stamp ? plainBlock(block) : source.kept.get(patch.against ?? '');
    if (kept !== undefined) words.set(wished ? stamp : (patch.against ?? stamp), kept);
  }
  const written = own.flatMap((file) => {
    const text = stampLines(file.text, due.filter(({ patch }) => patch.file === file.path));
    return text === file.text ? [] : [{ path: file.path, text }];
  });
  const path = `overlays/${name}/against.json`;
  const text = `${JSON.stringify(Object.fromEntries([...words].sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
  const before = own.find((file) => file.path === path)?.text;
  const keeping = text === before || (before === undefined && words.size === 0) ? [] : [{ path, text }];
  return { blocks: [...new Set(due.map(({ patch }) => patch.block))], files: [...written, ...keeping] };
}

function stampLines(text: string, due: readonly { patch: Patch; stamp: string }[]): string {
  const pieces = text.split(/(\r\n?|\n)/);
  for (const { patch, stamp } of due) {
    const at = (patch.line - 1) * 2;
    const line = pieces[at] ?? '';
    const against = `against=${stamp}`;
    pieces[at] = /\sagainst=\S+?(?=[\s}])/.test(line)
      ? line.replace(/(\s)against=\S+?(?=[\s}])/, `$1${against}`)
      : line.replace(/\s*\}\s*$/, ` ${against}}`);
  }
  return pieces.join('');
}
