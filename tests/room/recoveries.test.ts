import fc from 'fast-check';
import { type Course, type Part, type Stretch, lay } from '../../src/room/course';
import { type Recovery, advise } from '../../src/room/recoveries';

const clock = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const work = (id: string, takes: number, minimum: number, weight: 'core' | 'optional' = 'core'): Part => ({
  ...{ id, title: id, weight, takes, minimum, divisible: true },
  objectives: weight === 'core' ? [`${id} is reached`] : [],
});
const block = (id: string, takes: number, at?: string): Part => ({
  ...{ id, title: id, weight: 'fixed', takes, minimum: takes, divisible: false, objectives: [] },
  ...(at === undefined ? {} : { at: clock(at) }),
});

/** An afternoon as the programme has it with interpretation, 14:00 to 17:00, with one optional part in it. */
const afternoon: readonly Part[] = [
  work('raapt', 60, 45),
  block('prayer', 20, '15:00'),
  work('grading', 40, 28),
  work('networks', 15, 10, 'optional'),
  block('pause for interpreters', 10),
  work('request', 25, 18),
  block('close', 10),
];

describe('25 minutes late at 14:00', () => {
  const late: Course = { now: clock('14:25'), parts: afternoon, ends: clock('17:00') };

  it('has feasible plans that end on time and keep prayer at 15:00 (cpvalente/ontime#815)', () => {
    const { recoveries } = advise(late);
    expect(recoveries.map(({ kind }) => kind)).toEqual(['spread', 'soon', 'leave']);
    for (const recovery of recoveries) {
      expect(recovery.ends).toBeLessThanOrEqual(late.ends);
      expect(recovery.stretches.find(({ id }) => id === 'prayer')).toEqual({ id: 'prayer', from: 900, to: 920 });
      expect(lengthIn(recovery, 'pause for interpreters')).toBe(10);
    }
    expect(recoveries[2]?.leftOut).toEqual(['networks']);
  });

  it('says which objective falls where no plan would do', () => {
    const { recoveries, falls, over, hopeless } = advise({ ...late, now: clock('15:25') });
    expect([recoveries, hopeless]).toEqual([[], false]);
    expect(over).toBeGreaterThan(0);
    expect(falls?.objectives).toHaveLength(1);
    expect(falls?.ends).toBeLessThanOrEqual(late.ends);
    expect(falls?.stretches.map(({ id }) => id)).toContain('prayer');
  });

  it('says that nothing helps where even that would not end the day on time', () => {
    const { recoveries, falls, hopeless } = advise({ ...late, now: clock('16:45') });
    expect([recoveries, falls, hopeless]).toEqual([[], undefined, true]);
  });
});

it('pushes everything that follows when a part overruns, and loses nothing where there is time', () => {
  const course = { now: clock('14:05'), parts: afternoon.slice(0, 3), ends: clock('17:00') };
  const [first, ...rest] = advise(course).recoveries;
  expect(first?.kind).toBe('later');
  expect(first?.shorter).toEqual([]);
  expect(rest).toEqual([]);
  expect(first?.stretches).toEqual([
    { id: 'raapt', from: clock('14:05'), to: clock('15:00') },
    { id: 'prayer', from: clock('15:00'), to: clock('15:20') },
    { id: 'raapt', from: clock('15:20'), to: clock('15:25') },
    { id: 'grading', from: clock('15:25'), to: clock('16:05') },
  ]);
});

