import { readDrawing } from '../../src/print/svg';
import { printPdf, type Piece } from '../../src/print';
import { failuresOf } from './matterhorn';
import { pieceIn } from './sample-papers';
import { samples } from './samples';

const opacities = (svg: string) =>
  readDrawing(`<svg viewBox="0 0 10 10">${svg}</svg>`).shapes.map((shape) => [
    shape.fillOpacity,
    'strokeOpacity' in shape ? shape.strokeOpacity : undefined,
  ]);

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

  it('is drawn through what stands before it', async () => {
    const sample = samples['Latin'];
    if (!sample) throw new Error('There is no sample in Latin.');
    const svg = '<svg viewBox="0 0 40 20"><rect width="30" height="20" fill="#000000" fill-opacity="0.15"/></svg>';
    const paper: Piece = {
      ...pieceIn(sample),
      blocks: [{ type: 'prose', id: 'figure', content: [{ type: 'figure', svg, alt: 'A grey field.' }] }],
    };
    const { pdf } = await printPdf(paper);
    expect(pdf.toString('latin1')).toMatch(/\/Type \/ExtGState\s+\/ca 0\.15/);
    expect(await failuresOf(pdf)).toEqual([]);
  });
});
