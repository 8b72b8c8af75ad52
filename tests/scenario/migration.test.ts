import fc from 'fast-check';
import { hashOf } from '../../src/canonical';
import type { Case } from '../../src/scenario/case';
import { caseChanges } from '../../src/scenario/case-changes';
import { engineVersion, logicHashOf } from '../../src/scenario/compile';
import type { SourceFile } from '../../src/scenario/compile/source';
import { UnknownEngine, engineOf } from '../../src/scenario/engines';
import { migrate } from '../../src/scenario/migration';
import type { Input } from '../../src/scenario/state';
import { fold } from '../../src/scenario/step';
import { sayStays } from '../../src/scenario/stays-words';
import { wordsIn } from '../../src/words';
import { compiledFrom as compiled, desk, edited, firstRound, harbour, renamed } from './harbour';
import { quietHarbour } from './play-case';
import { logOf, playedBy } from './played';
import { randomCase, smallCase } from './random-case';

const choices = fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 });
const t = wordsIn('en');

/** A run of this case up to any of its inputs. */
function openRun(case_: Case, numbers: readonly number[]): { seed: string; inputs: Input[] } {
  const { inputs } = playedBy(case_, numbers);
  return { seed: 'seed', inputs: inputs.slice(0, (numbers[0] ?? 0) % (inputs.length + 1)) };
}

/** The same rules in other words: every label, title, sentence and reason, and the names of seats. */
function reworded(case_: Case): Case {
  const words = new Set(['title', 'label', 'text', 'question', 'reason', 'expects']);
  const { contentHash, textHash, logicHash, ...source } = case_;
  const body = JSON.parse(JSON.stringify(source), (key, value: unknown) =>
    words.has(key) && typeof value === 'string' ? `${value} In other words.` : value,
  ) as typeof source;
  const roles = body.roles.map((role) => ({ ...role, name: `The ${role.name}` }));
  const after = { ...body, roles };
  return {
    ...after,
    contentHash: hashOf([contentHash, textHash]),
    textHash: hashOf(logicHash),
    logicHash: logicHashOf(after),
  };
}

const form = {
  channel: 'liaison',
  asks: ['van-crossings'],
  gives: ['van-plate'],
  purpose: 'find-van',
  'grade.van-plate': 'C3',
  record: 'yes',
};
const whyItStays = (after: readonly SourceFile[], inputs: readonly Input[] = firstRound) => {
  const answer = migrate(harbour, compiled(after), { seed: 'x', inputs });
  return 'stays' in answer ? answer.stays : null;
};

