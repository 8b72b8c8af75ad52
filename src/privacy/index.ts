export { privacyRoutes } from './routes';
export { sweep } from './retention-queries';
export { erase } from './erasure-queries';
