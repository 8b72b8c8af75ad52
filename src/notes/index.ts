export { marginOf } from './margin';
export { noteRoutes } from './routes';
