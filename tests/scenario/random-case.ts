import fc from 'fast-check';
import type { SourceFile } from '../../src/scenario/compile/source';

/** A small case drawn at random: two or three roles, desks one returns to, requests, flags, a counter, marks, an inject. */
export const randomCase: fc.Arbitrary<SourceFile[]> = drawn(['first', 'second', 'third'], 'full');

/** The same with two phases and nothing left to chance: small enough to try everything. */
export const smallCase: fc.Arbitrary<SourceFile[]> = drawn(['first', 'second'], 'small');

/** The same with so little to do that thousands of them can be tried whole in seconds. */
export const tinyCase: fc.Arbitrary<SourceFile[]> = drawn(['first', 'second'], 'tiny');

/** `full` cases have chances and several rounds, `tiny` ones one choice in most scenes and short forms. */
type Size = 'full' | 'small' | 'tiny';

function drawn(phases: readonly string[], size: Size): fc.Arbitrary<SourceFile[]> {
  return fc.array(fc.nat(999), { minLength: 120, maxLength: 120 }).map((numbers) => {
    let next = 0;
    const dice = (sides: number): number => {
      next += 1;
      return (numbers[next % numbers.length] ?? 0) % sides;
    };
    return written(dice, phases, size);
  });
}

/** A scene that only an inject opens, after which its reader goes back to where he stood. */
function call(phase: string): string {
  return `---\nid: ben-call\nrole: ben\nphase: ${phase}\n---\n# ben-call\n\nWords.\n\n## ben-call-a: Say something\n- tells: ann f-one reported\n- accuracy +1 because it was said\n- then: back\n\n## ben-call-b: Say nothing\n- then: back\n\n## Stand-in\n- stand-in: ben-call-b\n`;
}

const facts = ['f-one', 'f-two', 'f-three', 'f-four'];

