export { debriefRoutes, type DebriefRouteDeps } from './routes';
