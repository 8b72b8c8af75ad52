import type { Words } from '../words';
import { type DeskPage, type Message, type Position, type RunText, type Typed, deskOf, view } from '../scenario';
import type { LiveRun } from './live';

/** One desk of a room, drawn as it is in a run played alone: what its role may see and nothing else. */
export function liveDesk(
  run: LiveRun,
  position: Position,
  texts: readonly RunText[],
  seat: { readonly role: string; readonly choice: string; readonly before: Typed },
  t: Words,
): DeskPage {
  const { exercise, standing, state } = position;
  const log = standing.filter(({ role }) => role === seat.role || role === null);
  const own = new Set(log.map(({ seq }) => seq));
  const source = {
    run,
    exercise,
    view: view(exercise, state, seat.role),
    log,
    texts: texts.filter(({ seq }) => own.has(seq)),
  };
  const desk = deskOf(source, seat, t);
  const withWords = (messages: readonly Message[]) => messages.map((message) => spoken(message, position, texts));
  return {
    ...desk,
    path: `/live/${run.id}/desks/${seat.role}`,
    arrived: withWords(desk.arrived),
    toAnswer: withWords(desk.toAnswer),
    earlier: withWords(desk.earlier),
    out: withWords(desk.out),
  };
}

/** A form travels with the words that its sender wrote in it: in a room there is somebody on the other side to read them. */
function spoken(message: Message, { standing, state }: Position, texts: readonly RunText[]): Message {
  const [, way, request = ''] = /^(in|out|answer)-(.+)$/.exec(message.id) ?? [];
  const choice = way === 'answer' ? state.world.slots[request]?.reply?.choice : way && request;
  const line = standing.find(({ input }) => input.type === 'decide' && input.choice === choice);
  const written = line ? texts.filter(({ seq }) => seq === line.seq) : [];
  return written.length > 0 ? { ...message, texts: written.map(({ body }) => body) } : message;
}
