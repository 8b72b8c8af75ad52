import { csvOf } from '../../intake/csv';
import type { Case, Inject } from '../case';
import { eventColumns, type EventColumn } from './events';
import { plainContent } from './plain-text';

/** The injects of a case as a master events list (CSV, Conducttr's columns), in the order of their times. */
export function exportEvents(case_: Case): Buffer {
  const timeOf = (inject: Inject): number => inject.firesAt ?? inject.alone ?? Infinity;
  const injects = [...case_.injects].sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)));
  const rows = injects.map((inject, index) => {
    const cells = cellsOf(case_, inject, index + 1);
    return eventColumns.map((column) => cells[column] ?? '');
  });
  return csvOf([[...eventColumns], ...rows]);
}

function cellsOf(case_: Case, inject: Inject, number: number): Partial<Record<EventColumn, string>> {
  const ticks = inject.firesAt ?? inject.alone;
  const roleName = (id: string): string => case_.roles.find((role) => role.id === id)?.name ?? id;
  const phaseTitle = (id: string): string => case_.phases.find((phase) => phase.id === id)?.title ?? id;
  return {
    Number: String(number),
    Time: ticks === null ? '' : sinceStart(ticks * case_.tickMinutes),
    To: inject.for.map(roleName).join('; '),
    Subject: inject.title,
    Message: plainContent(case_, inject.text),
    'Expected Action': inject.expects ?? '',
    Tab: inject.mayFire.map(phaseTitle).join('; '),
  };
}

/** `T+20:30`, hours and minutes from the start of the exercise. */
function sinceStart(minutes: number): string {
  return `T+${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
}
