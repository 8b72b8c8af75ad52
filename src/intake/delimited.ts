import { type Delimiter, type Line, type TableLimits, UnreadableFile, limits } from './sheet';

const delimiters: readonly Delimiter[] = [',', ';', '\t'];

/**
 * Reads delimited text (RFC 4180, any of three separators, any line end). A line has the number that an editor shows;
 * a quoted cell may run over several. `sep=;` in the first line, as Excel writes it, is obeyed. Throws UnreadableFile
 * where the table is larger than `most` allows.
 */
export function readDelimited(
  text: string,
  most: TableLimits = limits,
): { readonly lines: Line[]; readonly delimiter: Delimiter } {
  const told = /^sep=([,;\t])\r?\n/.exec(text);
  const delimiter = (told?.[1] as Delimiter | undefined) ?? likeliest(text);
  const skipped = told?.[0].length ?? 0;
  return { lines: cut(text.slice(skipped), delimiter, skipped > 0 ? 2 : 1, most), delimiter };
}

/** The separator that cuts the most of the first lines into the same number of cells, and into more than one. */
function likeliest(text: string): Delimiter {
  const start = text.slice(0, 20_000).split(/\r\n|\r|\n/, 20);
  const scored = delimiters.map((delimiter) => {
    const counts = start.map((line) => outsideQuotes(line).split(delimiter).length).filter((count) => count > 1);
    const common = counts.sort((a, b) => b - a)[0] ?? 0;
    return { delimiter, score: counts.length * 100 + common };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

function outsideQuotes(line: string): string {
  return line.replace(/"(?:[^"]|"")*"/g, '');
}

function cut(text: string, delimiter: Delimiter, firstLine: number, most: TableLimits): Line[] {
  const lines: Line[] = [];
  let cells: string[] = [];
  let cell = '';
  let opened = 0;
  let number = firstLine;
  let begun = number;
  const endCell = () => {
    if (cell.length > most.cell) throw new UnreadableFile('cell', { line: begun, most: most.cell });
    cells.push(cell);
    cell = '';
    if (cells.length > most.columns) throw new UnreadableFile('columns', { line: begun, most: most.columns });
  };
  const endLine = () => {
    endCell();
    if (cells.some((one) => one.trim() !== '')) lines.push({ number: begun, cells });
    if (lines.length > most.lines + 50) throw new UnreadableFile('lines', { most: most.lines });
    cells = [];
    begun = number;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const ends = letter === '\n' || (letter === '\r' && text[at + 1] !== '\n');
    if (ends) number += 1;
    if (opened > 0) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else opened = 0;
    } else if (letter === '"' && cell.trim() === '') {
      opened = number;
      cell = '';
    } else if (letter === delimiter) endCell();
    else if (ends) endLine();
    else if (letter !== '\r') cell += letter;
  }
  if (opened > 0) throw new UnreadableFile('quote', { line: opened });
  endLine();
  return lines;
}
