import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Face, fontsOf } from '../../src/print/fonts';
import { openShaper } from '../../src/print/shaping';

const faces: readonly Face[] = [
  'text',
  'text-italic',
  'text-strong',
  'text-strong-italic',
  'title',
  'title-light',
  'title-italic',
];

type HarfBuzz = Awaited<ReturnType<typeof load>>;
const load = () => import('harfbuzzjs');

/** A word as HarfBuzz draws it when it has met no other. */
function alone(hb: HarfBuzz, font: InstanceType<HarfBuzz['Font']>, word: string): string {
  const buffer = new hb.Buffer();
  buffer.addText(word);
  buffer.guessSegmentProperties();
  buffer.setDirection(hb.Direction.LTR);
  buffer.setLanguage('en');
  hb.shape(font, buffer);
  const positions = buffer.getGlyphPositions();
  return buffer
    .getGlyphInfos()
    .map(({ codepoint }, at) => `${codepoint} ${positions[at]?.xAdvance} ${positions[at]?.xOffset}`)
    .join(', ');
}

const signs = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('');
const anySign = fc.constantFrom(...Array.from(`${signs}\u00a0–—‘’“”…`));
// Letters between which there is much kerning, and those that some fonts draw as one.
const likely = fc.constantFrom(...Array.from('AVTWYLPfijltrvwy.,-’”'));
const word = fc
  .oneof(fc.array(anySign, { minLength: 1, maxLength: 9 }), fc.array(likely, { minLength: 1, maxLength: 9 }))
  .map((characters) => characters.join(''));

describe('a word of Latin letters', () => {
  it.each(faces)('is drawn in %s as HarfBuzz draws it, whatever words were met before', async (face) => {
    const [hb, shaper] = [await load(), await openShaper()];
    const path = fontsOf(face)[0] ?? '';
    const font = new hb.Font(new hb.Face(new hb.Blob(readFileSync(path))));
    const drawn = (text: string) =>
      shaper
        .shape(text, path, false, 'en')
        .glyphs.map(({ id, advance, dx }) => `${id} ${advance} ${dx}`)
        .join(', ');
    fc.assert(
      fc.property(fc.array(word, { minLength: 20, maxLength: 40 }), (words) => {
        for (const each of words) expect(drawn(each)).toBe(alone(hb, font, each));
      }),
      { numRuns: 60 },
    );
  });
});