describe('An open run goes on with another version of its case', () => {
  it('in the state in which it stood, if that version is its own', () => {
    fc.assert(
      fc.property(randomCase, choices, (files, numbers) => {
        const case_ = compiled(files);
        const run = openRun(case_, numbers);
        expect(migrate(case_, case_, run)).toEqual({ moves: fold(case_, run.seed, logOf(run.inputs)) });
      }),
      { numRuns: 40 },
    );
  });

  it('whatever only its words say otherwise, and nothing of its state changes', () => {
    fc.assert(
      fc.property(randomCase, choices, (files, numbers) => {
        const case_ = compiled(files);
        const after = reworded(case_);
        expect(after.logicHash).toBe(case_.logicHash);
        expect(after.contentHash).not.toBe(case_.contentHash);
        const run = openRun(case_, numbers);
        expect(migrate(case_, after, run)).toEqual({ moves: fold(case_, run.seed, logOf(run.inputs)) });
        expect(new Set(caseChanges(case_, after).map(({ is }) => is))).toEqual(new Set(['words']));
      }),
      { numRuns: 40 },
    );
  });

  it('where a seat, scene, choice, fact, event or channel is called otherwise and says what it was', () => {
    const ids = ['ann', 'ben-first', 'ann-first-a', 'ben-second-leave', 'f-one', 'f-two', 'rumour', 'visit', 'post'];
    fc.assert(
      fc.property(smallCase, fc.constantFrom(...ids), choices, (files, id, numbers) => {
        const before = compiled(files);
        const after = compiled(renamed(files, id));
        expect(after.aliases).toEqual({ [id]: `${id}2` });
        const run = openRun(before, numbers);
        expect(migrate(before, after, run)).toHaveProperty('moves');
        const changes = caseChanges(before, after).filter((change) => change.id === id);
        expect(changes).not.toEqual([]);
        expect(changes.map(({ is }) => is)).not.toContain('gone');
      }),
      { numRuns: 60 },
    );
  });

  it('through several names, one after the other', () => {
    const [a, b, c] = ['note-only', 'note-and-wait', 'wait-and-note'].map((name, at) =>
      compiled(
        edited([
          desk,
          '## note-only: Make a note and wait\n',
          `## ${name}: Make a note and wait\n${at === 0 ? '' : `- was: ${at === 1 ? 'note-only' : 'note-and-wait'}\n`}`,
        ]),
      ),
    );
    if (!a || !b || !c) throw new Error('There are three versions.');
    expect(migrate(a, b, { seed: 'x', inputs: firstRound })).toHaveProperty('moves');
    // The third version has forgotten the first name: a run still pinned to the first stays, one that went on does not.
    expect(migrate(a, c, { seed: 'x', inputs: firstRound })).toHaveProperty('stays.because', 'gone');
    const inputs = firstRound.map((input) =>
      input.type === 'decide' && input.choice === 'note-only' ? { ...input, choice: 'note-and-wait' } : input,
    );
    expect(migrate(b, c, { seed: 'x', inputs })).toHaveProperty('moves');
  });
});

