/** What the debrief of an ended run is made of, beside its first page. */
export { ownRun, runOf } from './permission';
export { logLines, type LoggedRun } from './log-lines';
export { logLinesOf, openLogLines } from './logged';
export { referenceOf, type Reference } from './reference';
export { reckonCases, reckonedOf, type Reckoned, type ReckoningDeps } from './reckoning/reckoned';
export type { Earliest } from './reckoning/earliest';
export { consequence, signed, type Consequence } from './debrief-chairs';
export { sourceWords } from './debrief-tables';
export { storyDay, storyHour } from './story-time';
export { fieldLabel, valueWords } from './message';
export { timelineOf } from './timeline';
export { linesOf, type Lived } from './person-line';
export type { Person, PersonEntry } from './case';
export { type RunEvent, standing } from './run';
export { momentOf } from './moment';
