import type { Id } from '../case';

/** How each part of a state that can be read is called. */
export const liveKey = {
  knows: (role: Id, fact: Id, level: number): string => `k ${role} ${fact} ${String(level)}`,
  has: (role: Id, document: Id): string => `h ${role} ${document}`,
  flag: (flag: Id): string => `f ${flag}`,
  counter: (counter: Id): string => `c ${counter}`,
  slot: (request: Id): string => `s ${request}`,
  asks: (request: Id): string => `q ${request}`,
  agreed: (fact: Id, to: Id): string => `a ${fact} ${to}`,
  chose: (choice: Id): string => `x ${choice}`,
  fired: (inject: Id): string => `i ${inject}`,
  breached: (id: Id): string => `b ${id}`,
  clock: 'clock',
};
