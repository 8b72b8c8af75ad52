import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { printPdf } from '../../src/print';
import { poppler } from './paper';
import { pieceIn } from './sample-papers';
import { samples, type Sample } from './samples';

// A page in each script, drawn by poppler's pdftoppm, against a picture that somebody has looked at. pdftoppm, because it
// draws the file itself with the fonts inside it, is no relative of what printed it or reads it in the other tests, and is
// in every distribution; Chromium without a window shows no PDF, and pdf.js needs a canvas of 40 MB beside it.
//
// To write the pictures anew, after a change that is meant, and then look at each:
//   TITIAN_WRITE_PICTURES=1 npm test -- tests/print/pictures.test.ts

const folder = join(__dirname, 'pictures');
const writes = process.env['TITIAN_WRITE_PICTURES'] !== undefined;
const crop = ['-r', '144', '-x', '72', '-y', '124', '-W', '1050', '-H', '400'];

/** Dots of ink that may stand where the other picture has none nearby: other versions draw edges a little differently. */
const tolerance = 4;

(poppler ? describe : describe.skip)('scripts as they are drawn (needs pdftoppm of poppler-utils)', () => {
  it.each(Object.entries(samples))('%s looks as it did when somebody looked', async (name, sample) => {
    const drawn = await drawingOf(sample);
    const file = join(folder, `${name.toLowerCase()}.png`);
    if (writes) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, asPng(drawn));
    }
    expect(strayInk(drawn, fromPng(readFileSync(file)))).toBeLessThanOrEqual(tolerance);
  });

  it.each([
    ['Thai', 'ปี๋', 'ปี'],
    ['Khmer', 'ស្ត្រី', 'សត្រី'],
    ['Burmese', 'ဖြစ်သည်', 'ဖစ်သည်'],
    ['Devanagari', 'श्रमिक', 'शरमिक'],
    ['Arabic', 'مُعَلِّم ', 'مُعَلم '],
  ])('sees that in %s one mark or joint is missing', async (name, right, wrong) => {
    const sample = samples[name];
    if (!sample?.paragraph.includes(right)) throw new Error(`The sample of ${name} does not have ${right}.`);
    const changed = await drawingOf({ ...sample, paragraph: sample.paragraph.replace(right, wrong) });
    expect(strayInk(await drawingOf(sample), changed)).toBeGreaterThan(tolerance);
  });
});

async function drawingOf(sample: Sample): Promise<Picture> {
  const { pdf } = await printPdf(pieceIn(sample));
  const scratch = mkdtempSync(join(tmpdir(), 'titian-picture-'));
  try {
    writeFileSync(join(scratch, 'a.pdf'), pdf);
    execFileSync('pdftoppm', [...crop, '-gray', '-singlefile', join(scratch, 'a.pdf'), join(scratch, 'a')]);
    return fromPgm(readFileSync(join(scratch, 'a.pgm')));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0 is black, 255 white; line by line. */
  readonly dots: Uint8Array;
}

/** A picture as pdftoppm writes it: `P5`, width, height and depth, then a byte for each dot. Eight greys are enough. */
function fromPgm(pgm: Buffer): Picture {
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40)) ?? [];
  return { width: Number(width), height: Number(height), dots: pgm.subarray(head.length).map((dot) => dot | 0x1f) };
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** A grey PNG in which each line says how it differs from the line above, as `fromPng` reads it. */
function asPng({ width, height, dots }: Picture): Buffer {
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    lines[y * (width + 1)] = 2;
    for (let x = 0; x < width; x++) {
      const above = y > 0 ? (dots[(y - 1) * width + x] ?? 0) : 0;
      lines[y * (width + 1) + 1 + x] = (dots[y * width + x] ?? 0) - above;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(lines, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(name: string, data: Buffer): Buffer {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(name), data, Buffer.alloc(4)]);
  whole.writeUInt32BE(data.length, 0);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), data.length + 8);
  return whole;
}

function fromPng(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const at = png.indexOf('IDAT');
  const lines = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const dots = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      dots[y * width + x] = (lines[y * (width + 1) + 1 + x] ?? 0) + (y > 0 ? (dots[(y - 1) * width + x] ?? 0) : 0);
  return { width, height, dots };
}

/** How many dark dots of either picture have nothing dark within one dot of their place in the other. */
function strayInk(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return Infinity;
  return strayIn(one, other) + strayIn(other, one);
}

function strayIn({ width, height, dots }: Picture, other: Picture): number {
  let stray = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((dots[y * width + x] ?? 255) < 140 && darkest(other, x, y) > 180) stray++;
    }
  }
  return stray;
}

function darkest({ width, height, dots }: Picture, x: number, y: number): number {
  let least = 255;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      least = Math.min(least, dots[row * width + column] ?? 255);
  return least;
}
