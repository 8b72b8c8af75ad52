/** A text that somebody else has to mark: of which table, in which room. */
export interface ToGive {
  readonly id: string;
  readonly table: string;
  readonly room: string;
}

/** A table that can mark, and how many texts it has been given already. */
export interface Marker {
  readonly table: string;
  readonly room: string;
  readonly has?: number;
}

/**
 * Which table marks which text: by the id of the text, the id of a table. No table gets its own; loads differ by no more than one,
 * as far as tables are not short of others' texts; and of what is left open as many texts as possible go to another
 * room. The same texts and tables, in whatever order, are always shared out in the same way. Where there is no other
 * table a text is left out.
 */
export function allocate(texts: readonly ToGive[], tables: readonly Marker[]): ReadonlyMap<string, string> {
  const markers = tables.toSorted((one, other) => compare(one.table, other.table));
  const waiting = texts
    .filter(({ table }) => markers.some((marker) => marker.table !== table))
    .toSorted((one, other) => compare(one.id, other.id));
  const held: Held = new Map(markers.map(({ table }) => [table, []]));
  const load = (marker: Marker) => (marker.has ?? 0) + (held.get(marker.table)?.length ?? 0);
  for (const text of waiting) {
    const open = markers.filter(({ table }) => table !== text.table);
    const best = open.toSorted(
      (one, other) => load(one) - load(other) || Number(one.room === text.room) - Number(other.room === text.room),
    )[0];
    if (best) held.get(best.table)?.push(text);
  }
  level(markers, held, load);
  mix(markers, held, load);
  return new Map([...held].flatMap(([table, given]) => given.map(({ id }) => [id, table] as const)));
}

type Held = Map<string, ToGive[]>;

/** Passes texts on, from table to table, until none is two ahead of one that its texts could reach. */
function level(markers: readonly Marker[], held: Held, load: (marker: Marker) => number): void {
  for (;;) {
    const moved = markers.some((from) => {
      const way = wayDown(from, markers, held, load);
      if (!way) return false;
      for (const { text, of, to } of way) {
        held.set(of, held.get(of)?.filter((each) => each !== text) ?? []);
        held.get(to)?.push(text);
      }
      return true;
    });
    if (!moved) return;
  }
}

interface Move {
  readonly text: ToGive;
  readonly of: string;
  readonly to: string;
}

/** The shortest chain of passings-on from this table to one with at least two fewer. */
function wayDown(
  from: Marker,
  markers: readonly Marker[],
  held: Held,
  load: (marker: Marker) => number,
): readonly Move[] | undefined {
  const ways = new Map<string, readonly Move[]>([[from.table, []]]);
  for (const [table, way] of ways) {
    for (const to of markers) {
      if (ways.has(to.table)) continue;
      const text = held.get(table)?.find((each) => each.table !== to.table);
      if (!text) continue;
      const longer = [...way, { text, of: table, to: to.table }];
      if (load(to) <= load(from) - 2) return longer;
      ways.set(to.table, longer);
    }
  }
  return undefined;
}

/**
 * Passes texts round, each table giving one and taking one, wherever more of them then go to another room. A round may
 * begin at a table that has one more than the table where it ends: they change places, and loads stay as even as before.
 */
function mix(markers: readonly Marker[], held: Held, load: (marker: Marker) => number): void {
  for (let round = roundThatMixes(markers, held, load); round; round = roundThatMixes(markers, held, load)) {
    for (const { text, of } of round) held.set(of, held.get(of)?.filter((each) => each !== text) ?? []);
    for (const { text, to } of round) held.get(to)?.push(text);
  }
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly cost: number;
  readonly move?: Move;
}

/** A round by which fewer texts stay in their own room (a negative cycle, found as Bellman and Ford do); else undefined. */
function roundThatMixes(
  markers: readonly Marker[],
  held: Held,
  load: (marker: Marker) => number,
): readonly Move[] | undefined {
  const edges = edgesOf(markers, held, load);
  const far = new Map<string, number>();
  const came = new Map<string, Edge>();
  const nodes = new Set(edges.flatMap(({ from, to }) => [from, to]));
  let last: string | undefined;
  for (let pass = 0; pass <= nodes.size; pass += 1) {
    last = undefined;
    for (const edge of edges) {
      const length = (far.get(edge.from) ?? 0) + edge.cost;
      if (length >= (far.get(edge.to) ?? 0)) continue;
      far.set(edge.to, length);
      came.set(edge.to, edge);
      last = edge.to;
    }
    if (last === undefined) return undefined;
  }
  // As many steps back as there are nodes lead into the round itself.
  let node = last ?? '';
  for (let step = 0; step < nodes.size; step += 1) node = came.get(node)?.from ?? node;
  const round: Move[] = [];
  const begins = node;
  do {
    const edge = came.get(node);
    if (edge?.move) round.push(edge.move);
    node = edge?.from ?? begins;
  } while (node !== begins);
  return round;
}

function edgesOf(markers: readonly Marker[], held: Held, load: (marker: Marker) => number): Edge[] {
  const stays = (text: ToGive, marker: Marker) => Number(text.room === marker.room);
  return markers.flatMap((from) => [
    // A table that has so many may give its place to one that has one fewer.
    { from: `fewer than ${load(from)}`, to: from.table, cost: 0 },
    { from: from.table, to: `fewer than ${load(from) + 1}`, cost: 0 },
    ...markers.flatMap((to): Edge[] => {
      const moves = (held.get(from.table) ?? [])
        .filter((text) => to.table !== from.table && text.table !== to.table)
        .map((text) => ({ text, cost: stays(text, to) - stays(text, from) }))
        .toSorted((one, other) => one.cost - other.cost);
      const [best] = moves;
      if (!best) return [];
      const { text, cost } = best;
      return [{ from: from.table, to: to.table, cost, move: { text, of: from.table, to: to.table } }];
    }),
  ]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
