export { liveRoutes, type LiveDeps } from './routes';
export { liveStep } from './steps';
/** What the debrief of a room needs: who may come in, the rooms of a workshop, how they are called. */
export { type Entry, entryOf, liveDesk, liveFacilitator, liveMember, liveWatcher } from './permissions';
export { listLiveRuns, listPlayers, listTables } from './queries';
/** Who writes for a table, when it marks what others wrote too. */
export { findRecorder, inRoom, makeRecorder } from './room-queries';
export { roomName, tableName } from './shown';
export type { LiveRun, Table } from './live';
