export { reportRoutes } from './routes';
export { reportStep } from './steps';
export { recount } from './sums-queries';
