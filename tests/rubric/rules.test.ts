import fc from 'fast-check';
import { agreementOf, allocate, fewestPairs, weightedKappa } from '../../src/rubric';
import { findQuote, isThere, quoted, readEvidence, sentencesOf, writeEvidence } from '../../src/rubric/evidence';
import type { Pair } from '../../src/rubric/agreement';

/** Pairs from a table of counts: rows are one rater's levels, columns the other's. */
function pairsOf(counts: readonly (readonly number[])[]): Pair[] {
  return counts.flatMap((row, one) =>
    row.flatMap((count, other) => Array.from({ length: count }, (): Pair => [one, other])),
  );
}

describe('How far two raters agree', () => {
  // J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968), table 1: 200 cases, two judges.
  const cohen = pairsOf([
    [88, 14, 18],
    [10, 40, 10],
    [2, 6, 12],
  ]);
  const gravity = [
    [0, 1, 3],
    [1, 0, 6],
    [3, 6, 0],
  ];

  it('is what Cohen published in 1968 for his own example and his own weights', () => {
    expect(weightedKappa(cohen, (one, other) => gravity[one]?.[other] ?? 0)).toBeCloseTo(0.348, 3);
    expect(weightedKappa(cohen, (one, other) => Number(one !== other))).toBeCloseTo(0.492, 3);
  });

  it('is what Fleiss published for two raters of a hundred people', () => {
    const fleiss = pairsOf([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ]);
    expect(weightedKappa(fleiss, (one, other) => Number(one !== other))).toBeCloseTo(0.68, 2);
  });

  it('is, with squared steps, the concordance of the two lists of numbers, reckoned by their means and spreads', () => {
    const level = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(level, level), { minLength: 2, maxLength: 60 }), (pairs) => {
        const kappa = weightedKappa(pairs);
        const concordance = concordanceOf(pairs);
        if (kappa === undefined) expect(Number.isNaN(concordance)).toBe(true);
        else expect(kappa).toBeCloseTo(concordance, 9);
      }),
    );
  });

  it('is not told for too few texts, nor where both raters know one mark only', () => {
    expect(fewestPairs(3)).toBe(18);
    expect(
      agreementOf(
        pairsOf([
          [9, 0, 0],
          [0, 8, 0],
          [0, 0, 0],
        ]),
        3,
      ),
    ).toEqual({ n: 17, same: 17, kappa: 'few' });
    expect(agreementOf(pairsOf([[18]]), 3)).toEqual({ n: 18, same: 18, kappa: 'one level' });
    expect(
      agreementOf(
        pairsOf([
          [9, 0, 0],
          [0, 9, 0],
          [0, 0, 0],
        ]),
        3,
      ),
    ).toEqual({ n: 18, same: 18, kappa: 1 });
  });
});

/** Lin's coefficient (1989): another road to the same figure, without any expected disagreement. */
function concordanceOf(pairs: readonly Pair[]): number {
  const n = pairs.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [one, other] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
  const [a, b] = [mean(one), mean(other)];
  const spread = (values: readonly number[], centre: number) => mean(values.map((value) => (value - centre) ** 2));
  const together = mean(pairs.map(([first, second]) => (first - a) * (second - b)));
  return (2 * together) / (spread(one, a) + spread(other, b) + (a - b) ** 2);
}

