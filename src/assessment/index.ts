export { assessmentRoutes } from './routes';
export { testStep, testsOverviewStep } from './steps';
export { listAttempts } from './queries';
export { type Written, listWritten } from './written-queries';
export { formIn } from './forms';
export { startEnding } from './ending';
export { type MarkedAttempt, type MarkedItem, listMarked } from './marks';
export { type ItemSums, addSums, discriminationFrom, facilityFrom, noSums, sumsOfItem } from './pooled';
export * from './statistics';
