/**
 * A case written by a rule: every role decides once in every phase, learns, tells, sets flags and is scored. With `soon`,
 * what is learnt in a phase is read in the next only, as in a case whose threads are tied up.
 */
export function largeCase(
  roles: number,
  phases: number,
  options: number,
  facts: number,
  soon = false,
): { path: string; text: string }[] {
  const dice = diceFrom(20_310_303);
  const names = (word: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${word}-${String(index + 1)}`);
  const roleNames = names('role', roles);
  const phaseNames = names('phase', phases);
  const factNames = names('fact', facts);
  const exercise = [
    '---\nid: generated\nlanguage: en\nstarts: 2031-03-03T08:00\ntick: 1h\n---\n# Generated\n\nFor measuring.\n\n## Content note\n\nNone.\n\n## Roles\n',
    ...roleNames.map((role) => `### ${role}: ${role}\n- agency: police\n- country: Nowhere\n`),
    '## Phases\n',
    ...phaseNames.map((phase) => `### ${phase}: ${phase}\n- lasts: 8h\n`),
  ].join('\n');
  const scenes = phaseNames.flatMap((phase, turn) =>
    roleNames.map((role) => {
      const id = `${role}-${phase}`;
      const choices = Array.from({ length: options }, (_, option) => {
        const each = Math.floor(facts / phases);
        const fact = factNames[soon ? turn * each + dice(each) : dice(facts)] ?? '';
        const other = roleNames[dice(roles)] ?? role;
        const read = factNames[soon ? Math.max(0, turn - 1) * each + dice(each) : dice(facts)] ?? '';
        const lines = [
          `## ${id}-${String(option + 1)}: Option ${String(option + 1)}`,
          `- costs: ${String(dice(3))}h`,
          `- learns: ${fact} reported`,
          ...(other === role ? [] : [`- tells: ${other} ${fact} reported`]),
          ...(dice(3) === 0 && !(soon && turn < phases - 2) ? [`- sets: flag-${String(dice(6) + 1)}`] : []),
          ...(turn > 0 && dice(2) === 0 ? [`- when knows ${read}: accuracy +1 because it was known`] : []),
          `- timeliness ${dice(2) === 0 ? '+1' : '-1'} because it is so`,
          '- then: wait',
        ];
        return lines.join('\n');
      });
      const head = `---\nid: ${id}\nrole: ${role}\nphase: ${phase}\nopens: yes\n---\n# ${id}\n\nChoose.\n`;
      return {
        path: `scenes/${id}.md`,
        text: `${head}\n${choices.join('\n\n')}\n\n## Stand-in\n- stand-in: ${id}-1\n`,
      };
    }),
  );
  const endings = [1, 2, 3, 4, 5, 6].map(
    (flag) =>
      `## ending-${String(flag)}: Ending ${String(flag)}\n- if: flag flag-${String(flag)}\n- quality: good\n\nText.\n`,
  );
  return [
    { path: 'exercise.md', text: exercise },
    {
      path: 'facts.md',
      text: factNames
        .map(
          (fact, index) =>
            `## ${fact}: The sentence of ${fact}.\n- starts with: ${roleNames[index % roles] ?? ''} reported\n`,
        )
        .join('\n'),
    },
    ...scenes,
    { path: 'endings.md', text: `${endings.join('\n')}\n## ending-last: The last\n- quality: poor\n\nText.\n` },
  ];
}

/** A small deterministic sequence (mulberry32), so that every machine measures the same case. */
function diceFrom(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % sides;
  };
}
