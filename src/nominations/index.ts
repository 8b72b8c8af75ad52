export { nominationRoutes } from './routes';
export { nominationStep } from './steps';
export { forgetNominees } from './forget-queries';
