export { tableRoutes } from './routes';
export { tablesStep } from './steps';
export { findPlan, tableNumbers } from './queries';