/** Days of any kind: work of any weight between breaks and blocks that keep their time, at any moment of it. */
const days: fc.Arbitrary<Course> = fc
  .record({
    work: fc.array(
      fc.record({
        takes: fc.integer({ min: 1, max: 90 }),
        give: fc.integer({ min: 0, max: 60 }),
        kind: fc.constantFrom('core', 'core', 'optional', 'test', 'break', 'meal'),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    now: fc.integer({ min: 480, max: 900 }),
    slack: fc.integer({ min: -200, max: 60 }),
    running: fc.option(fc.integer({ min: 0, max: 70 }), { nil: undefined }),
  })
  .map(({ work, now, slack, running }) => {
    let planned = 540;
    const parts = work.map(({ takes, give, kind }, index): Part => {
      const fixed = kind === 'break' || kind === 'meal';
      const minimum = fixed || kind === 'test' ? takes : Math.max(1, takes - give);
      const at = planned;
      planned += takes;
      return {
        ...{ id: `p${index}`, title: `p${index}`, takes, minimum, divisible: !fixed && kind !== 'test' },
        weight: fixed ? 'fixed' : kind === 'optional' ? 'optional' : 'core',
        objectives: kind === 'core' ? [`o${index}`] : [],
        ...(kind === 'meal' ? { at } : {}),
      };
    });
    const first = parts[0];
    const begun = running === undefined || !first ? {} : { running: { id: first.id, had: running } };
    return { now, parts, ends: planned + slack, ...begun };
  });

function lengthIn({ stretches }: { readonly stretches: readonly Stretch[] }, id: string): number {
  return stretches.filter((one) => one.id === id).reduce((sum, { from, to }) => sum + to - from, 0);
}

const had = ({ running }: Course, part: Part): number => (running?.id === part.id ? running.had : 0);
const everyPlan = (course: Course): Recovery[] => {
  const { recoveries, falls } = advise(course);
  return falls ? [...recoveries, falls] : [...recoveries];
};

describe('every recovery, whatever the day', () => {
  const holds = (property: (course: Course, plan: Recovery) => void) =>
    fc.assert(
      fc.property(days, (course) => {
        for (const plan of everyPlan(course)) property(course, plan);
      }),
      { numRuns: 60 },
    );

  it('ends on time', () => holds((course, plan) => expect(plan.ends).toBeLessThanOrEqual(course.ends)));

  it('keeps each meal, prayer and break whole', () =>
    holds((course, plan) => {
      for (const part of course.parts.filter(({ weight }) => weight === 'fixed'))
        expect(lengthIn(plan, part.id)).toBe(Math.max(0, part.takes - had(course, part)));
    }));

  it('begins meals and prayer at their time, or at once where that is past', () =>
    holds((course, plan) => {
      let earliest = course.now;
      for (const part of course.parts) {
        if (course.running?.id === part.id && !part.divisible) earliest += lengthIn(plan, part.id);
        if (part.at === undefined || course.running?.id === part.id) continue;
        const from = plan.stretches.find(({ id }) => id === part.id)?.from;
        expect(from).toBe(Math.max(part.at, earliest));
        earliest = Math.max(part.at, earliest) + part.takes;
      }
    }));

  it('leaves out only what is optional, and keeps each core part at its minimum, unless it says what falls', () =>
    holds((course, plan) => {
      for (const part of course.parts.filter(({ weight }) => weight === 'core')) {
        if (plan.leftOut.includes(part.id)) {
          expect(plan.kind).toBe('falls');
          expect(plan.objectives).toEqual(expect.arrayContaining([...part.objectives]));
        } else expect(lengthIn(plan, part.id) + had(course, part)).toBeGreaterThanOrEqual(part.minimum);
      }
    }));

  it('never lets two parts stand at the same time, nor anything in the past', () =>
    holds((course, plan) => {
      let end = course.now;
      for (const { from, to } of plan.stretches) {
        expect(from).toBeGreaterThanOrEqual(end);
        end = to;
      }
    }));

  it('keeps the order in which parts begin, but for a meal that comes while something goes on or waits', () =>
    holds((course, plan) => {
      const began = [...new Set(plan.stretches.map(({ id }) => id))].filter(
        (id) => course.parts.find((part) => part.id === id)?.at === undefined,
      );
      const planned = course.parts.map(({ id }) => id).filter((id) => began.includes(id));
      expect(began).toEqual(planned);
    }));

  it('is one of at most three, all different', () =>
    fc.assert(
      fc.property(days, (course) => {
        const offered = advise(course).recoveries.map(({ shorter, leftOut }) => JSON.stringify([shorter, leftOut]));
        expect(offered.length).toBeLessThanOrEqual(3);
        expect(new Set(offered).size).toBe(offered.length);
      }),
    ));

  it('is offered whenever there is one: none means that even the shortest day without optional parts is too long', () =>
    fc.assert(
      fc.property(days, (course) => {
        const { recoveries, over } = advise(course);
        const parts = course.parts.filter((part) => part.weight !== 'optional' || part.id === course.running?.id);
        const shortest = lay({ ...course, parts }, (part) =>
          Math.max(part.minimum, Math.min(had(course, part), part.takes)),
        );
        const end = Math.max(course.now, ...shortest.map(({ to }) => to));
        expect(recoveries.length > 0).toBe(end <= course.ends);
        if (recoveries.length === 0) expect(over).toBe(end - course.ends);
      }),
      { numRuns: 60 },
    ));

  it('never has a later end because a part became shorter', () =>
    fc.assert(
      fc.property(days, fc.nat(), fc.integer({ min: 1, max: 20 }), (course, which, less) => {
        const end = (stretches: readonly Stretch[]) => Math.max(course.now, ...stretches.map(({ to }) => to));
        const chosen = course.parts[which % course.parts.length];
        const full = lay(course, (part) => part.takes);
        const shorter = lay(course, (part) => (part === chosen ? Math.max(0, part.takes - less) : part.takes));
        expect(end(shorter)).toBeLessThanOrEqual(end(full));
      }),
      { numRuns: 200 },
    ));
});
