export { searchRoutes } from './routes';
export { tokensIn } from './tokens';
