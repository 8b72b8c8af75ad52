/** The pure kernel of the exercise: what other parts may use of it. No clock, no chance of its own, no I/O. */
export { compileCase, engineVersion, type Compiled } from './compile';
export type { Case, FormValues, Id } from './case';
export { dimensions, type Dimension, qualities, type Quality, type Scores } from './case';
export { Diverged, barrierInput, fold, isLastRound, start, step, whyNotFired } from './step';
export type { Input, LogEntry, Refused, State, Step } from './state';
export { closingInputs, standInInputs, type ClosingInput } from './stand-ins';
export { roundState, view } from './view';
export type { Offer, OfferedField, OfferedForm, RoleView } from './role-view';
export { noScores, score, sumOf, type ScoreLine } from './score';
export { debrief } from './debrief';
export type { BreachStory, Debrief, Decision, EventStory, FactStory, MessageStory } from './story';
export { attainable, bestFrom, type Attainable } from './verify/attainable';
export { losses, type Loss, type Losses } from './verify/losses';
export { stateCap, verify, type Verified, type VerifiedEnding } from './verify/verify';
