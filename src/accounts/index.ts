export { accountRoutes, rejoinCode } from './routes';
export { anyone, signedIn, signedInOnly, staffOnly, workshopOpeners } from './permissions';
export { type Person, mayOpenWorkshops, mayRunProgramme, cleanName, longestName } from './person';
export {
  addPerson,
  broke,
  findEmailOf,
  closeEntries,
  findEntry,
  findPerson,
  grant,
  hasAdministrator,
  makeEntry,
  setSignIn,
} from './queries';
export { createSessions, endSession, keepSession, onSignOut, startSession, type Sessions } from './sessions';
export { type Limits, createLimits } from './limits';
export { nameField, passwordField } from './forms';
export { hashPassword } from './password';
export { fold, foldName } from './fold';
export type { Belonging } from './belonging';
