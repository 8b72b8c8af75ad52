import type { ProgrammeSums } from '../../src/reports/programme';
import type { Gave } from '../../src/reports/sums';
import type { FollowupSums } from '../../src/reports/sums-queries';
import { funnel } from '../../src/reports/told';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What workshops gave, by the year in which they ended, added up as the tables of the product do it. */
export function addedUp(all: readonly (readonly [year: number, gave: Gave])[]): ProgrammeSums {
  const years = [...new Set(all.map(([year]) => year))].sort();
  const gaveIn = (year: number) => all.flatMap(([of, gave]) => (of === year ? [gave] : []));
  return {
    years: years.map((year) => {
      const total = (pick: (gave: Gave) => number) => sum(gaveIn(year).map(pick));
      return {
        year,
        workshops: total(({ small }) => (small ? 0 : 1)),
        small: total(({ small }) => (small ? 1 : 0)),
        withheld: total(({ withheld }) => withheld),
        places: total(({ places }) => places),
        newcomers: total(({ newcomers }) => newcomers.least),
        newcomersOpen: total(({ newcomers }) => newcomers.open),
        again: total(({ again }) => again.least),
        againOpen: total(({ again }) => again.open),
        present: total(({ present }) => present.least),
        presentOpen: total(({ present }) => present.open),
        halfDays: total(({ halfDays }) => halfDays),
        certificates: total(({ certificates }) => certificates.least),
        certificatesOpen: total(({ certificates }) => certificates.open),
        pairs: total(({ pairs }) => pairs),
        gain: total(({ gain }) => gain),
        gainSquares: total(({ gainSquares }) => gainSquares),
      };
    }),
    represents: seatsOf(all.flatMap(([, gave]) => gave.represents)),
    agencies: seatsOf(all.flatMap(([, gave]) => gave.agencies)),
    followups: years.flatMap((year) =>
      [1, 3, 6].map((month) => {
        const lines = gaveIn(year).flatMap(({ followups }) => followups.filter((one) => one.month === month));
        const counts = funnel.map((name) => [
          name,
          { least: sum(lines.map((line) => line[name].least)), open: sum(lines.map((line) => line[name].open)) },
        ]);
        return { year, month, workshops: lines.length, counts: Object.fromEntries(counts) as FollowupSums['counts'] };
      }),
    ),
    latest: all.map(([, gave], at) => ({
      id: String(at),
      title: 'W',
      startsOn: '2027-11-15',
      endsOn: '2027-11-16',
      gave,
    })),
    others: 'All others',
  };
}

function seatsOf(seats: Gave['represents']): ProgrammeSums['represents'] {
  return [...new Set(seats.map(({ name }) => name))].sort().map((name) => {
    const own = seats.filter((one) => one.name === name);
    return {
      name,
      workshops: own.length,
      people: sum(own.map(({ people }) => people)),
      open: sum(own.map(({ open }) => open)),
    };
  });
}
