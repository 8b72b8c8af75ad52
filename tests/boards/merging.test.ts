import fc from 'fast-check';
import { type MapMark, cellsIn, columns, isPlaced, markKinds, merge, rows } from '../../src/boards/mark';

const cell = fc.tuple(fc.constantFrom(...columns), fc.integer({ min: 1, max: rows })).map(([c, r]) => `${c}${r}`);
// Few places, so that tables meet.
const near = fc.constantFrom('B3', 'C3', 'C4');
const mark = fc
  .record({
    id: fc.uuid(),
    table: fc.integer({ min: 1, max: 6 }),
    kind: fc.constantFrom(...markKinds),
    stops: fc.uniqueArray(near, { minLength: 2, maxLength: 3 }),
    words: fc.constantFrom('', 'Old store', 'By night', 'ท่าเรือ'),
  })
  .map(({ stops, ...one }): MapMark => ({
    ...one,
    version: 1,
    cells: one.kind === 'route' ? stops : stops.slice(0, 1),
  }));
const marks = fc.array(mark, { maxLength: 40 });

describe('merging the boards of tables', () => {
  it('says the same in whatever order the tables come', () =>
    fc.assert(
      fc.property(
        marks.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => expect(merge(shuffled)).toEqual(merge(all)),
      ),
    ));

  it('counts every mark once, every table once a place, and keeps every word', () =>
    fc.assert(
      fc.property(marks, (all) => {
        const merged = merge(all);
        expect(merged.reduce((sum, one) => sum + one.marks, 0)).toBe(all.length);
        const said = merged.flatMap(({ words }) => words.map((one) => `${one.table} ${one.words}`)).sort();
        expect(said).toEqual(
          all
            .filter(({ words }) => words)
            .map(({ table, words }) => `${table} ${words}`)
            .sort(),
        );
        for (const { tables, marks: count } of merged) {
          expect(tables).toEqual([...new Set(tables)].sort((a, b) => a - b));
          expect(tables.length).toBeLessThanOrEqual(count);
        }
        const places = merged.map(({ kind, cells }) => `${kind} ${cells.join(' ')}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    ));

  it('changes nothing of the others when one table takes its marks off', () =>
    fc.assert(
      fc.property(marks, (all) => {
        const rest = all.filter(({ table }) => table !== 1);
        const without = merge(all)
          .map((one) => ({ ...one, tables: one.tables.filter((table) => table !== 1) }))
          .filter(({ tables }) => tables.length > 0);
        const plain = (each: { kind: string; cells: readonly string[]; tables: readonly number[] }) =>
          [each.kind, each.cells.join(' '), each.tables.join()].join('|');
        expect(without.map(plain).sort()).toEqual(merge(rest).map(plain).sort());
      }),
    ));
});

describe('the cells of the map', () => {
  it('are read however people write them', () =>
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 8 }),
        fc.constantFrom(' ', ', ', '-', ' → ', ';'),
        fc.boolean(),
        (cells, between, small) => {
          const typed = cells.join(between);
          expect(cellsIn(small ? typed.toLowerCase() : typed)).toEqual(cells);
        },
      ),
    ));

  it('are not read from anything else', () => {
    for (const typed of ['A0', 'A7', 'I1', 'A', '1A', 'A12', 'the port']) expect(cellsIn(typed)).toBeUndefined();
  });

  it('take a route that leads somewhere, and anything else in one place', () => {
    expect(isPlaced('route', ['A1', 'A1'])).toBe(false);
    expect(isPlaced('route', ['A1', 'B1', 'A1'])).toBe(true);
    expect(isPlaced('route', ['A1', 'B1', 'C1', 'D1', 'E1', 'F1', 'G1'])).toBe(false);
    expect(isPlaced('hub', ['A1', 'B1'])).toBe(false);
  });
});
