export { copyMargin } from './copy-margin';
export { marginOf } from './margin';
export { noteRoutes } from './routes';
