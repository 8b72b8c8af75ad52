export { roomRoutes } from './routes';
export { roomStep } from './steps';
