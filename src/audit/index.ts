export { record, brokenAuditLink } from './queries';
export type { Deed } from './audit';
