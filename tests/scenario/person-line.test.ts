import { join } from 'node:path';
import fc from 'fast-check';
import { root } from '../../src/root';
import type { Case } from '../../src/scenario/case';
import { compileCase } from '../../src/scenario/compile';
import { readCaseFolder } from '../../src/scenario/files';
import { withCaseIds } from '../../src/scenario/missing-ids';
import { linesOf } from '../../src/scenario/person-line';
import type { Input } from '../../src/scenario/state';
import { strengthOf } from '../../src/scenario/strength';
import { blocksIn } from '../../src/scenario/translation/blocks';
import { sheetsOf } from '../../src/scenario/translation/sheets';
import { translate } from '../../src/scenario/translation/translate';
import { playRecorded, type RecordedWalk } from '../../src/scenario/verify/recorded';
import { verify } from '../../src/scenario/verify/verify';
import { compiledFrom, shippedCases, soundFiles, varied } from './fixtures';
import { logOf, playedBy } from './played';

const person = `# mirel: Mirel, who drove the van

She has not slept.

## asks-where: She asks where she is
- kind: asks
- at: 30m

She asks where she is.

## waits: She waits
- kind: waits
- at: 2h

Nobody has asked for her.

## asked-for: She hears that somebody asks
- kind: told
- instead of: waits
- if: chose ask-owner

Somebody asks about her van.

## no-word: She hears nothing
- kind: waits
- at: answer

Nothing comes.

## a-word: She hears a word
- kind: told
- instead of: no-word
- if: received ask-owner

A desk in the south has been asked.

## known: They know whose van it is
- kind: told
- at: end of answer
- if: knows north owner

They know it.

## later: A month later
- kind: decides
- at: end of act 30d
- after: known

She decides to stay.
`;
const files = varied(['person.md', null, person]);
const case_ = compiledFrom(files);

const decide = (role: string, scene: string, choice: string, form = {}): Input => ({
  type: 'decide',
  role,
  scene,
  choice,
  form,
});
const close: Input = { type: 'end-phase' };
const asking = decide('north', 'north-ask', 'ask-owner', { purpose: 'find' });
const south = decide('south', 'south-ask', 'read-on');
const good = [
  asking,
  south,
  close,
  decide('south', 'south-act', 'tell-owner'),
  close,
  decide('north', 'north-act', 'stop'),
  close,
];
const bad = [
  decide('north', 'north-ask', 'stay'),
  south,
  close,
  decide('south', 'south-act', 'silence'),
  close,
  decide('north', 'north-act', 'give-up'),
  close,
];
const lived = (inputs: readonly Input[], of: Case = case_) =>
  linesOf(of, 'seed', logOf(inputs)).map(({ entry, at }) => `${entry.id} ${at}`);

