import { evaluationSection, followupSection } from '../../src/reports/after';
import { type FollowupFigures, figuresOf } from '../../src/reports/figures';
import { sayingFor } from '../../src/reports/saying';
import { toldOf } from '../../src/reports/told';
import { wordsIn } from '../../src/words';

const t = wordsIn('en');
/** What 24 people of Testland said: 12 kept it, and so on; nobody was asked after six months. */
const followups = [
  { month: 1 as const, asked: 24, kept: 12, changed: 6, notYet: 3, declined: 0, silent: 3 },
  { month: 3 as const, asked: 24, kept: 2, changed: 1, notYet: 0, declined: 5, silent: 16 },
];
const people = Array.from({ length: 24 }, () => ({ represents: 'Testland', agency: 'Police' }));
const nothing = {
  participants: people,
  newcomers: 24,
  halfDays: [],
  marks: [],
  tests: [],
  outcomes: [],
  certificates: 0,
};
const figures = { ...figuresOf({ ...nothing, followups: [] }), followups };

describe('what a report says of the time after a workshop', () => {
  const after = {
    evaluation: [
      { question: { id: 'work', kind: 'rating' as const }, counts: [0, 0, 1, 3, 4], texts: [], n: 8 },
      { question: { id: 'pace', kind: 'rating' as const }, counts: [0, 0, 1, 1, 2], texts: [], n: 4 },
      { question: { id: 'keep', kind: 'text' as const }, counts: [], texts: ['The lamp'], n: 1 },
    ],
  };

  it('has means of ratings with their n, nothing of fewer than five, and nobody’s words', () => {
    const [table] = evaluationSection(after, sayingFor(t, 'outside'), t).tables;
    expect(table?.rows.map((row) => row.slice(1, 3))).toEqual([
      ['8', '4.38'],
      ['not shown', 'not shown'],
    ]);
    expect(JSON.stringify(evaluationSection(after, sayingFor(t, 'own'), t))).not.toContain('The lamp');
  });

  it('says what became of commitments, and outside no number from which a few could be told', () => {
    const rows = (sight: 'own' | 'outside') =>
      followupSection({ figures, told: toldOf(figures), sight, t }, sayingFor(t, sight)).tables[0]?.rows;
    expect(rows('own')).toEqual([
      ['After 1 month', '24', '21', '12', '6', '3', '0', '3'],
      ['After 3 months', '24', '3', 'not shown', 'not shown', 'not shown', '5', '16'],
    ]);
    // Three and three: together they are enough, and each could be another number.
    expect(rows('outside')).toEqual([
      ['After 1 month', '24', '18 or more', '12', '6', 'not shown', '0', 'not shown'],
      ['After 3 months', '24', 'not shown', 'not shown', 'not shown', '0', 'not shown', '16'],
    ]);
  });

  it('does not tell by those asked that somebody was not, and was erased', () => {
    const [line] = followups;
    const erased = { ...figures, followups: [{ ...line, asked: 23, silent: 2 } as FollowupFigures] };
    const [told] = toldOf(erased).followups;
    expect(told?.asked).toEqual({ kind: 'at least', count: 18, of: 24 });
    expect(told?.kept).toEqual({ kind: 'exactly', count: 12, of: 24 });
  });
});
