/** Somebody who is to sit at a table. State, agency and languages are keys: equal where people would call them the same. */
export interface Guest {
  readonly id: string;
  readonly state: string | null;
  readonly agency: string | null;
  readonly languages: readonly string[];
}

/** At which table each person sits, by their ids; tables are counted from 1. */
export type Seating = ReadonlyMap<string, number>;

/**
 * Shares people out among tables, the same for the same people and seed. Whoever is held stays where they are held. The
 * sizes differ by one at most, as far as the held let them. Nobody sits without a language in common with somebody at
 * the table where an exchange of two people can help it; then as few pairs of one state share a table as can be, and
 * then as few pairs of one agency.
 */
export function seatAll(
  guests: readonly Guest[],
  tables: number,
  seed: string,
  held: Seating = new Map(),
): Map<string, number> {
  const room: Guest[][] = Array.from({ length: tables }, () => []);
  for (const guest of guests) room[(held.get(guest.id) ?? 0) - 1]?.push(guest);
  const free = guests.filter(({ id }) => !isTable(held.get(id), tables));
  for (const guest of inDealingOrder(free, chanceFrom(seed))) bestFor(guest, room)?.push(guest);
  const may = (guest: Guest) => !isTable(held.get(guest.id), tables);
  evenOut(room, may);
  // Exchanges end in the first good place that they come to: the search that hears languages at once can end in a worse
  // one than the search that spreads the delegations first.
  const spread = room.map((table) => [...table]);
  exchange(spread, may, costUnheard);
  for (const start of [room, spread]) exchange(start, may, costOf);
  const [best] = [room, spread].sort((a, b) => sumOf(a.map(costOf)) - sumOf(b.map(costOf)));
  return new Map((best ?? room).flatMap((table, at) => table.map(({ id }) => [id, at + 1] as const)));
}

/** The table for somebody who comes late: among the smallest, where they share a language and a delegation least. */
export function seatFor(late: Guest, guests: readonly Guest[], tables: number, seating: Seating): number {
  const room: Guest[][] = Array.from({ length: tables }, () => []);
  for (const guest of guests) if (guest.id !== late.id) room[(seating.get(guest.id) ?? 0) - 1]?.push(guest);
  const [best] = room
    .map((table, at) => ({
      number: at + 1,
      alone: sharesNothing(late, table),
      size: table.length,
      cost: costOf([...table, late]),
    }))
    .sort((a, b) => a.size - b.size || Number(a.alone) - Number(b.alone) || a.cost - b.cost || a.number - b.number);
  return best?.number ?? 1;
}

/** Whoever sits with others at a table and shares no language with any of them. */
export function sittingAlone(guests: readonly Guest[], seating: Seating): string[] {
  return guests
    .filter((guest) => {
      const number = seating.get(guest.id);
      const table = guests.filter((other) => other.id !== guest.id && seating.get(other.id) === number);
      return number !== undefined && sharesNothing(guest, table);
    })
    .map(({ id }) => id);
}

/** How many pairs of people of one state share a table. */
export function pairsOfOneState(guests: readonly Guest[], seating: Seating): number {
  const tables = new Map<number, Guest[]>();
  for (const guest of guests) {
    const number = seating.get(guest.id);
    if (number !== undefined) tables.set(number, [...(tables.get(number) ?? []), guest]);
  }
  return [...tables.values()].reduce((sum, table) => sum + pairs(table, ({ state }) => state), 0);
}

function isTable(number: number | undefined, tables: number): boolean {
  return number !== undefined && number >= 1 && number <= tables;
}

/** State by state, and in each agency by agency: dealt out in this order, a delegation falls apart by itself. */
function inDealingOrder(guests: readonly Guest[], chance: () => number): Guest[] {
  const rank = new Map<string, number>();
  const drawn = (key: string) => rank.get(key) ?? rank.set(key, chance()).get(key) ?? 0;
  return [...guests]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((guest) => {
      const state = drawn(`state ${guest.state ?? guest.id}`);
      return { guest, state, agency: drawn(`agency ${guest.agency ?? guest.id}`), own: chance() };
    })
    .sort((a, b) => a.state - b.state || a.agency - b.agency || a.own - b.own)
    .map(({ guest }) => guest);
}

