import type { Browser } from '../support/site';
import {
  type Chart,
  type Expected,
  type Line,
  type Told,
  linesOfCsv,
  linesOfPage,
  linesOfWorkbook,
  nameOf,
} from './lines';

/** What is found where a report says in every form what was recounted. */
export const agreed = { csv: [], xlsx: [], page: [] };

/** What a path answers, byte by byte. */
export async function bytesOf(browser: Browser, path: string): Promise<Buffer> {
  const answer = await browser.agent
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}.`);
  return answer.body as Buffer;
}

/** Numbers that belong to a method, not to anybody: in a sentence they are no figure. */
const methods = /95% interval|fewer than 30 people|from 1, not at all, to 5, fully|Near 0/g;

/**
 * Where what a report says and what was recounted differ, in sentences: a figure that nobody recounted, one that is
 * missing, one that is another. A sentence that holds a number counts as a figure.
 */
export function differences(lines: readonly Line[], expected: readonly Expected[]): string[] {
  const recounted = new Map(expected.map((one) => [nameOf(one), one.value]));
  const said = new Map(lines.map((one) => [nameOf(one), one.value]));
  const twice = lines.length - said.size + (expected.length - recounted.size);
  const isFigure = ({ table, line, value }: Line) =>
    table !== '' || value !== '' || /\d/.test(line.replace(methods, ''));
  return [
    ...(twice === 0 ? [] : [`${twice} figures have the same name.`]),
    ...lines
      .filter((one) => isFigure(one) && !recounted.has(nameOf(one)))
      .map((one) => `Nobody recounted ${nameOf(one)} = ${one.value}`),
    ...expected.flatMap(({ value, ...one }) => {
      const found = said.get(nameOf(one));
      if (found === undefined) return [`The report does not say ${nameOf(one)} = ${JSON.stringify(value)}`];
      return isSaid(found, value) ? [] : [`${nameOf(one)} is ${found}, and was recounted as ${JSON.stringify(value)}`];
    }),
  ];
}

/** Whether these words say the number, rounded as they show it. */
function isSaid(words: string, told: Told): boolean {
  if (typeof told === 'string') return words === told;
  const [, , , decimals = ''] = /^(−?)(\d+)(?:\.(\d+))?$/.exec(words) ?? [];
  const shown = Number(words.replace('−', '-'));
  return decimals.length === told.decimals && Math.abs(shown - told.value) <= 0.5 * 10 ** -told.decimals + 1e-9;
}

/** A report in every form that can be read line by line, with how each differs from what was recounted. */
export async function disagreements(
  browser: Browser,
  path: string,
  expected: readonly Expected[],
  { page = true, query = '' }: { readonly page?: boolean; readonly query?: string } = {},
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {
    csv: differences(linesOfCsv((await bytesOf(browser, `${path}.csv${query}`)).toString('utf8')), expected),
    xlsx: differences(linesOfWorkbook(await bytesOf(browser, `${path}.xlsx${query}`)), expected),
  };
  if (!page) return found;
  await browser.get(path);
  const main = browser.page.querySelector('main');
  if (!main) throw new Error(`${path} has no main part.`);
  const { lines, charts, rest } = linesOfPage(main);
  // A page does not repeat the facts of its title.
  const [title] = lines;
  const onPage = expected.filter((one) => one.table !== '' || one.part !== title?.part || !one.value);
  found['page'] = [
    ...differences(lines, onPage),
    ...charts.flatMap((chart) => (isDrawnFromTable(chart) ? [] : [`The chart says ${chart.label}: ${chart.words}`])),
    ...(/\d/.test(rest) ? [`Nobody recounted: ${rest}`] : []),
  ];
  return found;
}

/** Every number of a chart's line stands in the line of the same name in its table. */
function isDrawnFromTable({ label, words, table }: Chart): boolean {
  const cells = table
    .filter(({ line }) => line.startsWith(label.replace(/…$/, '')))
    .map(({ value }) => value.replace(/ or more$/, words.endsWith(' or more') ? '' : ' or more'));
  const numbers = words.match(/−?\d+(?:\.\d+)?/g) ?? [];
  return numbers.length > 0 && numbers.every((number) => cells.includes(number));
}
