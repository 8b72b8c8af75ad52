import { check } from '../../src/curriculum/check';
import type { Db } from '../../src/db';
import { publishCompiled } from '../../src/publish';

function front(lines: readonly string[]): string {
  return ['---', ...lines, '---', ''].join('\n');
}

function moduleFile(id: string, minutes: number, minimum: number, core: boolean) {
  const task = `:::: activity {#${id}-task title="Task of ${id}" minutes=${minutes} minimum=${minimum} objectives="${id}-o1"}`;
  const text = front([
    ...[`id: ${id}`, `title: Module ${id}`, 'aim: Participants know it.', `minutes: ${minutes}`, `minimum: ${minimum}`],
    ...[
      `core: ${String(core)}`,
      'status: outline',
      'objectives:',
      `  - id: ${id}-o1`,
      `    text: Say the ${id} thing.`,
    ],
  ]);
  return { path: `modules/10-${id}/module.md`, text: `${text}\n## Work {#${id}-work}\n\n${task}\nDo it.\n::::\n` };
}

const head = ['id: small', 'title: A small one', 'subtitle: For tests', 'language: en', "version: '1'", 'note: Ours.'];

/** A curriculum of one day that has everything: prayer that keeps its time, a break, an optional part. Source as files. */
export function smallDay(firstMinutes = 60) {
  return [
    { path: 'curriculum.md', text: front(head) },
    { path: 'glossary.md', text: '---\n---\n' },
    moduleFile('first', firstMinutes, 45, true),
    moduleFile('second', 40, 25, true),
    moduleFile('third', 20, 10, false),
    {
      path: 'agenda.md',
      text: front([
        ...['days:', '  - id: day-one', '    title: Day one', "    starts: '09:00'", "    ends: '12:30'", '    items:'],
        '      - {id: opening, kind: fixed, title: Opening, minutes: 10}',
        '      - {id: one, kind: module, ref: first}',
        '      - {id: prayer, kind: fixed, title: Prayer, minutes: 20, holds: time}',
        '      - {id: two, kind: module, ref: second}',
        '      - {id: three, kind: module, ref: third}',
        '      - {id: rest, kind: fixed, title: Interpreters rest, minutes: 10}',
        '      - {id: close, kind: fixed, title: Close, minutes: 10}',
      ]),
    },
  ];
}

/** Publishes it, so that the next workshop pins it. */
export async function publishSmallDay(db: Db, now: Date, firstMinutes = 60): Promise<void> {
  const { compiled, findings } = check(smallDay(firstMinutes), []);
  if (!compiled) throw new Error(findings.map((each) => each.message).join('\n'));
  await publishCompiled(db, now, compiled, {});
}
