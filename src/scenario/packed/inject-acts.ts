import type { Effect, Id } from '../case';
import { latencyOf } from '../decide';
import { agreementKey, clamp } from '../sight';
import { send } from './pack';
import type { Layout, Words } from './words';

/** Changes a world at a barrier; `clock` is its tick. */
export type InjectAct = (words: Words, clock: number) => void;

const nothing: InjectAct = () => undefined;

/** What an effect of an inject does to the world; what it opens for a role is done where the next round begins. */
export function injectAct(effect: Effect, inject: Id, layout: Layout): InjectAct {
  const mail = (to: Id, fact: Id | null, document: Id | null, level: number, channel: Id | null): InjectAct => {
    const delivery = layout.delivery(to, fact, document, level);
    const latency = latencyOf(layout.case_, channel);
    if (!delivery) return nothing;
    return (words, clock) => {
      send(layout, words, delivery, clock + latency, clock);
    };
  };
  switch (effect.do) {
    case 'learns':
      return mail(effect.role ?? inject, effect.fact, null, effect.level, null);
    case 'tells':
      return mail(effect.to, effect.fact, null, effect.level, effect.channel);
    case 'takes':
      return mail(effect.role ?? inject, null, effect.document, 0, null);
    case 'hands':
      return mail(effect.to, null, effect.document, 0, effect.channel);
    case 'sets':
      return write(layout.find(`f ${effect.flag}`), () => (effect.value ? 1 : 0));
    case 'adds': {
      const most = layout.case_.counters.find(({ id }) => id === effect.counter)?.most ?? 0;
      return write(layout.find(`c ${effect.counter}`), (before) => clamp(before + effect.by, most));
    }
    case 'agrees':
      return write(layout.find(`a ${agreementKey(effect.record)}`), () => (effect.value ? 1 : 0));
    default:
      return nothing;
  }
}

function write(word: number | undefined, change: (before: number) => number): InjectAct {
  if (word === undefined) return nothing;
  return (words) => {
    words[word] = change(words[word] ?? 0);
  };
}