describe('An open run stays with its version, and it is said why', () => {
  it('always, naming it, when a choice that was taken is gone', () => {
    fc.assert(
      fc.property(randomCase, choices, fc.nat(1000), (files, numbers, pick) => {
        const before = compiled(files);
        const { inputs } = playedBy(before, numbers);
        const taken = inputs.flatMap((input) => (input.type === 'decide' ? [input.choice] : []));
        const gone = taken[pick % taken.length] ?? '';
        const scenes = before.scenes.map((scene) => ({
          ...scene,
          choices: scene.choices.filter(({ id }) => id !== gone),
        }));
        const answer = migrate(before, { ...before, scenes }, { seed: 'seed', inputs });
        const line = inputs.findIndex((input) => input.type === 'decide' && input.choice === gone) + 1;
        expect(answer).toMatchObject({ stays: { because: 'gone', kind: 'choice', id: gone, line } });
        if ('stays' in answer) expect(sayStays(answer.stays, before, t)).toContain(`(${gone})`);
      }),
      { numRuns: 40 },
    );
  });

  it('when a choice that was taken is no longer offered there', () => {
    const stays = whyItStays(
      edited([desk, '## note-only: Make a note and wait\n', '## note-only: Make a note\n- if: knows van-crossings\n']),
    );
    expect(stays).toMatchObject({ because: 'refused', refused: 'choice-not-offered', line: 1, role: 'harbour' });
    expect(stays && sayStays(stays, harbour, t)).toBe(
      'Mon 3 March at 08:00: Arvelia Criminal Police, Harbour Desk chose “Make a note and wait” (note-only). The newer text does not offer it there.',
    );
  });

  it('when somebody would know something else, and what is only new is no difference', () => {
    const learns = (fact: string) =>
      whyItStays(edited(['scenes/border-1-desk.md', '- takes: lane-log', `- learns: ${fact}\n- takes: lane-log`]));
    expect(learns('van-owner')).toBeNull();
    const stays = learns('no-return');
    expect(stays).toMatchObject({ because: 'differs', path: ['world', 'know', 'border', 'no-return'], line: 3 });
    expect(stays && sayStays(stays, harbour, t)).toBe(
      'Mon 3 March at 08:00: what Tessara Border Agency knows of “The young woman asked not to be sent back, canary-woman.” would stand otherwise in the newer text.',
    );
    const withFact = quietHarbour.map(({ path, text }) => ({
      path,
      text:
        path === 'facts.md' ? `${text}## ferry: The ferry leaves at nine.\n- starts with: border confirmed\n` : text,
    }));
    expect(whyItStays(withFact)).toBeNull();
  });

  it('when something stood otherwise at a barrier, though it would stand alike by now', () => {
    const answers = 'scenes/harbour-2-answer.md';
    const clears = [answers, '## wait-first: Wait\n', '## wait-first: Wait\n- clears: fog\n'] as const;
    const before = compiled(edited(clears));
    const after = compiled(
      edited(clears, ['scenes/border-1-desk.md', '- takes: lane-log', '- sets: fog\n- takes: lane-log']),
    );
    const inputs: Input[] = [
      ...firstRound,
      { type: 'decide', role: 'harbour', scene: 'harbour-answer', choice: 'wait-first' },
      { type: 'decide', role: 'border', scene: 'border-answer', choice: 'say-nothing' },
      { type: 'end-phase' },
    ];
    const world = (case_: Case) => fold(case_, 'x', logOf(inputs)).world;
    expect(world(after)).toEqual(world(before));
    expect(migrate(before, after, { seed: 'x', inputs })).toMatchObject({
      stays: { because: 'differs', path: ['world', 'flags', 'fog'], line: 3 },
    });
  });

  it('also when the edit gives a thing the name of a part of the state', () => {
    const named = edited([
      'scenes/border-1-desk.md',
      '- takes: lane-log',
      '- learns: no-return\n- takes: lane-log',
    ]).map(({ path, text }) => ({
      path,
      text:
        path === desk
          ? text.replace('## read-log:', '## know: Know it\n- costs: 30m\n\n## world: The world\n\n## read-log:')
          : text,
    }));
    expect(whyItStays(named)).toMatchObject({ because: 'differs', path: ['world', 'know', 'border', 'no-return'] });
  });

  it('when a field of a form is called otherwise: its name is a rule, and is in the hash of the rules', () => {
    const field = edited([desk, '  - purpose: one of find-van', '  - aim: one of find-van']).map(({ path, text }) => ({
      path,
      text: text.replace('purpose=find-van', 'aim=find-van'),
    }));
    expect(compiled(field).logicHash).not.toBe(harbour.logicHash);
    const stays = whyItStays(field, [
      { ...firstRound[0], choice: 'ask-border', form } as Input,
      ...firstRound.slice(1),
    ]);
    expect(stays).toMatchObject({ because: 'refused', refused: 'form-value-unknown', line: 1 });
    expect(stays && sayStays(stays, harbour, t)).toContain('not with this form');
  });

  it('says nothing of other desks to somebody who plays alone', () => {
    const gone = edited(['scenes/border-1-desk.md', '## open-register: Open', '## look: Open']).map(
      ({ path, text }) => ({
        path,
        text: text.replace('- stand-in: open-register', '- stand-in: look'),
      }),
    );
    const stays = whyItStays(gone);
    expect(stays).toMatchObject({ because: 'gone', id: 'open-register' });
    if (!stays) return;
    expect(sayStays(stays, harbour, t)).toContain('Tessara Border Agency');
    expect(sayStays(stays, harbour, t, 'harbour')).toBe(
      'What happened in this run would not stand in the newer text as it stands now.',
    );
  });
});

describe('The rules by which a log is folded', () => {
  it('have a version that every compiled case names, and an unknown one is refused by its name', () => {
    expect(harbour.engineVersion).toBe(engineVersion);
    expect(engineOf(harbour)).toHaveProperty('step');
    const ancient = { ...harbour, engineVersion: '0.9' };
    expect(() => migrate(ancient, harbour, { seed: 'x', inputs: [] })).toThrow(UnknownEngine);
    expect(() => engineOf(ancient)).toThrow('engine version 0.9, which this installation does not have. It has: 1.');
    expect(() => engineOf({ engineVersion: 'toString' })).toThrow(UnknownEngine);
  });
});
