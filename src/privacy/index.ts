export { privacyRoutes } from './routes';
export { sweep } from './retention-queries';
