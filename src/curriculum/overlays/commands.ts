import { existsSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from '../../command';
import { root } from '../../root';
import { compile } from '../compile';
import { readFiles } from '../files';
import { wordChanges } from '../word-changes';
import { compileOverlays, overlayFolders } from './compile';
import type { CompiledOverlay, FoundStale } from './overlay';
import { stampOverlay } from './stamp';

const stampHelp = `Usage: titian overlay stamp [--all] NAME [BLOCK…] [--in DIR]

Writes on the patches of an overlay (curriculum/overlays/NAME/) which text they were made against: against=… on the
patch, and the words themselves in against.json. Only patches without a stamp, unless blocks are named: name a block
once you have read what changed in it (titian overlay status) and its patch is right again.

  --all      every patch, read or not
  --in DIR   another curriculum than the one shipped in curriculum/

Exit code: 0 done (also where nothing was to do), 1 not done, 2 wrong arguments.`;

const statusHelp = `Usage: titian overlay status [--json] [--in DIR]

Lists every overlay with its patches that are stale: whose block has changed since they were made. For each: the file
and line, who owns the overlay, and the block's words then and now ([-gone-], {+new+}). The books show the programme's
text, marked, until the patch is right again.

  --json   print {"overlays":[{"id","title","owner","patches","stale":[{"block","kind","file","line","was","now","local"}]}]}

Exit code: 0 nothing is stale, 1 something is, 2 wrong arguments.`;

/** `titian overlay stamp` and `titian overlay status`. */
export const overlayCommands: readonly Command[] = [
  { name: 'overlay stamp', summary: 'Write which text each patch was made against.', help: stampHelp, run: (args) => Promise.resolve(stamp(args)) },
  { name: 'overlay status', summary: 'List what is stale in the overlays of states.', help: statusHelp, run: (args) => Promise.resolve(status(args)) },
];

interface Wish {
  readonly folder: string;
  readonly words: readonly string[];
  readonly flags: readonly string[];
}

function readWish(args: readonly string[], known: readonly string[]): Wish | string {
  const words: string[] = [];
  const flags: string[] = [];
  let folder = join(root, 'curriculum');
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--in') folder = args[(at += 1)] ?? '';
    else if (!arg.startsWith('-')) words.push(arg);
    else if (known.includes(arg)) flags.push(arg);
    else return `There is no option ${arg}. See --help.`;
  }
  return existsSync(join(folder, 'curriculum.md')) ? { folder, words, flags } : `There is no curriculum in ${folder}.`;
}

function stamp(args: readonly string[]): number {
  const wish = readWish(args, ['--all']);
  if (typeof wish === 'string') return say(wish, 2);
  const [name, ...blocks] = wish.words;
  const files = readFiles(wish.folder);
  const names = [...overlayFolders(files).keys()].join(', ');
  if (name === undefined) return say(`Which overlay? There are: ${names || 'none'}.`, 2);
  const base = compile(files.filter(({ path }) => !path.startsWith('overlays/')));
  const stamped = stampOverlay(base, files, name, wish.flags.includes('--all') ? 'all' : blocks);
  if (!stamped) return say(`The overlay ${name} cannot be read: run titian check. There are: ${names || 'none'}.`, 1);
  for (const { path, text } of stamped.files) writeFileSync(join(wish.folder, path), text);
  const done = stamped.blocks.length === 0 ? 'Nothing to stamp.' : `Stamped: ${stamped.blocks.join(', ')}.`;
  process.stdout.write(`${done}\n`);
  return 0;
}

function status(args: readonly string[]): number {
  const wish = readWish(args, ['--json']);
  if (typeof wish === 'string') return say(wish, 2);
  const files = readFiles(wish.folder);
  const base = compile(files.filter(({ path }) => !path.startsWith('overlays/')));
  if (!base.compiled) return say(`The curriculum in ${wish.folder} cannot be read: run titian check.`, 2);
  const overlays = compileOverlays(base, files);
  const shown = (file: string) => relative(process.cwd(), join(wish.folder, file)).replaceAll('\\', '/');
  const placed = (each: FoundStale) => ({ ...each, file: shown(each.file) });
  if (wish.flags.includes('--json')) {
    const lines = overlays.map(({ overlay, patches, stale }) => {
      return { id: overlay.id, title: overlay.title, owner: overlay.owner, patches, stale: stale.map(placed) };
    });
    process.stdout.write(`${JSON.stringify({ overlays: lines })}\n`);
  } else {
    process.stdout.write(overlays.map((each) => statusOf(each, placed)).join('\n') || 'There is no overlay.\n');
  }
  return overlays.some(({ stale }) => stale.length > 0) ? 1 : 0;
}

function statusOf({ overlay, patches, stale }: CompiledOverlay, placed: (each: FoundStale) => FoundStale): string {
  const head = `${overlay.id}: ${overlay.title} (${overlay.owner}). ${patches} patches, ${stale.length} stale.`;
  const lines = stale.map(placed).map(({ file, line, kind, block, was, now, local }) => {
    const changes = was === undefined ? `  now: ${now}` : `  ${marked(was, now, overlay.language)}`;
    return `${file}:${line}  ${kind} ${block}\n${changes.replaceAll('\n', '\n  ')}\n  local: ${local.replaceAll('\n', '\n    ')}`;
  });
  return `${[head, ...lines].join('\n\n')}\n`;
}

function marked(was: string, now: string, language: string): string {
  const marks = { same: ['', ''], gone: ['[-', '-]'], new: ['{+', '+}'] } as const;
  return wordChanges(was, now, language)
    .map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`)
    .join('');
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
