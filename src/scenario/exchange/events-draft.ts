import type { SourceFile } from '../compile/source';
import { asProse, inComment, inRule } from './clean';
import { lines, openingOf, type Origin, todo } from './draft';
import type { EventRow } from './events';
import { durationOf, tickOf } from './events-times';
import { Identifiers } from './identifiers';
import { limits, Refused } from './limits';
import type { Report } from './report';

interface Seat {
  readonly id: string;
  readonly name: string;
}

/** Writes an events list as the files of a case: a role for each receiver, one phase, an inject for each event. */
export function eventsDraft(rows: readonly EventRow[], origin: Origin, report: Report): SourceFile[] {
  if (rows.length === 0) throw new Refused('not-a-story', 'There is no event under the headings.');
  const seats = seatsOf(rows, report);
  const minutes = rows.flatMap((row) => row.minutes ?? []);
  const tick = tickOf(minutes);
  const lasts = Math.ceil((Math.max(0, ...minutes) + 60) / 60) * 60;
  const title = inRule(origin.file.replace(/\.[a-z0-9.]+$/i, ''), limits.words) || 'Imported events';
  const ids = new Identifiers('inject');
  const sceneIds = new Identifiers('scene');
  return [
    {
      path: 'exercise.md',
      text: lines([
        ...openingOf(
          title,
          origin,
          [
            `This is a draft. It was imported from the events list "${inComment(origin.file)}": ${String(rows.length)} injects. Read each, and import-report.txt.`,
            'An inject arrives at a barrier. Divide the case into phases and rounds, and say in injects.md which phase each belongs to.',
          ],
          durationOf(tick),
        ),
        ...seats.all.flatMap(({ id, name }) => [`### ${id}: ${name}`, '- agency: TODO', '- country: TODO', '']),
        '## Phases',
        '',
        '### exercise: The exercise',
        `- lasts: ${durationOf(lasts)}`,
      ]),
    },
    ...seats.all.map(({ id, name }): SourceFile => deskText(sceneIds.make(id), id, name)),
    { path: 'injects.md', text: lines(rows.flatMap((row) => injectText(row, ids, seats, report))) },
    {
      path: 'endings.md',
      text: lines(['## over: The exercise is over', '- quality: mixed', todo('Write the endings.')]),
    },
  ];
}

function deskText(scene: string, role: string, name: string): SourceFile {
  return {
    path: `scenes/${scene}.md`,
    text: lines([
      ...['---', `id: ${scene}`, `role: ${role}`, 'phase: exercise', 'opens: yes', '---', `# ${scene}: ${name}`, ''],
      todo('Write what this desk does. An events list does not say it.'),
      ...['', `## ${role}-waits: Wait for what comes`, '- then: wait', '', '## Stand-in', `- stand-in: ${role}-waits`],
    ]),
  };
}

interface Seats {
  readonly all: readonly Seat[];
  of(row: EventRow): readonly Seat[];
}

/** A role for each name in To (or in Team, where To is empty); beyond the limit they share one. */
function seatsOf(rows: readonly EventRow[], report: Report): Seats {
  const ids = new Identifiers('role');
  const seats = new Map<string, Seat>();
  const receivers = (row: EventRow): string[] => {
    const said = row.cells.To === '' ? row.cells.Team : row.cells.To;
    return said
      .split(/\s*[,;/&\n]\s*|\s+and\s+/i)
      .map((name) => inRule(name, 80))
      .filter((name) => name !== '');
  };
  const isAll = (name: string): boolean =>
    /^(?:all|everyone|everybody|all (?:players|teams|participants))$/i.test(name);
  let others: Seat | null = null;
  for (const row of rows)
    for (const name of receivers(row)) {
      const key = name.toLowerCase();
      if (isAll(name) || seats.has(key)) continue;
      if (seats.size < limits.roles - 1) {
        seats.set(key, { id: ids.make(name), name });
        report.say('kept', row.at, `The receiver "${name}" became a role.`);
      } else {
        others ??= { id: ids.make('other receivers'), name: 'Other receivers' };
        seats.set(key, others);
        report.say(
          'approximated',
          row.at,
          `"${name}" shares the role "Other receivers": there are more than ${String(limits.roles)} receivers.`,
        );
      }
    }
  if (seats.size === 0) seats.set('', { id: ids.make('players'), name: 'Players' });
  const all = [...new Set(seats.values())];
  return {
    all,
    of: (row) => {
      const names = receivers(row);
      if (names.length === 0 || names.some(isAll)) return all;
      return [...new Set(names.flatMap((name) => seats.get(name.toLowerCase()) ?? []))];
    },
  };
}

function injectText(row: EventRow, ids: Identifiers, seats: Seats, report: Report): string[] {
  const { cells, at } = row;
  const subject = inRule(cells.Subject, limits.words) || inRule(cells.Message, 60) || 'Event';
  const sender = [
    cells.From,
    cells.Faction === '' ? '' : `(${cells.Faction})`,
    cells.Method === '' ? '' : `by ${cells.Method}`,
  ]
    .filter((word) => word !== '')
    .join(' ');
  const expects = inRule(cells['Expected Action'], 1_000);
  report.say('kept', at, `The event ${cells.Number} "${subject}".`);
  if (sender !== '') report.say('approximated', at, 'Who sends it and by which means stands in its text.');
  if (cells.Tab !== '') report.say('dropped', at, `Its tab: ${cells.Tab}`);
  if (cells.Team !== '' && cells.To !== '') report.say('dropped', at, `Its team: ${cells.Team}`);
  if (row.minutes !== null)
    report.say('approximated', at, 'Its time holds for a run played alone; in a room the facilitator fires it.');
  return [
    `## ${ids.make(subject)}: ${subject}`,
    `- for: ${seats
      .of(row)
      .map(({ id }) => id)
      .join(', ')}`,
    '- may fire: exercise',
    ...(row.minutes === null ? [] : [`- alone: ${durationOf(row.minutes)}`]),
    ...(expects === '' ? [] : [`- expects: ${expects}`]),
    todo(
      `Read this inject. It was number ${inComment(cells.Number, 40) || 'none'}, time ${inComment(cells.Time, 40) || 'none'}, ${inComment(at)}.`,
    ),
    '',
    asProse(sender === '' ? '' : `From ${sender}:`),
    '',
    asProse(cells.Message),
    '',
  ];
}
