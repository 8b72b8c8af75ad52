export { rosterRoutes } from './routes';
export { type Table, csvOf, workbookOf } from './formats';
/** What a nomination needs to become a place: who is meant, how many are free, and how one is given up. */
export { addNewcomer, giveUpPlace, whoAre } from './nominee-queries';
export { countFreeSeats, freeSeats } from './import-queries';
export { setReplaces } from './queries';
export type { Deed } from './plan';
