export { certificateRoutes } from './routes';
export { certificateStep } from './steps';
export { hasAlumniRecord, issue, listOwnCertificates } from './queries';
export { claimCodeOf, claimKeyOf, type Certificate } from './certificate';
export { completionRule, halfDaysNeeded } from './completion';
