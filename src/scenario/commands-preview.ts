import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from '../command';
import { root } from '../root';
import type * as LocalSite from '../web/local-site';
import { wordsIn } from '../words';
import type * as Draft from './draft';
import type * as PreviewSite from './preview-site';

const help = `
Usage: titian scenario preview CASE

Shows a case while it is being written. CASE is the name of a folder in curriculum/scenario, or a path. The first page
lists every finding, recorded walk and ending; each opens at its state, with the desk of every role beside the others,
and can be gone through step by step. Pages renew themselves when a file is saved. Needs no database, writes nothing,
and answers on this machine only.

  PORT   the port, 3000 if not set; 0 takes any free one

Ctrl-C ends it.

Exit code: 0 ended, 1 the port is taken, 2 there is no such case.`;

/** The preview of a case; `portOf` reads the port that was wished for. */
export function casePreviewCommand(portOf: () => number): Command {
  return {
    name: 'scenario preview',
    summary: 'Show every finding of a case at its state, desk by desk, while you write.',
    help,
    run: (args) => run(args, portOf),
  };
}

function run(args: readonly string[], portOf: () => number): Promise<number> {
  const name = args.find((each) => !each.startsWith('-')) ?? '';
  const shipped = join(root, 'curriculum', 'scenario', basename(name));
  const folder = [resolve(name), shipped].find((each) => name !== '' && existsSync(join(each, 'exercise.md')));
  if (folder === undefined) {
    process.stderr.write(`There is no case "${name}".\n`);
    return Promise.resolve(2);
  }
  // Loaded only here: no other command needs the views.
  const { CaseDraft } = module.require('./draft') as typeof Draft;
  const { casePreview } = module.require('./preview-site') as typeof PreviewSite;
  const { serveLocally } = module.require('../web/local-site') as typeof LocalSite;
  const t = wordsIn('en');
  return serveLocally(casePreview(new CaseDraft(folder, t), t), portOf());
}
