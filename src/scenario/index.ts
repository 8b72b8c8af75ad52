export { scenarioRoutes, type ScenarioDeps } from './routes';
export { caseStep } from './steps';
export { hasFinishedCase, listCaseFinishers } from './queries';
export * from './kernel';
