export { liveRoutes, type LiveDeps } from './routes';
export { liveStep } from './steps';
/** What the debrief of a room needs: who may come in, the rooms of a workshop, how they are called. */
export { entryOf, liveDesk, liveFacilitator, liveMember, liveWatcher } from './permissions';
export { listLiveRuns, listTables } from './queries';
export { roomName, tableName } from './shown';
export type { LiveRun, Table } from './live';