describe('the line of a person at the centre', () => {
  it('follows from what was sent and when: one version of each hour, and what builds upon another only after it', () => {
    expect(lived(good)).toEqual(['asks-where 1', 'asked-for 4', 'a-word 8', 'known 16', 'later 1464']);
    expect(lived(bad)).toEqual(['asks-where 1', 'waits 4', 'no-word 8']);
  });

  it('feels a decision when it is done, and a message only after the barrier that brought it', () => {
    const at = (time: string, condition: string): string[] => {
      const text = `# mirel: Mirel\n\nText.\n\n## one: One\n- kind: asks\n- at: ${time}\n- if: ${condition}\n\nText.\n`;
      return lived(good, compiledFrom(varied(['person.md', null, text])));
    };
    expect(at('30m', 'chose ask-owner')).toEqual([]);
    expect(at('1h', 'chose ask-owner')).toEqual(['one 2']);
    expect(at('3h30m', 'asked ask-owner')).toEqual([]);
    expect(at('4h', 'asked ask-owner')).toEqual(['one 8']);
    expect(at('7h', 'knows north owner')).toEqual([]);
    expect(at('40d', 'knows north owner')).toEqual(['one 1920']);
  });

  it('does not tell what belongs to a part that the run never came to, and turns no order around', () => {
    const changed = varied(
      ['person.md', null, person.replace('- at: answer\n', '- at: 5h\n')],
      ['endings.md', '- quality: good', '- at once\n- quality: good'],
      ['scenes/south-ask.md', '## read-on: Read on\n', '## read-on: Read on\n- costs: 6h\n'],
    );
    const slow = compiledFrom(changed);
    const entries = linesOf(slow, 'seed', logOf(good.slice(0, 5)));
    const times = entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(entries.map(({ entry }) => entry.id)).not.toContain('later');
  });

  it('makes no case larger: it is no part of the state', () => {
    const [without, withIt] = [verify(compiledFrom(soundFiles)), verify(case_)];
    expect(withIt.findings).toEqual([]);
    expect([withIt.states, withIt.transitions]).toEqual([without.states, without.transitions]);
  });

  it('leaves the hash of a case without one as it was, and is in the hash of the rules where there is one', () => {
    expect(compiledFrom(soundFiles)).not.toHaveProperty('persons');
    const other = compiledFrom(
      varied(['person.md', null, person.replace('- if: knows north owner', '- if: before 40d')]),
    );
    const worded = compiledFrom(varied(['person.md', null, person.replace('Nothing comes.', 'Nothing at all comes.')]));
    expect(other.logicHash).not.toBe(case_.logicHash);
    expect(worded.logicHash).toBe(case_.logicHash);
    expect(worded.contentHash).not.toBe(case_.contentHash);
  });

  it('is a finding of a recorded walk where it goes otherwise', () => {
    const walk = (lives: string): RecordedWalk => {
      const steps = '- walk one: ask-owner(purpose=find) > end phase > tell-owner > end phase > stop > answered';
      const { checks } = compiledFrom(
        varied(['person.md', null, person], ['checks.md', null, `${steps}\n  - lives: ${lives}\n`]),
      );
      return checks.find((check): check is RecordedWalk => check.check === 'walk') as RecordedWalk;
    };
    expect(playRecorded(case_, walk('asks-where, asked-for, a-word, known, later')).fault).toBeNull();
    expect(playRecorded(case_, walk('asks-where, waits, a-word, known, later')).fault).toBe(
      'lives asked-for where waits is recorded.',
    );
    expect(playRecorded(case_, walk('asks-where, asked-for, a-word, known')).fault).toBe(
      'lives later where nothing more is recorded.',
    );
  });

  it('gets its missing ids from the formatter, and its texts are translated like any other', () => {
    const bare = varied(['person.md', null, person.replace('# mirel: ', '# ').replace('## waits: ', '## ')]);
    const [formatted] = withCaseIds(bare).filter(({ path }) => path === 'person.md');
    expect(formatted?.added.map(({ id }) => id)).toEqual(['mirel-who-drove-the', 'she-waits']);
    const keys = blocksIn(files).flatMap(({ file, key }) => (file === 'person.md' ? [key] : []));
    expect(keys).toEqual(expect.arrayContaining(['mirel', 'mirel.text', 'asks-where', 'asks-where.text']));
    const sheets = sheetsOf(files, 'th').map(({ path, text }) => ({
      path,
      text: text.replace('<!-- Nothing comes. -->', 'ไม่มีข่าว'),
    }));
    const thai = translate([...files, ...sheets.filter(({ path }) => path.endsWith('person.md'))], 'th');
    expect(JSON.stringify(thai?.compiled.persons)).toContain('ไม่มีข่าว');
    expect(thai?.compiled.logicHash).toBe(case_.logicHash);
    // What is not translated says which language it is in.
    expect(JSON.stringify(thai?.compiled.persons?.[0]?.entries[0]?.text)).toContain('"lang":"en"');
  });
});

describe.each(shippedCases())('the people at the centre of $name', ({ case: shipped }) => {
  it('are lived with in time, one thing after the other, whatever a room does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 }), (numbers) => {
        const { inputs, state } = playedBy(shipped, numbers);
        fc.pre(state.ending !== null);
        const line = linesOf(shipped, 'seed', logOf(inputs));
        for (const { id, entries } of shipped.persons ?? []) {
          const own = line.filter((each) => each.person === id);
          expect(own.length).toBeGreaterThanOrEqual(3);
          for (const { insteadOf } of entries)
            expect(
              own.filter(({ entry }) => insteadOf !== null && [entry.id, entry.insteadOf].includes(insteadOf)).length,
            ).toBeLessThanOrEqual(1);
          // They decide or ask something on every course, also where everything went wrong.
          expect(own.some(({ entry }) => ['asks', 'decides'].includes(entry.kind))).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('the recorded walks of the smallest shipped case', () => {
  it('notice every rule line of its person that could be lost', () => {
    const folder = readCaseFolder(join(root, 'curriculum', 'scenario', 'cold-pier'));
    const { noticed, total, by } = strengthOf(folder, undefined, ({ file }) => file === 'person.md');
    expect(total).toBeGreaterThan(50);
    expect(noticed).toBe(total);
    expect(by.diagnostic + by.walk).toBe(total);
  });

  it('stand in the case with what the person lives', () => {
    const { compiled } = compileCase(readCaseFolder(join(root, 'curriculum', 'scenario', 'cold-pier')));
    expect(compiled?.checks.some((check) => check.check === 'walk' && check.record?.lives !== undefined)).toBe(true);
  });
});
