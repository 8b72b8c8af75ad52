/** What the debrief of an ended run is made of, beside its first page. */
export { ownRun, runOf } from './permission';
export { logLines, type LoggedRun } from './log-lines';
export { logLinesOf } from './logged';
export { referenceOf, type Reference } from './reference';
export { reckonCases, reckonedOf, type Reckoned, type ReckoningDeps } from './reckoning/reckoned';
export type { Earliest } from './reckoning/earliest';
export { consequence, signed, type Consequence } from './debrief-chairs';
export { sourceWords } from './debrief-tables';
export { storyDay, storyHour } from './story-time';
export { momentOf } from './moment';
