import type { Id } from '../case';
import type { Moment } from './moment';
import { isNews, soonest } from './pack';
import { type Layout, slot, statusCode, type Words } from './words';

/** Puts a world into its normal form, in place: two worlds that nothing can still tell apart become equal. */
export type Normalise = (words: Words) => void;

/** The normal form at a moment. After `horizon` nothing arrives any more. */
export function normaliser(layout: Layout, moment: Moment, horizon: number): Normalise {
  const dead = Int32Array.from(moment.dead);
  const rest = liveNormaliser(layout, moment, horizon);
  return (words) => {
    for (let each = 0; each < dead.length; each += 1) words[dead[each] ?? 0] = 0;
    rest(words);
  };
}

/** The same, but for the words that nothing reads any more: they are left as they are. */
export function liveNormaliser(layout: Layout, moment: Moment, horizon: number): Normalise {
  const steps = [...moment.steps].flatMap(([word, levels]) =>
    levels.every((told, level) => told === level) && levels.length > moment.mostOf(word)
      ? []
      : [{ word, levels: Int32Array.from(levels) }],
  );
  const mail = layout.mail.flatMap((each) =>
    each.mail === null ? [] : [{ word: each.mail, read: moment.read(each) }],
  );
  // Two deliveries that teach the same are one: the first of the two words is used.
  const first = new Map<string, number>();
  const twins = mail.flatMap(({ word, read }) => {
    if (!read) return [];
    const key = JSON.stringify([read.learns, read.holds]);
    const into = first.get(key) ?? word;
    first.set(key, into);
    return into === word ? [] : [{ word, into }];
  });
  const { slots } = moment;
  const { clock, began } = layout;
  const mailWords = Int32Array.from(mail, ({ word }) => word);
  // This runs for every world: it counts through lists, because iterators would be made for each of them anew.
  return (words) => {
    for (let each = 0; each < steps.length; each += 1) {
      const step = steps[each];
      if (!step) continue;
      const { word, levels } = step;
      words[word] = levels[Math.min(words[word] ?? 0, levels.length - 1)] ?? 0;
    }
    let pending = false;
    for (let each = 0; each < slots.length; each += 1) {
      const at = slots[each];
      if (at && normaliseSlot(words, at, horizon)) pending = true;
    }
    for (let each = 0; each < twins.length; each += 1) {
      const twin = twins[each];
      if (!twin || words[twin.word] === 0) continue;
      words[twin.into] = soonest(words[twin.into] ?? 0, words[twin.word] ?? 0);
      words[twin.word] = 0;
    }
    for (let each = 0; each < mailWords.length; each += 1) {
      const word = mailWords[each] ?? 0;
      const arrives = words[word] ?? 0;
      if (arrives === 0) continue;
      const read = mail[each]?.read;
      if (!read || arrives - 1 > horizon || !isNews(words, read)) words[word] = 0;
      else pending = true;
    }
    if (moment.clock || pending) return;
    words[clock] = (words[clock] ?? 0) - (words[began] ?? 0);
    words[began] = 0;
  };
}

/** The words of a world that a role's round does not read. */
export function unreadBy(layout: Layout, moment: Moment, role: Id): readonly number[] {
  const places = layout.case_.roles.filter((each) => each.id !== role).map((each) => layout.word(`place ${each.id}`));
  const queued = layout.case_.injects.map((each) => layout.word(`queued ${each.id}`));
  const mail = layout.mail.flatMap((each) => (each.mail === null ? [] : [each.mail]));
  const slots = moment.slots.flatMap(({ word, live }) =>
    live
      ? [word + slot.arrives, word + slot.lapses, word + slot.replyArrives]
      : Array.from({ length: slot.size }, (_, each) => word + each),
  );
  return [...moment.dead, ...places, ...queued, ...mail, ...slots, layout.ends];
}

/** What a role's round reads of a world: everything else becomes 0. Equal results give the role the same possibilities. */
export function readerOf(layout: Layout, moment: Moment, role: Id, horizon: number): Normalise {
  const normalise = normaliser(layout, moment, horizon);
  const unread = unreadBy(layout, moment, role);
  return (words) => {
    const since = sinceOf(layout, words);
    normalise(words);
    for (const word of unread) words[word] = 0;
    if (!moment.clock) words[layout.clock] = 0;
    words[layout.began] = since;
  };
}

/** How far the phase has gone decides when a round ends, even where nobody reads the clock. */
export function sinceOf(layout: Layout, words: Words): number {
  return (words[layout.clock] ?? 0) - (words[layout.began] ?? 0);
}

/** Whether the request is still under way. */
function normaliseSlot(
  words: Words,
  at: { readonly word: number; readonly live: boolean; readonly asks: boolean },
  horizon: number,
): boolean {
  const { word } = at;
  if (words[word] === 0) return false;
  const status = at.live ? (words[word] ?? 0) : 0;
  if (status !== statusCode.sent && status !== statusCode.delivered) {
    words.fill(0, word, word + slot.size);
    words[word] = status === statusCode['part-answered'] && !at.asks ? statusCode.answered : status;
    return false;
  }
  if (!at.asks) words[word + slot.asks] = 0;
  if (status === statusCode.delivered) words[word + slot.arrives] = 0;
  else words[word + slot.arrives] = Math.min(words[word + slot.arrives] ?? 0, horizon + 1);
  if ((words[word + slot.lapses] ?? 0) > horizon + 1) words[word + slot.lapses] = 0;
  if ((words[word + slot.reply] ?? 0) === 0) return true;
  words[word + slot.latency] = 0;
  words[word + slot.lapses] = 0;
  words[word + slot.replyArrives] = Math.min(words[word + slot.replyArrives] ?? 0, horizon + 1);
  if (!at.asks && words[word + slot.reply] === statusCode['part-answered'])
    words[word + slot.reply] = statusCode.answered;
  return true;
}
