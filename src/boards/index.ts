export { boardRoutes } from './routes';
export { boardsStep } from './steps';
