export { rosterRoutes } from './routes';
export { type Table, csvOf, workbookOf } from './formats';