function written(dice: (sides: number) => number, phases: readonly string[], size: Size): SourceFile[] {
  const chance = size === 'full';
  const tiny = size === 'tiny';
  const roles = ['ann', 'ben'];
  const rounds = phases.map(() => (chance ? 1 + dice(2) : 1));
  const pick = (list: readonly string[]): string => list[dice(list.length)] ?? '';
  // In every second case, so that the others may leave out what only scores.
  const readsBands = dice(2) === 0;
  const banded = (): string[] =>
    readsBands ? [`band ${pick(['accuracy', 'relevance'])} at least ${pick(['fair', 'strong'])}`] : [];
  const condition = (own: boolean, role: string, phase: number): string => {
    const atoms = [
      `knows ${own ? role : pick(roles)} ${pick(facts)}`,
      `knows ${role} ${pick(facts)} confirmed`,
      `has ${own ? role : pick(roles)} paper`,
      ...(own
        ? []
        : [`flag noise`, `flag calm`, `counter leaks at least ${String(1 + dice(2))}`, 'breached f-one', ...banded()]),
      ...(phase > 0 ? [`chose ${role}-${phases[phase - 1] ?? ''}-a`] : []),
      `before ${String(4 + dice(20))}h`,
      ...(role === 'ann' || !own
        ? ['answered ann-first-ask', 'lapsed ann-first-ask', 'waiting ann-first-ask']
        : ['received ann-first-ask']),
    ];
    const one = pick(atoms);
    return dice(3) === 0 ? `not ${one}` : dice(4) === 0 ? `${one} and not ${pick(atoms)}` : one;
  };
  const effect = (role: string, phase: number): string => {
    const other = role === 'ann' ? 'ben' : 'ann';
    const line = pick([
      `learns: ${pick(facts)} reported`,
      `learns: ${pick(facts)} confirmed`,
      `tells: ${other} ${pick(facts)} reported`,
      `tells: ${other} ${pick(facts)} confirmed by wire`,
      'sets: noise',
      'clears: noise',
      'sets: calm',
      'adds: leaks 1',
      'adds: leaks -1',
      `consents: f-one to ${other}`,
      `consents: f-one to ${other} for two`,
      `withdraws: f-one to ${other}`,
      `permits: f-two to ${other}`,
      'takes: paper',
      `hands: ${other} paper`,
      `hands: ${other} paper by post`,
      ...(chance ? ['chance: luck 1 in 2'] : []),
    ]);
    return dice(3) === 0 && !line.startsWith('chance')
      ? `- when ${condition(false, role, phase)}: ${line}`
      : `- ${line}`;
  };
  // Of a tiny case, the field of the request that its reader fills.
  const opens = tiny ? pick(['gives', 'purpose']) : '';
  const widest = tiny ? `${pick(roles)}-${pick(phases)}` : '';
  const scenes = phases.flatMap((phase, index) =>
    roles.map((role) => {
      const id = `${role}-${phase}`;
      const hub = !tiny && dice(2) === 0;
      const choices = (tiny && id !== widest ? ['a'] : ['a', 'b']).map((letter) => {
        const lines = [
          `## ${id}-${letter}: Option ${letter}`,
          `- costs: ${String(dice(4))}h`,
          ...(dice(2) === 0 ? [`- if: ${condition(true, role, index)}`] : []),
          effect(role, index),
          ...(dice(2) === 0 ? [effect(role, index)] : []),
          `- ${dice(2) === 0 ? `when ${condition(false, role, index)}: ` : ''}accuracy ${pick(['+1', '-1', '+2'])} because of it`,
          ...(hub ? [] : [(rounds[index] ?? 1) > 1 && dice(2) === 0 ? `- then: next round ${id}` : '- then: wait']),
        ];
        return lines.join('\n');
      });
      if (id === 'ann-first')
        choices.push(
          `## ann-first-ask: Ask\n- form: request\n  - to: ben\n  - channel: ${tiny ? pick(['wire', 'post']) : 'one of wire, post'}\n  - asks: ${tiny ? 'f-three, f-four' : 'some of f-three, f-four'}\n  - gives: ${opens === 'gives' ? 'some of f-two' : tiny ? 'f-one' : 'some of f-one, f-two'}\n  - purpose: ${opens === 'gives' ? pick(['one', 'two']) : tiny ? 'one of one, two' : 'one of one, two, three'}\n  - due: 6h\n- when purpose is two: relevance +1 because it fits\n- when asks includes f-four: timeliness -1 because it is slow${tiny ? '\n- then: wait' : ''}`,
        );
      if (role === 'ben' && index > 0)
        choices.push(
          `## ${id}-reply: Reply\n- form: reply to ann-first-ask\n  - gives: some of ${tiny ? pick(['f-three', 'f-four']) : 'f-three, f-four'}\n- partnership +1 because it was answered${tiny ? '\n- then: wait' : ''}`,
        );
      const head = `---\nid: ${id}\nrole: ${role}\nphase: ${phase}\nopens: yes\n---\n# ${id}\n\nWords.\n\n{when: knows ${pick(facts)}} More words.\n`;
      const leave = `## ${id}-leave: Leave\n- then: wait\n`;
      return {
        path: `scenes/${id}.md`,
        text: `${head}\n${choices.join('\n\n')}\n\n${leave}\n## Stand-in\n- stand-in: ${id}-a when knows ${pick(facts)}\n- stand-in: ${id}-leave\n`,
      };
    }),
  );
  const exercise = [
    '---\nid: random\nlanguage: en\nstarts: 2031-03-03T08:00\ntick: 1h\n---\n# Random\n\nA case.\n\n## Content note\n\nNone.\n\n## Roles\n',
    ...roles.map((role) => `### ${role}: ${role}\n- agency: police\n- country: Nowhere\n`),
    '## Phases\n',
    ...phases.map(
      (phase, index) =>
        `### ${phase}: ${phase}\n- lasts: ${String(2 + dice(6))}h\n- rounds: ${String(rounds[index] ?? 1)}\n`,
    ),
    '## Channels\n\n### wire: Wire\n- latency: 0h\n\n### post: Post\n- latency: 5h\n',
    '## Handling\n\n### consent: Ask the person\n- rule: consent\n- breach: accountability -2 because nobody asked her\n\n### ask-first: Ask first\n- rule: originator\n- breach: partnership -1 because it was not asked\n',
    '## Flags\n\n### noise: Noise\n\n### calm: Calm\n\n## Counters\n\n### leaks: Leaks\n- most: 2\n',
  ].join('\n');
  const told = facts.map((fact, index) => {
    const starts = dice(2) === 0 ? `- starts with: ${pick(roles)} ${pick(['reported', 'confirmed'])}\n` : '';
    return `## ${fact}: SECRET-${fact}.\n- asked as: What about number ${String(index + 1)}?\n${starts}${fact === 'f-one' ? '- handling: consent\n' : fact === 'f-two' ? '- handling: ask-first\n- originator: ann\n' : ''}`;
  });
  const ending = (id: string, line: string): string => `## ${id}: Ending ${id}\n${line}- quality: good\n\nText.\n`;
  const few = tiny ? pick(['visit', 'rumour']) : '';
  return [
    { path: 'exercise.md', text: exercise },
    { path: 'facts.md', text: told.join('\n') },
    { path: 'documents.md', text: '## paper: A paper\n- carries: f-two confirmed, f-one reported\n\nText.\n' },
    { path: 'scenes/ben-call.md', text: call(phases.at(-1) ?? '') },
    ...scenes,
    {
      path: 'injects.md',
      text: [
        ...(few === 'visit'
          ? []
          : [
              `## rumour: A rumour\n- for: ben\n- may fire: second\n- when knows ann f-two: tells: ben f-two reported\n- adds: leaks 1\n- when flag noise: timeliness -1 because of the noise\n\nA rumour.\n\n`,
            ]),
        `## clock: The clock\n- for: ann\n- fires at: ${String(6 + dice(8))}h\n- learns: ann f-four reported\n\nIt strikes.\n\n`,
        ...(few === 'rumour'
          ? []
          : ['## visit: A visit\n- for: ben\n- may fire: first\n- opens: ben ben-call\n\nSomebody calls.\n']),
      ].join(''),
    },
    {
      path: 'endings.md',
      text: [
        ending('e-one', `- if: ${condition(false, 'ann', phases.length - 1)}\n`),
        ending('e-two', `- if: ${condition(false, 'ben', phases.length - 1)}\n- timeliness +1 because it ended so\n`),
        ending('e-last', ''),
      ].join('\n'),
    },
    {
      path: 'checks.md',
      text: `- breach spill accountability -1: ${condition(false, 'ann', phases.length - 1)} because it got out\n`,
    },
  ];
}
