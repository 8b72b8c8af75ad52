import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../clock';
import type { Command } from '../command';
import { Unprintable, printTo, warmPressAlone, type Paper, type Paging, type PrintDocument } from '../print';
import { root } from '../root';
import { wordsIn } from '../words';
import { bookToPrint } from './book';
import type { BookOptions } from './book-imprint';
import { blanksOf, listBlanks } from './book-pieces';
import { editions, type Compiled } from './curriculum';
import { checkFolder, type Checked } from './files';

/** What is to be printed, from which curriculum, on which paper, into which file. */
interface Wish {
  readonly out: string;
  readonly paper: Paper;
  readonly booklet: boolean;
  /** The overlay that tailors it. */
  readonly overlay: string | undefined;
  readonly rest: readonly string[];
}

const papers: Readonly<Record<string, Paper>> = { A4: 'A4', Letter: 'Letter' };

const shared = `  --out FILE    where the PDF goes (default: its name with .pdf, in this folder)
  --paper SIZE  A4 (default) or Letter
  --overlay NAME  with the local text of a state or an agency (curriculum/overlays/NAME/); parts of it that are stale
                give way to the programme's text, marked`;

const bookHelp = `Usage: titian print handbook|guide [--out FILE] [--paper A4|Letter] [--overlay NAME] [--booklet] [DIR]

Prints one of the two books as PDF from a curriculum's files (by default the one shipped in curriculum/), without a
database: a draft, dated today. The books of a publication are printed by the server, from what was published.

${shared}
  --booklet     two pages on each side of a sheet, in the order of a booklet: print on both sides (short edge), fold,
                staple in the fold

Exit code: 0 printed, 1 nothing was printed (what is wrong is said), 2 wrong arguments.`;

const blanksHelp = `Usage: titian print blanks [ID …] [--out FILE] [--paper A4|Letter] [--overlay NAME]

Prints the blank tools and handouts of the shipped Handbook, each on paper of its own: those whose ids are given, or all.

${shared}

Exit code: 0 printed, 1 nothing was printed (what is wrong is said), 2 wrong arguments.`;

/** `titian print handbook`, `titian print guide`, `titian print blanks`. */
export function printCommands(clock: Clock): Command[] {
  const books = editions.map((edition): Command => ({
    name: `print ${edition}`,
    summary: `Print the ${edition === 'guide' ? 'Facilitator’s Guide' : 'Student Handbook'} as PDF.`,
    help: bookHelp,
    run: (args) =>
      run(args, edition, clock, ({ rest }) => {
        const [folder = join(root, 'curriculum'), more] = rest;
        if (more !== undefined) return `One folder is enough: ${rest.join(', ')}.`;
        return { folder, make: (compiled, options) => bookToPrint(edition, compiled, options) };
      }),
  }));
  const blanks: Command = {
    name: 'print blanks',
    summary: 'Print blank tools and handouts as PDF.',
    help: blanksHelp,
    run: (args) =>
      run(args, 'blanks', clock, ({ rest, booklet }) => {
        if (booklet) return 'Only a book can be a booklet.';
        return { folder: join(root, 'curriculum'), make: (compiled, options) => blanksToPrint(rest, compiled, options) };
      }),
  };
  return [...books, blanks];
}

function blanksToPrint(ids: readonly string[], { handbook }: Compiled, options: BookOptions): PrintDocument {
  const known = listBlanks(handbook, options);
  const unknown = ids.filter((id) => !known.some((each) => each.id === id));
  const piece = blanksOf(handbook, options, ids.length > 0 ? ids : undefined);
  if (unknown.length > 0 || !piece) {
    const list = known.map(({ id, name, title }) => `  ${id}  ${name}: ${title}`).join('\n');
    throw new Unknown(`There is no tool or handout ${unknown.join(', ')}. There are:\n${list}`);
  }
  return piece;
}

class Unknown extends Error {}

interface Plan {
  readonly folder: string;
  make(compiled: Compiled, options: BookOptions): PrintDocument | Promise<PrintDocument>;
}

async function run(args: readonly string[], name: string, clock: Clock, plan: (wish: Wish) => Plan | string): Promise<number> {
  const wish = readWish(name, args);
  if (typeof wish === 'string') return say(wish, 2);
  const planned = plan(wish);
  if (typeof planned === 'string') return say(planned, 2);
  // The thread starts while the text is read.
  warmPressAlone();
  const { compiled: programmes, overlays } = checkFolder(planned.folder);
  const compiled = tailored(programmes, overlays, wish.overlay);
  if (typeof compiled === 'string') return say(compiled, 1);
  if (!compiled) return say(`The curriculum in ${planned.folder} cannot be read: run titian check.`, 1);
  try {
    const words = wordsIn(compiled.handbook.language);
    const day = clock().toISOString().slice(0, 10);
    const { paper, booklet, out } = wish;
    const { pages } = await printFile(out, await planned.make(compiled, { paper, words, day, booklet }));
    process.stdout.write(`${out}: ${pages} pages\n`);
    return 0;
  } catch (error) {
    if (error instanceof Unknown) return say(error.message, 1);
    if (!(error instanceof Unprintable)) throw error;
    const lines = error.missing.map((each) => `${each.codePoint} ${each.character} in “${each.where}”`);
    return say(`No font has a glyph for:\n  ${lines.join('\n  ')}`, 1);
  }
}

/** The books with an overlay's text; a sentence where there is no such overlay. */
function tailored(compiled: Compiled | undefined, overlays: Checked['overlays'], name?: string): Compiled | string | undefined {
  if (!compiled || name === undefined) return compiled;
  const found = overlays.find(({ overlay }) => overlay.id === name);
  const known = overlays.map(({ overlay }) => overlay.id).join(', ') || 'none';
  if (!found) return `There is no overlay "${name}", or it cannot be read. There are: ${known}.`;
  const { handbook, guide, glossary, agenda } = found;
  return { ...compiled, handbook, guide, glossary, agenda };
}

/** Writes the file while it is drawn, beside its place, and puts it there when it is whole. */
async function printFile(out: string, document: PrintDocument): Promise<Paging> {
  mkdirSync(dirname(out), { recursive: true });
  const part = `${out}.part`;
  const file = openSync(part, 'w');
  try {
    const paging = await printTo((bytes) => writeSync(file, bytes), document);
    renameSync(part, out);
    return paging;
  } finally {
    closeSync(file);
    rmSync(part, { force: true });
  }
}

function readWish(name: string, args: readonly string[]): Wish | string {
  let [out, paper, booklet, overlay] = [`${name}.pdf`, 'A4' as Paper, false, undefined as string | undefined];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--out' || arg === '--paper' || arg === '--overlay') {
      const value = args[++at];
      if (value === undefined) return `${arg} needs a value.`;
      if (arg === '--out') out = value;
      else if (arg === '--overlay') overlay = value;
      else {
        const known = papers[value];
        if (!known) return `"${value}" is no paper we print on: A4 or Letter.`;
        paper = known;
      }
    } else if (arg === '--booklet') booklet = true;
    else if (arg.startsWith('-')) return `There is no option ${arg}. See titian print ${name} --help.`;
    else rest.push(arg);
  }
  return { out, paper, booklet, overlay, rest };
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
