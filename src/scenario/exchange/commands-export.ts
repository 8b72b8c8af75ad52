import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../clock';
import type { Command } from '../../command';
import { printPdf, Unprintable, type Paper } from '../../print';
import { root } from '../../root';
import { wordsIn } from '../../words';
import type { Case } from '../case';
import { compileCase } from '../compile';
import { caseFoldersIn, readCaseFolder } from '../files';
import { exportEvents } from './export-events';
import { exportTwee } from './export-twee';
import { exportWalks } from './export-walks';
import { options } from './options';
import { facilitatorPack } from './pack';

const kinds = ['--twee', '--events', '--pack', '--walks'] as const;
type Kind = (typeof kinds)[number];

/** `titian scenario export`; the clock dates the paper. */
export function exportCommand(clock: Clock): Command {
  return {
    name: 'scenario export',
    summary: 'Write a case as Twee, events list, facilitator pack or walks.',
    help: `Usage: titian scenario export CASE --twee|--events|--pack|--walks [--out PATH] [--paper A4|Letter]

CASE is the name of a folder in curriculum/scenario, or a path. docs/exchange.md says what each form keeps.

  --twee       Twee 3, a file for each role: words and links only (default PATH: a folder CASE-twee)
  --events     the injects as a master events list, CSV (CASE-events.csv)
  --pack       the facilitator's pack for print, PDF: everything, also what no table may know (CASE-pack.pdf)
  --walks      the recorded walks and a shortest one to each ending, JSON lines (CASE-walks.jsonl)
  --out PATH   another place
  --paper SIZE  of the pack: A4 (default) or Letter

Exit code: 0 written, 1 the case cannot be compiled or printed, 2 wrong arguments or no such case.`,
    run: (args) => runExport(args, clock),
  };
}

async function runExport(args: readonly string[], clock: Clock): Promise<number> {
  const read = options(args, ['--out', '--paper'], kinds);
  if (typeof read === 'string') return say(`${read} See titian scenario export --help.`, 2);
  const [kind, ...others] = kinds.filter((each) => read.flags.has(each));
  const [name, more] = read.rest;
  if (name === undefined || more !== undefined) return say('Name one case. See titian scenario export --help.', 2);
  if (!kind || others.length > 0) return say(`Say one of ${kinds.join(', ')}.`, 2);
  const paper = (['A4', 'Letter'] as const).find((each) => each === (read.values.get('--paper') ?? 'A4'));
  if (!paper) return say('Paper is A4 or Letter.', 2);
  const shipped = join(root, 'curriculum', 'scenario');
  const folder = existsSync(join(name, 'exercise.md')) ? name : join(shipped, basename(name));
  if (!existsSync(join(folder, 'exercise.md')))
    return say(
      `There is no case "${name}". Cases: ${caseFoldersIn(shipped)
        .map((each) => basename(each))
        .join(', ')}.`,
      2,
    );
  const { compiled } = compileCase(readCaseFolder(folder));
  if (!compiled) return say(`The case in ${folder} cannot be compiled. Run: titian scenario verify ${folder}`, 1);
  return write(compiled, kind, { out: read.values.get('--out'), paper, day: clock().toISOString().slice(0, 10) });
}

interface Wish {
  readonly out: string | undefined;
  readonly paper: Paper;
  readonly day: string;
}

/** An id as part of a file's name. A case with findings may hold ids that are none. */
function fileName(id: string): string {
  return id.replace(/[^a-z0-9-]/gi, '') || 'case';
}

async function write(case_: Case, kind: Kind, { out, paper, day }: Wish): Promise<number> {
  const put = (path: string, bytes: string | Buffer): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    process.stdout.write(`${path}\n`);
  };
  if (kind === '--twee')
    for (const { id } of case_.roles)
      put(join(out ?? `${fileName(case_.id)}-twee`, `${fileName(id)}.twee`), exportTwee(case_, id));
  else if (kind === '--events') put(out ?? `${fileName(case_.id)}-events.csv`, exportEvents(case_));
  else if (kind === '--walks') put(out ?? `${fileName(case_.id)}-walks.jsonl`, exportWalks(case_));
  else return print(case_, out ?? `${fileName(case_.id)}-pack.pdf`, { paper, day }, put);
  return 0;
}

async function print(
  case_: Case,
  out: string,
  order: { readonly paper: Paper; readonly day: string },
  put: (path: string, bytes: Buffer) => void,
): Promise<number> {
  try {
    const { pdf } = await printPdf(facilitatorPack(case_, { ...order, t: wordsIn('en') }));
    put(out, pdf);
    return 0;
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    return say(error.message, 1);
  }
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
