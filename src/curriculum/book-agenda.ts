import type { Block as PrintBlock } from '../print';
import type { Inline } from '../prose';
import { clockOf, minutesOf } from './agenda';
import { words, type Reader } from './book-blocks';
import type { AgendaDay } from './curriculum';

/** One day of a workshop as a table that stays on one page; modules that the book has are references to them. */
export function agendaDay(day: AgendaDay, { t, compiled }: Reader, caption = day.title): PrintBlock {
  const rows = day.items.map((item) => {
    const target = item.kind === 'module' ? compiled.targets[item.ref ?? ''] : undefined;
    const title = words(item.title);
    const named: Inline[] = target ? [{ type: 'reference', target: target.id, children: title }] : title;
    return [words(`${item.starts}–${item.ends}`), named, words(t('book.minutes', { count: item.minutes }))];
  });
  const head = ['book.agendaTime', 'book.agendaItem', 'book.agendaMinutes'].map((key) => words(t(key)));
  return {
    type: 'prose',
    id: day.id,
    together: true,
    content: [{ type: 'table', caption, align: ['start', 'start', 'end'], head, rows }],
  };
}

/** The same day in a room that is interpreted: each item as long as it then takes, one after the other. */
export function interpretedDay(day: AgendaDay): AgendaDay {
  let now = minutesOf(day.starts);
  const items = day.items.map((item) => {
    const starts = clockOf(now);
    now += item.interpreted;
    return { ...item, minutes: item.interpreted, starts, ends: clockOf(now) };
  });
  return { ...day, items };
}
