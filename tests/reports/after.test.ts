import { evaluationSection, followupSection } from '../../src/reports/after';
import { sayingFor } from '../../src/reports/saying';
import { wordsIn } from '../../src/words';

const t = wordsIn('en');
const line = { dueOn: '2026-12-24', declined: 0, silent: 0 };
const counts = { changed: 0, notYet: 0, requestsSent: 0, requestsAnswered: 0, contactsUsed: 0 };

describe('what a report says of the time after a workshop', () => {
  const after = {
    evaluation: [
      { question: { id: 'work', kind: 'rating' as const }, counts: [0, 0, 1, 3, 4], texts: [], n: 8 },
      { question: { id: 'pace', kind: 'rating' as const }, counts: [0, 0, 1, 1, 2], texts: [], n: 4 },
      { question: { id: 'keep', kind: 'text' as const }, counts: [], texts: ['The lamp'], n: 1 },
    ],
    funnel: [
      { ...line, month: 1 as const, asked: 24, answered: 21, said: { ...counts, kept: 12 } },
      { ...line, month: 3 as const, asked: 24, answered: 3, said: undefined },
      { ...line, month: 6 as const, asked: 0, answered: 0, said: undefined },
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

  it('says how many were asked and answered, and outside no number from which a few could be told', () => {
    const rows = (sight: 'own' | 'outside') => followupSection(after, sayingFor(t, sight), sight, t).tables[0]?.rows;
    expect(rows('own')).toEqual([
      ['After 1 month', '24', '21', '12'],
      ['After 3 months', '24', '3', 'not shown'],
    ]);
    expect(rows('outside')).toEqual([
      ['After 1 month', '24', '20 or more', '12'],
      ['After 3 months', '24', 'fewer than five', 'not shown'],
    ]);
  });
});
