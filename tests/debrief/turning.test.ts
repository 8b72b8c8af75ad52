import { turningPoints } from '../../src/debrief/turning';
import { debrief, noScores } from '../../src/scenario';
import { wordsIn } from '../../src/words';
import { shippedCases } from '../scenario/fixtures';
import { playedBy } from '../scenario/played';

const exercise = shippedCases().find(({ name }) => name === 'cold-pier')?.case;

describe('Decisions that turned the case', () => {
  it('stand in the order of what they took, times the courses of the workshop on which the same was decided', () => {
    if (!exercise) throw new Error('cold-pier is not shipped.');
    const log = playedBy(exercise, [3, 1, 4, 1, 5]).inputs.map((input, at) => ({
      seq: at + 1,
      actor: 'team' as const,
      input,
    }));
    const told = debrief(exercise, 'seed', log);
    const [small, wide] = told.decisions;
    if (!small || !wide) throw new Error('Nobody decided.');
    const taken = (seq: number) => (seq === small.seq ? 1 : seq === wide.seq ? 2 : 0);
    const found = {
      best: { ...noScores, accuracy: 3 },
      losses: log.map(({ seq }) => ({
        decision: { ...noScores, accuracy: taken(seq) },
        chance: noScores,
        inject: noScores,
      })),
    };
    const seqs = log.map(({ seq }) => seq);
    const points = (counts: ReadonlyMap<string, number>, of: number) =>
      turningPoints(exercise, told, seqs, found, undefined, '', wordsIn('en'), { of, counts });
    const alone = points(new Map(), 1);
    expect(alone.map(({ seq, shared }) => ({ seq, shared }))).toEqual([
      { seq: wide.seq, shared: null },
      { seq: small.seq, shared: null },
    ]);
    const key = `${small.role} ${small.scene.id} ${small.choice.id}`;
    const among = points(new Map([[key, 5]]), 6);
    expect(among.map(({ seq, shared }) => ({ seq, shared }))).toEqual([
      { seq: small.seq, shared: { count: 5, of: 6 } },
      { seq: wide.seq, shared: { count: 1, of: 6 } },
    ]);
  });
});
