import { join } from 'node:path';
import fc from 'fast-check';
import type { Compiled } from '../../src/curriculum';
import { agendaFor, modulePlaces, overfullDays, programmesChoice } from '../../src/curriculum/tailoring';
import { compile } from '../../src/curriculum/compile';
import { readFiles } from '../../src/curriculum/files';
import { root } from '../../src/root';

describe('the agenda of a workshop that chose its modules', () => {
  const { compiled } = compile(readFiles(join(root, 'curriculum')).filter(({ path }) => !path.startsWith('overlays/')));
  const { agenda, handbook } = compiled as Compiled;
  const own = programmesChoice(handbook, agenda);
  const items = (days: typeof agenda) => days.days.flatMap((day) => day.items);

  it('is the programme’s own where it chose nothing else', () => {
    expect(agendaFor(agenda, handbook, own)).toEqual(agenda);
    expect(overfullDays(agenda)).toEqual([]);
  });

  it('has exactly the modules it teaches, whole and in their order, and all that is no module, whatever is chosen', () => {
    const choices = fc
      .tuple(
        fc.shuffledSubarray([...own.modules], { minLength: own.modules.length }),
        fc.array(fc.constantFrom(...modulePlaces), { minLength: own.modules.length, maxLength: own.modules.length }),
        fc.double({ min: 1, max: 3, noNaN: true }),
      )
      .map(([modules, places, interpretation]) => {
        return { interpretation, modules: modules.map(({ id }, at) => ({ id, place: places[at] ?? 'taught' })) };
      });
    fc.assert(
      fc.property(choices, (choice) => {
        const made = agendaFor(agenda, handbook, choice);
        const taught = choice.modules.filter(({ place }) => place === 'taught').map(({ id }) => id);
        const refs = items(made).flatMap(({ kind, ref }) => (kind === 'module' ? [ref ?? ''] : []));
        expect([...new Set(refs)]).toEqual(taught);
        for (const id of taught) {
          const minutes = items(made).filter(({ ref }) => ref === id);
          const sum = minutes.reduce((all, each) => all + each.minutes, 0);
          expect(sum).toBe(handbook.modules.find((module) => module.id === id)?.minutes);
        }
        const others = (of: typeof agenda) => items(of).filter(({ kind }) => kind !== 'module');
        expect(others(made).map(({ id }) => id).sort()).toEqual(others(agenda).map(({ id }) => id).sort());
        expect(new Set(items(made).map(({ id }) => id)).size).toBe(items(made).length);
        for (const day of made.days) {
          for (const [at, item] of day.items.entries()) expect(item.starts).toBe(day.items[at - 1]?.ends ?? day.starts);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never has the end of the case before its beginning', () => {
    const modules = own.modules.filter(({ id }) => id !== 'the-case');
    for (let at = 0; at <= modules.length; at += 1) {
      const moved = [...modules.slice(0, at), { id: 'the-case', place: 'taught' as const }, ...modules.slice(at)];
      const ids = items(agendaFor(agenda, handbook, { ...own, modules: moved })).map(({ id }) => id);
      const [begins, played, ends] = ['d2-case-briefing', 'd2-case', 'd2-case-debrief'].map((id) => ids.indexOf(id));
      expect([begins, played, ends].every((each) => (each ?? -1) >= 0)).toBe(true);
      expect((begins ?? 0) < (played ?? 0) && (played ?? 0) < (ends ?? 0)).toBe(true);
    }
  });
});
