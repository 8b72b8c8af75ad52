import fc from 'fast-check';
import { contactGraph, countShown, pairKey } from '../../src/alumni/contacts';

const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const members = ['a', 'b', 'c', 'd'];
const presence = fc
  .record({
    personId: fc.constantFrom(...people),
    workshopId: fc.constantFrom('w1', 'w2', 'w3'),
    key: fc.constantFrom(...members),
  })
  .map((one) => ({ ...one, represents: one.key.toUpperCase() }));
const story = fc.record({
  presences: fc.array(presence, { maxLength: 30 }),
  consenting: fc.subarray(people),
  declared: fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)), { maxLength: 6 }),
});

describe('the graph of contacts', () => {
  it('loses edges and no total when somebody withdraws', () => {
    fc.assert(
      fc.property(story, fc.constantFrom(...people), ({ presences, consenting, declared }, leaver) => {
        const before = contactGraph(presences, new Set(consenting), declared);
        const after = contactGraph(presences, new Set(consenting.filter((one) => one !== leaver)), declared);
        expect({ ...after, contacts: null }).toEqual({ ...before, contacts: null });
        for (const [pair, count] of after.contacts) expect(before.contacts.get(pair)).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  it('joins no Member with itself, and none through somebody who did not consent', () => {
    fc.assert(
      fc.property(story, ({ presences, declared }) => {
        expect(contactGraph(presences, new Set(), declared).contacts.size).toBe(0);
        for (const pair of contactGraph(presences, new Set(people), declared).contacts.keys()) {
          const [one, other] = pair.split('\n');
          expect(one).not.toBe(other);
        }
      }),
    );
  });

  it('does not depend on the order in which people came', () => {
    fc.assert(
      fc.property(story, ({ presences, consenting, declared }) => {
        const graph = contactGraph(presences, new Set(consenting), declared);
        const turned = contactGraph([...presences].reverse(), new Set(consenting), [...declared].reverse());
        expect(new Map([...turned.contacts].sort())).toEqual(new Map([...graph.contacts].sort()));
      }),
    );
  });

  it('shows no figure under five that could be a name', () => {
    expect([0, 1, 4, 5, 12].map(countShown)).toEqual([0, 'few', 'few', 5, 12]);
    expect(pairKey('b', 'a')).toBe(pairKey('a', 'b'));
  });
});
