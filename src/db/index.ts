export { connect } from './connection';
export type { Db } from './db';
export { startEmbedded, type Embedded } from './embedded';
export { claimInstallation, type Installation } from './installation';
export { listenTo, notify } from './listen';
export { listMigrations, migrate } from './migrate';
