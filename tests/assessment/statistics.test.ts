import fc from 'fast-check';
import {
  alphaOf,
  choicesOf,
  correlationOf,
  discriminationOf,
  facilityOf,
  gainOf,
  meanOf,
} from '../../src/assessment/statistics';

/**
 * Six people, four items. Worked out by hand with fractions: totals 4, 3, 2, 2, 1, 0; the variances of the items are
 * 1/6, 4/15, 3/10, 3/10 (n − 1), of the totals 2.
 */
const six = [
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [1, 1, 0, 0],
  [1, 0, 0, 1],
  [1, 0, 0, 0],
  [0, 0, 0, 0],
];

describe('the statistics of a test', () => {
  it('agree with what is worked out by hand: facility, alpha, discrimination', () => {
    expect(facilityOf(six.map(([first]) => first ?? 0))?.value).toBeCloseTo(5 / 6, 12);
    // Variances of the items: 1/6, 3/10, 4/15, 4/15; together 1. Alpha = 4/3 (1 - 1/2).
    expect(alphaOf(six)?.value).toBeCloseTo(2 / 3, 12);
    // Item 2 (1,1,1,0,0,0) against the rest (3,2,1,2,1,0): covariance 3/10 over root of 3/10 times 11/10.
    expect(discriminationOf(six, 1)?.value).toBeCloseTo(0.3 / Math.sqrt(0.3 * 1.1), 12);
  });

  it('agree with published intervals: Wilson’s and Student’s', () => {
    // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29, by the score method.
    for (const [right, n, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = facilityOf(Array.from({ length: n }, (_, at) => (at < right ? 1 : 0)))?.interval;
      expect(interval?.low).toBeCloseTo(low, 4);
      expect(interval?.high).toBeCloseTo(high, 4);
    }
    // Student (1908), the sleep data: mean of differences 1.58, t(9) = 4.0621, 95 % from 0.7001142 to 2.4598858.
    const sleep = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const gain = gainOf(sleep.map((after) => ({ before: 0, after })));
    expect(gain?.value).toBeCloseTo(1.58, 10);
    expect(gain?.interval?.low).toBeCloseTo(0.7001142, 6);
    expect(gain?.interval?.high).toBeCloseTo(2.4598858, 6);
  });

  it('find no correlation beyond one, and the same from either side', () => {
    const column = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(column, column, (one, other) => {
        const n = Math.min(one.length, other.length);
        const [xs, ys] = [one.slice(0, n), other.slice(0, n)];
        const there = correlationOf(xs, ys);
        const back = correlationOf(ys, xs);
        if (!there) {
          expect(new Set(xs).size === 1 || new Set(ys).size === 1).toBe(true);
          return;
        }
        expect(there.value).toBeCloseTo(back?.value ?? NaN, 10);
        expect(Math.abs(there.value)).toBeLessThanOrEqual(1);
        // Worked out the other way: from raw sums.
        const s = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        const xy = s(xs.map((x, at) => x * (ys[at] ?? 0)));
        const raw =
          (n * xy - s(xs) * s(ys)) /
          Math.sqrt((n * s(xs.map((x) => x * x)) - s(xs) ** 2) * (n * s(ys.map((y) => y * y)) - s(ys) ** 2));
        expect(there.value).toBeCloseTo(raw, 8);
      }),
    );
  });

  it('give alpha as the mean of all covariances over the mean of all variances says it too', () => {
    const matrix = fc.array(fc.array(fc.constantFrom(0, 1 / 3, 2 / 3, 1), { minLength: 4, maxLength: 4 }), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(matrix, (marks) => {
        const n = marks.length;
        const columns = [0, 1, 2, 3].map((item) => marks.map((row) => row[item] ?? 0));
        const centre = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / n;
        const covariance = (a: readonly number[], b: readonly number[]) =>
          a.reduce((total, value, at) => total + (value - centre(a)) * ((b[at] ?? 0) - centre(b)), 0) / (n - 1);
        const own = columns.reduce((total, column) => total + covariance(column, column), 0) / 4;
        const between =
          columns
            .flatMap((a, i) => columns.filter((_, j) => j !== i).map((b) => covariance(a, b)))
            .reduce((a, b) => a + b, 0) / 12;
        const alpha = alphaOf(marks);
        if (own + 3 * between < 1e-9) return;
        expect(alpha?.value).toBeCloseTo((4 * between) / (own + 3 * between), 8);
      }),
    );
  });

  it('say how many they rest on, and nothing where nobody answered', () => {
    expect(meanOf([])).toBeUndefined();
    expect(meanOf([0.5])).toEqual({ n: 1, value: 0.5 });
    expect(alphaOf([[1, 0]])).toBeUndefined();
    expect(correlationOf([1, 1, 1, 1], [0, 1, 0, 1])).toBeUndefined();
  });

  it('count who chose what, above and below', () => {
    const answers = Array.from({ length: 10 }, (_, at) => ({ chosen: [at < 6 ? 'right' : 'wrong'], total: 10 - at }));
    expect(choicesOf(['right', 'wrong', 'never'], answers)).toEqual([
      { option: 'right', chosen: 6, upper: 3, lower: 0 },
      { option: 'wrong', chosen: 4, upper: 0, lower: 3 },
      { option: 'never', chosen: 0, upper: 0, lower: 0 },
    ]);
  });
});