describe('Who marks whose text', () => {
  const rooms = fc.array(fc.array(fc.nat(7), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });
  /** Rooms of tables; of each table, how many texts it wrote. */
  const given = (shape: readonly (readonly number[])[]) => {
    const tables = shape.flatMap((wrote, room) => wrote.map((_, at) => ({ table: `${room}.${at}`, room: `${room}` })));
    const texts = shape.flatMap((wrote, room) =>
      wrote.flatMap((count, at) =>
        Array.from({ length: count }, (_, number) => ({
          id: `${room}.${at}.${number}`,
          table: `${room}.${at}`,
          room: `${room}`,
        })),
      ),
    );
    return { tables, texts };
  };

  it('is never the table that wrote it, and every text finds somebody where there is another table', () => {
    fc.assert(
      fc.property(rooms, (shape) => {
        const { tables, texts } = given(shape);
        const whose = allocate(texts, tables);
        expect([...whose.keys()].sort()).toEqual(tables.length > 1 ? texts.map(({ id }) => id).sort() : []);
        for (const { id, table } of texts) expect(whose.get(id)).not.toBe(table);
      }),
    );
  });

  it('gives no table two more than another to which one of its texts could go', () => {
    fc.assert(
      fc.property(rooms, (shape) => {
        const { tables, texts } = given(shape);
        const whose = allocate(texts, tables);
        const held = (table: string) => texts.filter(({ id }) => whose.get(id) === table);
        for (const { table } of tables)
          for (const other of tables) {
            if (held(table).length < held(other.table).length + 2) continue;
            // All that it holds was written by the other, which can mark nothing of its own.
            expect(held(table).filter((text) => text.table !== other.table)).toEqual([]);
          }
      }),
    );
  });

  it('differs by one at the most where tables wrote the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(6), (tables, wrote) => {
        const all = given([Array.from({ length: tables }, () => wrote)]);
        const loads = new Map(all.tables.map(({ table }) => [table, 0]));
        for (const table of allocate(all.texts, all.tables).values()) loads.set(table, (loads.get(table) ?? 0) + 1);
        expect(Math.max(...loads.values()) - Math.min(...loads.values())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is as even as it can be, and then as mixed as it can be: no other sharing of few texts is better', () => {
    const few = fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(few, (shape) => {
        const { tables, texts } = given(shape);
        fc.pre(tables.length > 1 && tables.length ** texts.length <= 5000);
        const worth = (whose: readonly string[]) => {
          const loads = tables.map(({ table }) => whose.filter((each) => each === table).length);
          const stay = texts.filter(({ room }, at) => whose[at]?.split('.')[0] === room).length;
          return loads.reduce((sum, load) => sum + load ** 2, 0) * 100 + stay;
        };
        let best = Infinity;
        const tryAll = (whose: readonly string[]) => {
          const text = texts[whose.length];
          if (!text) best = Math.min(best, worth(whose));
          else for (const { table } of tables) if (table !== text.table) tryAll([...whose, table]);
        };
        tryAll([]);
        const found = allocate(texts, tables);
        expect(worth(texts.map(({ id }) => found.get(id) ?? ''))).toBe(best);
      }),
      { numRuns: 150 },
    );
  });

  it('goes to another room wherever two rooms wrote as much', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(5), (tables, wrote) => {
        const room = Array.from({ length: tables }, () => wrote);
        const all = given([room, room]);
        const whose = allocate(all.texts, all.tables);
        for (const { id, room: of } of all.texts) expect(whose.get(id)?.split('.')[0]).not.toBe(of);
      }),
    );
  });

  it('depends on nothing but the texts and the tables, not on their order', () => {
    fc.assert(
      fc.property(rooms, fc.infiniteStream(fc.nat()), (shape, numbers) => {
        const { tables, texts } = given(shape);
        const shuffled = <Value>(values: readonly Value[]) =>
          values
            .map((value) => ({ value, at: Number(numbers.next().value) }))
            .sort((one, other) => one.at - other.at)
            .map(({ value }) => value);
        expect([...allocate(shuffled(texts), shuffled(tables))].sort()).toEqual([...allocate(texts, tables)].sort());
      }),
    );
  });

  it('counts what a table has already', () => {
    const tables = ['a', 'b', 'c'].map((table) => ({ table, room: '1', has: table === 'a' ? 3 : 0 }));
    const texts = ['1', '2'].map((id) => ({ id, table: 'c', room: '1' }));
    expect([...allocate(texts, tables).values()]).toEqual(['b', 'b']);
  });
});

describe('What a mark points at', () => {
  const texts = [
    { field: 'reason', body: 'We look for a boy of 12. He may move on Friday!\nWe name “nobody”.' },
    { field: 'note', body: null },
  ];
  const citable = { texts, fields: ['channel'], absent: ['note', 'rubric-by-when'], times: ['sent'] };

  it('is a sentence, found by its place', () => {
    const sentences = sentencesOf(texts);
    expect(sentences.map(({ words }) => words)).toEqual([
      'We look for a boy of 12.',
      'He may move on Friday!',
      'We name “nobody”.',
    ]);
    for (const { field, from, to, words } of sentences) {
      expect(quoted(texts, { by: 'quote', field, from, to })).toBe(words);
      expect(isThere({ by: 'quote', field, from, to }, citable)).toBe(true);
    }
  });

  it('is words that stand there exactly; a keyboard’s quotation marks and spaces are forgiven, other words are not', () => {
    const words = (typed: string) => {
      const found = findQuote(texts, typed);
      return found?.by === 'quote' ? quoted(texts, found) : undefined;
    };
    expect(words('a boy of 12')).toBe('a boy of 12');
    expect(words('"He may  move on Friday"')).toBe('He may move on Friday');
    expect(words('Friday! We name "nobody"')).toBe('Friday!\nWe name “nobody');
    expect(words('a boy of 13')).toBeUndefined();
    expect(words('a.boy.of.12')).toBeUndefined();
    expect(words(' “ ” ')).toBeUndefined();
  });

  it('is nothing that is not there', () => {
    const there = (value: string) => {
      const evidence = readEvidence(value);
      return evidence !== undefined && isThere(evidence, citable);
    };
    for (const value of ['field:channel', 'absence:note', 'absence:rubric-by-when', 'time:sent', 'quote:0-24:reason'])
      expect({ value, there: there(value) }).toEqual({ value, there: true });
    for (const value of [
      'field:reason',
      'absence:channel',
      'time:due',
      'quote:0-9999:reason',
      'quote:0-1:note',
      'quote:5-5:reason',
      'because',
      '',
    ])
      expect({ value, there: there(value) }).toEqual({ value, there: false });
    fc.assert(
      fc.property(fc.string(), (text) => {
        const evidence = readEvidence(text);
        if (evidence) expect(readEvidence(writeEvidence(evidence))).toEqual(evidence);
      }),
    );
  });
});
