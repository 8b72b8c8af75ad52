export { alumniRoutes } from './routes';
