import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../clock';
import type { Command } from '../command';
import { Unprintable, printPdf, type Paper, type Printed } from '../print';
import { root } from '../root';
import { wordsIn } from '../words';
import { bookPdf } from './book';
import type { BookOptions } from './book-imprint';
import { blanksOf, listBlanks } from './book-pieces';
import { editions, type Compiled } from './curriculum';
import { checkFolder } from './files';

/** What is to be printed, from which curriculum, on which paper, into which file. */
interface Wish {
  readonly out: string;
  readonly paper: Paper;
  readonly booklet: boolean;
  readonly rest: readonly string[];
}

const papers: Readonly<Record<string, Paper>> = { A4: 'A4', Letter: 'Letter' };

const shared = `  --out FILE    where the PDF goes (default: its name with .pdf, in this folder)
  --paper SIZE  A4 (default) or Letter`;

const bookHelp = `Usage: titian print handbook|guide [--out FILE] [--paper A4|Letter] [--booklet] [DIR]

Prints one of the two books as PDF from a curriculum's files (by default the one shipped in curriculum/), without a
database: a draft, dated today. The books of a publication are printed by the server, from what was published.

${shared}
  --booklet     two pages on each side of a sheet, in the order of a booklet: print on both sides (short edge), fold,
                staple in the fold

Exit code: 0 printed, 1 nothing was printed (what is wrong is said), 2 wrong arguments.`;

const blanksHelp = `Usage: titian print blanks [ID …] [--out FILE] [--paper A4|Letter]

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
        return { folder, print: (compiled, options) => bookPdf(edition, compiled, options) };
      }),
  }));
  const blanks: Command = {
    name: 'print blanks',
    summary: 'Print blank tools and handouts as PDF.',
    help: blanksHelp,
    run: (args) =>
      run(args, 'blanks', clock, ({ rest, booklet }) => {
        if (booklet) return 'Only a book can be a booklet.';
        return { folder: join(root, 'curriculum'), print: (compiled, options) => printBlanks(rest, compiled, options) };
      }),
  };
  return [...books, blanks];
}

async function printBlanks(ids: readonly string[], { handbook }: Compiled, options: BookOptions): Promise<Printed> {
  const known = listBlanks(handbook, options);
  const unknown = ids.filter((id) => !known.some((each) => each.id === id));
  const piece = blanksOf(handbook, options, ids.length > 0 ? ids : undefined);
  if (unknown.length > 0 || !piece) {
    const list = known.map(({ id, name, title }) => `  ${id}  ${name}: ${title}`).join('\n');
    throw new Unknown(`There is no tool or handout ${unknown.join(', ')}. There are:\n${list}`);
  }
  return printPdf(piece);
}

class Unknown extends Error {}

interface Plan {
  readonly folder: string;
  print(compiled: Compiled, options: BookOptions): Promise<Printed>;
}

async function run(args: readonly string[], name: string, clock: Clock, plan: (wish: Wish) => Plan | string): Promise<number> {
  const wish = readWish(name, args);
  if (typeof wish === 'string') return say(wish, 2);
  const planned = plan(wish);
  if (typeof planned === 'string') return say(planned, 2);
  const { compiled } = checkFolder(planned.folder);
  if (!compiled) return say(`The curriculum in ${planned.folder} cannot be read: run titian check.`, 1);
  try {
    const words = wordsIn(compiled.handbook.language);
    const day = clock().toISOString().slice(0, 10);
    const { paper, booklet, out } = wish;
    const printed = await planned.print(compiled, { paper, words, day, booklet });
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, printed.pdf);
    process.stdout.write(`${out}: ${printed.pages} pages\n`);
    return 0;
  } catch (error) {
    if (error instanceof Unknown) return say(error.message, 1);
    if (!(error instanceof Unprintable)) throw error;
    const lines = error.missing.map((each) => `${each.codePoint} ${each.character} in “${each.where}”`);
    return say(`No font has a glyph for:\n  ${lines.join('\n  ')}`, 1);
  }
}

function readWish(name: string, args: readonly string[]): Wish | string {
  let [out, paper, booklet] = [`${name}.pdf`, 'A4' as Paper, false];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--out' || arg === '--paper') {
      const value = args[++at];
      if (value === undefined) return `${arg} needs a value.`;
      if (arg === '--out') out = value;
      else {
        const known = papers[value];
        if (!known) return `"${value}" is no paper we print on: A4 or Letter.`;
        paper = known;
      }
    } else if (arg === '--booklet') booklet = true;
    else if (arg.startsWith('-')) return `There is no option ${arg}. See titian print ${name} --help.`;
    else rest.push(arg);
  }
  return { out, paper, booklet, rest };
}

function say(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
