export { tableRoutes } from './routes';
export { tablesStep } from './steps';
export { tableNumbers } from './queries';
