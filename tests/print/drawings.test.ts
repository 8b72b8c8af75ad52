import { PDFDocument, PDFRawStream, decodePDFRawStream } from '@cantoo/pdf-lib';
import { readDrawing } from '../../src/print/svg';
import { printPdf, type Piece } from '../../src/print';
import { operationsIn } from './content';
import { failuresOf } from './matterhorn';
import { pieceIn } from './sample-papers';
import { samples } from './samples';

const opacities = (svg: string) =>
  readDrawing(`<svg viewBox="0 0 10 10">${svg}</svg>`).shapes.map((shape) => [
    shape.fillOpacity,
    'strokeOpacity' in shape ? shape.strokeOpacity : undefined,
  ]);

async function printed(svg: string): Promise<Buffer> {
  const sample = samples['Latin'];
  if (!sample) throw new Error('There is no sample in Latin.');
  const figure = { type: 'figure' as const, svg: `<svg viewBox="0 0 40 20">${svg}</svg>`, alt: 'A figure.' };
  const paper: Piece = { ...pieceIn(sample), blocks: [{ type: 'prose', id: 'figure', content: [figure] }] };
  return (await printPdf(paper)).pdf;
}

/** The operators of the page on which a figure is drawn, each with its numbers before it. */
async function operationsOf(svg: string): Promise<string[]> {
  const [page] = (await PDFDocument.load(await printed(svg))).getPages();
  const stream = page?.node.Contents();
  if (!(stream instanceof PDFRawStream)) throw new Error('The page is empty.');
  const content = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
  return operationsIn(content).map(({ operator, operands }) => {
    const numbers = operands.filter((each) => typeof each === 'number');
    return `${numbers.join(' ')} ${operator}`;
  });
}

describe('a figure on paper', () => {
  it('lets through what it lets through on a screen', () => {
    expect(opacities('<rect width="4" height="4"/>')).toEqual([[1, 1]]);
    expect(opacities('<rect width="4" height="4" fill-opacity="0.2"/>')).toEqual([[0.2, 1]]);
    expect(opacities('<rect width="4" height="4" stroke-opacity="25%"/>')).toEqual([[1, 0.25]]);
    expect(opacities('<g opacity="0.5"><path d="M0 0h4" opacity="0.5" fill-opacity="0.4"/></g>')).toEqual([
      [0.1, 0.25],
    ]);
    expect(opacities('<g fill-opacity="0.3"><text>words</text></g>')).toEqual([[0.3, undefined]]);
  });

  it('has its curves, arcs and named colours', async () => {
    const d = 'M2 2q6 0 6 6a3 3 0 0 1-6 0h1v1z';
    const drawn = await operationsOf(`<path d="${d}" fill="tomato" stroke="#000080" fill-rule="evenodd"/>`);
    const figure = drawn.slice(drawn.lastIndexOf('1 0 0 1 0 0 cm'));
    expect(figure).toContain('1 0.388 0.278 rg');
    expect(figure).toContain('0 0 0.502 RG');
    expect(figure).toContain('2 2 m');
    // A quadratic curve has its one control a third from each of the two of a cubic.
    expect(figure).toContain('6 2 8 4 8 8 c');
    const curves = figure.filter((each) => each.endsWith(' c'));
    expect(curves.at(-1)).toMatch(/ 2 8 c$/);
    expect(figure.slice(figure.indexOf(curves.at(-1) ?? '') + 1)).toEqual(
      expect.arrayContaining(['3 8 l', '3 9 l', ' h', ' B*']),
    );
  });

  it('is drawn through what stands before it', async () => {
    const pdf = await printed('<rect width="30" height="20" fill="#000000" fill-opacity="0.15"/>');
    expect(pdf.toString('latin1')).toMatch(/\/Type \/ExtGState\s+\/ca 0\.15/);
    expect(await failuresOf(pdf)).toEqual([]);
  });
});
