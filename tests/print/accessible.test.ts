import { join } from 'node:path';
import { bookPdf } from '../../src/curriculum/book';
import { checkFolder } from '../../src/curriculum/files';
import { printPdf } from '../../src/print';
import { root } from '../../src/root';
import { wordsIn } from '../../src/words';
import { failuresOf } from './matterhorn';
import { pieceIn } from './sample-papers';
import { samples } from './samples';

const { compiled } = checkFolder(join(root, 'curriculum'));
if (!compiled) throw new Error('The shipped curriculum cannot be compiled.');
const whole = compiled;
const options = { paper: 'A4', words: wordsIn('en'), day: '2026-11-21' } as const;

/** A failure that stands on many pages is told once, with how often. */
async function told(pdf: Buffer): Promise<string[]> {
  const counts = new Map<string, number>();
  for (const failure of await failuresOf(pdf)) {
    const kind = failure.replace(/\d+ 0 R \d+|(?<=Page |content |code )\d+/g, '…');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([failure, count]) => `${failure} (${count})`);
}

describe('for a screen reader (PDF/UA-1, what a machine can tell of it)', () => {
  it.each(['handbook', 'guide'] as const)(
    'the %s is without failure',
    async (edition) => {
      expect(await told((await bookPdf(edition, whole, options)).pdf)).toEqual([]);
    },
    120_000,
  );

  it.each(Object.entries(samples))('a page in %s is without failure', async (_, sample) => {
    expect(await told((await printPdf(pieceIn(sample))).pdf)).toEqual([]);
  });
});
