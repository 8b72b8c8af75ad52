import fc from 'fast-check';
import { type Share, type Shown, bounded, fewestPeople, suppress } from '../../src/reports/suppression';

/** Every way to share `total` people among so many lines, each with one person at least. */
function courses(total: number, lines: number): number[][] {
  if (lines === 1) return total >= 1 ? [[total]] : [];
  return Array.from({ length: Math.max(0, total - lines + 1) }, (_, at) => at + 1).flatMap((first) =>
    courses(total - first, lines - 1).map((rest) => [first, ...rest]),
  );
}

const named = (counts: readonly number[]): Share[] =>
  counts.map((people, at) => ({ name: String.fromCharCode(65 + at), people }));

/** No hidden line has the same number in every course that leads to this answer. */
function assertUnknown(shown: Shown, courses: readonly number[][]): void {
  if (shown.withheld) return;
  const hidden = shown.lines.filter(({ people }) => people === undefined).map(({ name }) => name);
  if (hidden.length === 0) return;
  const told = shown.lines.reduce((sum, { people }) => sum + (people ?? 0), 0);
  expect(shown.total - told).toBeGreaterThanOrEqual(fewestPeople);
  for (const name of hidden) {
    const values = new Set(courses.map((course) => course[name.charCodeAt(0) - 65]));
    if (values.size < 2) throw new Error(`${name} is known: ${JSON.stringify([shown, courses])}`);
  }
}

describe('a breakdown that leaves the room', () => {
  it('shows nobody in a line of fewer than five, and the true number in every line it shows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (counts) => {
        const shares = named(counts);
        const total = counts.reduce((sum, one) => sum + one, 0);
        const shown = suppress(shares);
        if (shown.withheld) {
          expect(shown.total).toBe(total < fewestPeople ? undefined : total);
          return;
        }
        expect(shown.total).toBe(total);
        expect(shown.lines.map(({ name }) => name).sort()).toEqual(
          shares.filter(({ people }) => people > 0).map(({ name }) => name),
        );
        for (const { name, people } of shown.lines) {
          if (people === undefined) continue;
          expect(people).toBeGreaterThanOrEqual(fewestPeople);
          expect(people).toBe(shares.find((share) => share.name === name)?.people);
        }
      }),
    );
  });

  it('lets nobody work out a hidden line, even who knows the rule and tries every course of counts', () => {
    for (const lines of [2, 3, 4, 5]) {
      for (let total = fewestPeople; total <= (lines > 4 ? 18 : 30); total += 1) {
        const same = new Map<string, number[][]>();
        for (const course of courses(total, lines)) {
          const answer = JSON.stringify(suppress(named(course)));
          same.set(answer, [...(same.get(answer) ?? []), course]);
        }
        for (const [answer, courses] of same) assertUnknown(JSON.parse(answer) as Shown, courses);
      }
    }
  });

  it('withholds even the names where the sum would tell each count', () => {
    expect(suppress(named([1, 1, 1, 1, 1]))).toEqual({ withheld: true, total: 5 });
    expect(suppress(named([4, 4]))).toEqual({ withheld: true, total: 8 });
    expect(suppress(named([2, 1]))).toEqual({ withheld: true, total: undefined });
  });

  it('does not tell by its order which of two hidden lines is the larger', () => {
    const one = suppress(named([3, 9, 20]));
    const other = suppress(named([9, 3, 20]));
    expect(one).toEqual(other);
  });

  it('tells of a few who did something, or did not, only that they were few', () => {
    for (let of = 0; of <= 40; of += 1) {
      for (let count = 0; count <= of; count += 1) {
        const rest = of - count;
        const told = JSON.stringify(bounded(count, of));
        const same = Array.from({ length: of + 1 }, (_, one) => one).filter(
          (one) => JSON.stringify(bounded(one, of)) === told,
        );
        const small = [count, rest].some((one) => one > 0 && one < fewestPeople);
        expect(same.length > 1).toBe(small || (of < fewestPeople && of > 0));
        expect(same).toContain(count);
      }
    }
  });
});
