import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from '../command';
import { root } from '../root';
import { wordsIn } from '../words';
import type { Checker } from './commands';
import type * as LocalSite from '../web/local-site';
import type * as PreviewSite from './preview-site';
import type * as Preview from './preview';

const help = `
Usage: titian curriculum preview [DIR]

Shows a curriculum (by default the one shipped in curriculum/) while it is being written: Handbook and Guide side by
side, each finding below the block in which it stands, with its explanation. A page that is open renews itself when a
file is saved; without script it is renewed by reloading. A file that cannot be read keeps its last good text on the
page. Needs no database, writes nothing, and answers on this machine only.

  PORT   the port, 3000 if not set; 0 takes any free one

Ctrl-C ends it.

Exit code: 0 ended, 1 the port is taken, 2 there is no such folder.`;

/** The preview, with what other features have to check in the folder; `portOf` reads the port that was wished for. */
export function previewCommand(others: readonly Checker[], portOf: () => number): Command {
  return {
    name: 'curriculum preview',
    summary: 'Show both books, with findings, while you write.',
    help,
    run: (args) => run(args, others, portOf),
  };
}

async function run(args: readonly string[], others: readonly Checker[], portOf: () => number): Promise<number> {
  const folder = resolve(args.find((each) => !each.startsWith('-')) ?? join(root, 'curriculum'));
  if (!existsSync(folder)) return say(`There is no folder ${folder}.`, 2);
  // Loaded only here: no other command needs the views.
  const { serveLocally } = module.require('../web/local-site') as typeof LocalSite;
  const { previewSite } = module.require('./preview-site') as typeof PreviewSite;
  const { Manuscript } = module.require('./preview') as typeof Preview;
  const t = wordsIn('en');
  const site = previewSite(new Manuscript(folder, others, t), t);
  return serveLocally(site, portOf());
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
