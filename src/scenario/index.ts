export { scenarioRoutes, type ScenarioDeps } from './routes';
export { caseStep } from './steps';
export { hasFinishedCase, listCaseFinishers } from './queries';
export { type Outcome, listOutcomes } from './outcomes';
export * from './kernel';
export * from './together';
export * from './after';
