import type { Words } from '../words';
import type { Id } from './case';
import type { Debrief } from './debrief';
import { storyDay, storyHour } from './story-time';

/** One moment of the debrief's line of time. */
export interface Timed {
  readonly kind: 'decision' | 'message' | 'event' | 'breach';
  readonly tick: number;
  readonly time: string;
  readonly who: string;
  readonly what: string;
  /** What followed, or why it matters; '' for nothing. */
  readonly note: string;
}

/** One day of the story. */
export interface Day {
  readonly day: string;
  readonly moments: readonly Timed[];
}

/** Everything that happened, of every seat, in the order of the story's clock. Rounds are left out: they are ours. */
export function timelineOf(told: Debrief, nameOf: (id: Id | null) => string, t: Words): readonly Day[] {
  const everybody = nameOf(null);
  const moments: (Timed & { readonly day: string; readonly rank: number })[] = [];
  const add = (kind: Timed['kind'], at: { tick: number; at: string }, who: string, what: string, note = '') => {
    const rank = ['event', 'message', 'decision', 'breach'].indexOf(kind);
    moments.push({
      kind,
      time: storyHour(at.at, t.locale),
      day: storyDay(at.at, t.locale),
      who,
      what,
      note,
      tick: at.tick,
      rank,
    });
  };
  for (const event of told.events) {
    if (event.kind === 'phase') add('event', event.at, everybody, t('debrief.partBegins', { title: event.title }));
    if (event.kind === 'inject')
      add(
        'event',
        event.at,
        everybody,
        event.title,
        event.expects ? t('debrief.expected', { what: event.expects }) : '',
      );
  }
  for (const { at, role, choice, actor } of told.decisions)
    add('decision', at, nameOf(role), choice.label, actor === 'stand-in' ? t('debrief.byStandIn') : '');
  for (const message of told.messages) {
    const to = nameOf(message.to);
    if (message.deliveredAt)
      add(
        'message',
        message.deliveredAt,
        to,
        t('debrief.requestArrived', { request: message.label, from: nameOf(message.from) }),
      );
    if (message.closedAt)
      add(
        'message',
        message.closedAt,
        nameOf(message.from),
        t(`debrief.closed.${message.status}`, { request: message.label, to }),
      );
  }
  for (const { at, role, text, reason } of told.breaches) add('breach', at, nameOf(role), text, reason ?? '');
  const ordered = moments.toSorted((one, other) => one.tick - other.tick || one.rank - other.rank);
  const days = [...new Set(ordered.map((moment) => moment.day))];
  return days.map((each) => ({ day: each, moments: ordered.filter((moment) => moment.day === each) }));
}
