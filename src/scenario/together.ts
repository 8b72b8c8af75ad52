/** What a run that a whole room plays is made of: the same log, the same desk, the same debrief. */
export { listCases, getCase } from './published';
export { type PositionDeps, type Position, positionOf } from './position';
export { type Pen, penOf } from './pen';
export type { PlayedRun, RunText, Standing } from './run';
export { appendEvents, endRun, eraseText, insertTexts, keepCase, listTexts } from './queries';
export { type DeskPage, choiceOf, deskOf } from './desk';
export { fictionalText } from './desk-answer';
export { type Typed, asked, nothingTyped } from './move';
export { type Filled, decisionForm, readFields, sentName, typedIn } from './forms';
export { cautionsIn } from '../prose';
export { debriefFrom, otherChairs } from './debrief-routes';
export { debriefPage } from './pages';
export type { Day, Timed } from './timeline';
export { drawn } from './drawn';
export { storyTime } from './story-time';
export { arrivedMessages, type Message } from './message';
