export { assessmentRoutes } from './routes';
export { testStep, testsOverviewStep } from './steps';
export { listAttempts } from './queries';
