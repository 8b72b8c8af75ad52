import type { Request } from 'express';
import { signedIn } from '../accounts';
import type { Db } from '../db';
import { Conflict, NotFound } from '../errors';
import type { Permission } from '../web/route';
import { type Workshop, findWorkshop, mayFacilitate } from '../workshops';
import type { LiveRun, Player, Table } from './live';
import { findPlayer, listTables, withoutPermissionCheckGetLiveRun } from './queries';

/** A room as the person who asks may use it. */
export interface Entry {
  readonly run: LiveRun;
  readonly workshop: Workshop;
  readonly tables: readonly Table[];
  /** Where they sit, if they do. */
  readonly player: Player | undefined;
  readonly table: Table | undefined;
  readonly facilitates: boolean;
  /** They see every desk and touch none: observers, interpreters, and those who facilitate. */
  readonly watches: boolean;
}

const admitted = new WeakMap<Request, Entry>();

/** The room of this path. Only behind one of the permissions below. */
export function entryOf(req: Request): Entry {
  const entry = admitted.get(req);
  if (!entry) throw new Error('This route has no live permission.');
  return entry;
}

/** Fetches the room through its workshop and the person who asks; one that is not theirs to see is not found. */
async function enter(req: Request): Promise<Entry> {
  const person = signedIn(req);
  const db = req.app.locals['db'] as Db;
  const run = await withoutPermissionCheckGetLiveRun(db, String(req.params['live']));
  const workshop = await findWorkshop(db, person, run.workshopId);
  if (!workshop) throw new NotFound();
  const [tables, player] = await Promise.all([listTables(db, run), findPlayer(db, run, person)]);
  const facilitates = mayFacilitate(workshop);
  const watches = facilitates || workshop.roles.some((role) => role === 'observer' || role === 'interpreter');
  const table = tables.find(({ id }) => id === player?.tableId);
  const entry = { run, workshop, tables, player, table, facilitates, watches };
  admitted.set(req, entry);
  return entry;
}

export const liveMember: Permission = {
  name: 'member of the room’s workshop',
  admit: async (req) => {
    await enter(req);
  },
};

export const liveFacilitator: Permission = {
  name: 'facilitator of the room',
  admit: async (req) => {
    if (!(await enter(req)).facilitates) throw new NotFound();
  },
};

export const liveWatcher: Permission = {
  name: 'watcher of the room',
  admit: async (req) => {
    if (!(await enter(req)).watches) throw new NotFound();
  },
};

/** A desk is seen by the table that plays its role, and by those who watch. */
export const liveDesk: Permission = {
  name: 'table of the desk or watcher of the room',
  admit: async (req) => {
    const { watches, table } = await enter(req);
    const role = String(req.params['role']);
    if (!watches && !table?.roles.includes(role)) throw new NotFound();
    if (watches && !/^[a-z][a-z0-9-]*$/.test(role)) throw new NotFound();
  },
};

/** The table that plays the role of this path, and nobody else. */
export const liveSeat: Permission = {
  name: 'table of the desk',
  admit: async (req) => {
    if (!(await enter(req)).table?.roles.includes(String(req.params['role']))) throw new NotFound();
  },
};

/** Somebody who sits at a table of the room. */
export const livePlayer: Permission = {
  name: 'player of the room',
  admit: async (req) => {
    if (!(await enter(req)).player) throw new NotFound();
  },
};

/** A participant of the room's workshop: who may sit down. */
export const liveParticipant: Permission = {
  name: 'participant of the room’s workshop',
  admit: async (req) => {
    const { workshop, run } = await enter(req);
    if (!workshop.roles.includes('participant')) throw new NotFound();
    if (run.endedAt && req.method === 'POST') throw new Conflict('live.refused.ended');
  },
};
