export { markingRoutes, type MarkingRouteDeps } from './routes';