/** The table with the fewest of their state, then the smallest, then with the fewest of their agency. */
function bestFor(guest: Guest, room: readonly Guest[][]): Guest[] | undefined {
  const [best] = room
    .map((table) => ({
      table,
      state: table.filter((other) => guest.state !== null && other.state === guest.state).length,
      agency: table.filter((other) => guest.agency !== null && other.agency === guest.agency).length,
    }))
    .sort((a, b) => a.state - b.state || a.table.length - b.table.length || a.agency - b.agency);
  return best?.table;
}

/** Where held people made a table large, others leave the largest for the smallest, as long as that evens them out. */
function evenOut(room: readonly Guest[][], mayMove: (guest: Guest) => boolean): void {
  for (;;) {
    const movable = room.filter((table) => table.some(mayMove)).sort((a, b) => b.length - a.length);
    const [from] = movable;
    const [to] = [...room].sort((a, b) => a.length - b.length);
    if (!from || !to || from.length - to.length < 2) return;
    const [best] = from
      .filter(mayMove)
      .map((guest) => ({ guest, cost: costOf(from.filter((other) => other !== guest)) + costOf([...to, guest]) }))
      .sort((a, b) => a.cost - b.cost);
    if (!best) return;
    from.splice(from.indexOf(best.guest), 1);
    to.push(best.guest);
  }
}

// A room of 24 needs a few thousand; a hall of hundreds stops here with what it has.
const mostExchanges = 400_000;

/** Exchanges two people of two tables as long as that makes these tables better. */
function exchange(room: readonly Guest[][], mayMove: (guest: Guest) => boolean, costOf: Cost): void {
  const costs = room.map(costOf);
  let tried = 0;
  for (let better = true; better && tried < mostExchanges;) {
    better = false;
    for (let a = 0; a < room.length; a += 1)
      for (let b = a + 1; b < room.length; b += 1) {
        const [one, other] = [room[a] ?? [], room[b] ?? []];
        for (let i = 0; i < one.length; i += 1)
          for (let j = 0; j < other.length; j += 1) {
            const [first, second] = [one[i], other[j]];
            if (!first || !second || !mayMove(first) || !mayMove(second)) continue;
            tried += 1;
            const before = (costs[a] ?? 0) + (costs[b] ?? 0);
            [one[i], other[j]] = [second, first];
            const [after, afterOther] = [costOf(one), costOf(other)];
            if (after + afterOther < before) {
              [costs[a], costs[b]] = [after, afterOther];
              better = true;
            } else [one[i], other[j]] = [first, second];
          }
      }
  }
}

// One weighs more than all of the next together, in any hall that we seat.
const weights = { alone: 1e12, state: 1e6, agency: 1 };

type Cost = (table: readonly Guest[]) => number;

function costOf(table: readonly Guest[]): number {
  return table.filter((guest) => sharesNothing(guest, table)).length * weights.alone + costUnheard(table);
}

/** What a table costs whatever people speak. */
function costUnheard(table: readonly Guest[]): number {
  return pairs(table, ({ state }) => state) * weights.state + pairs(table, ({ agency }) => agency) * weights.agency;
}

function sumOf(costs: readonly number[]): number {
  return costs.reduce((sum, cost) => sum + cost, 0);
}

function sharesNothing(guest: Guest, table: readonly Guest[]): boolean {
  const others = table.filter(({ id }) => id !== guest.id);
  return others.length > 0 && !others.some((other) => other.languages.some((each) => guest.languages.includes(each)));
}

function pairs(table: readonly Guest[], keyOf: (guest: Guest) => string | null): number {
  const counts = new Map<string, number>();
  let sum = 0;
  for (const guest of table) {
    const key = keyOf(guest);
    if (key === null) continue;
    const before = counts.get(key) ?? 0;
    sum += before;
    counts.set(key, before + 1);
  }
  return sum;
}

/** Chances between 0 and 1, always the same ones for the same seed (FNV-1a, then mulberry32). */
function chanceFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
