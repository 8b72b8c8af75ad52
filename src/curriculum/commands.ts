import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command, Finding } from '../command';
import { root } from '../root';
import { checkFolder } from './files';

/** Another feature's part of the check: what it finds in a curriculum's folder, with paths relative to that folder. */
export type Checker = (folder: string) => Promise<readonly Finding[]>;

const help = `Usage: titian check [--json] [DIR]

Compiles and checks a curriculum (by default the one shipped in curriculum/): its modules, agenda, glossary, test
questions and cases. Prints one line for each finding: file:line  code  what is wrong. docs/diagnostics.md explains
every code.

  --json   print {"findings":[{"code","file","line","message"}]}

Exit code: 0 without findings, 1 with findings, 2 where there is no such folder.`;

/** \`titian check\`, with what other features have to check in the same folder. */
export function checkCommand(others: readonly Checker[]): Command {
  return { name: 'check', summary: 'Check the curriculum: text, agenda, tests, cases.', help, run: (args) => run(args, others) };
}

async function run(args: readonly string[], others: readonly Checker[]): Promise<number> {
  const folder = args.find((each) => !each.startsWith('-')) ?? join(root, 'curriculum');
  if (!existsSync(folder)) {
    process.stderr.write(`There is no folder ${folder}.\n`);
    return 2;
  }
  const own = checkFolder(folder).findings;
  const more = await Promise.all(others.map((other) => other(folder)));
  const findings = [...own, ...more.flat()].map((each) => ({ ...each, file: shown(folder, each.file) }));
  process.stdout.write(args.includes('--json') ? `${JSON.stringify({ findings })}\n` : report(findings));
  return findings.length === 0 ? 0 : 1;
}

/** A path as a person in the project's folder would type it. */
function shown(folder: string, file: string): string {
  return relative(process.cwd(), join(folder, file)).replaceAll('\\', '/');
}

function report(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing found: the curriculum may be published.\n';
  const lines = findings.map(({ file, line, code, message }) => `${file}:${line}  ${code}\n    ${message}`);
  return `${lines.join('\n')}\n\n${findings.length === 1 ? '1 finding' : `${findings.length} findings`}. docs/diagnostics.md explains each.\n`;
}
