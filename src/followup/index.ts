import type { Route } from '../web/route';
import { commitmentRoutes } from './commitment-routes';
import { type FollowupDeps, evaluationRoutes } from './evaluation-routes';
import { followupRoutes as answerRoutes } from './followup-routes';

/** Listening to a workshop's people when it ends, and to what became of it. */
export function followupRoutes(deps: FollowupDeps): Route[] {
  return [...evaluationRoutes(deps), ...commitmentRoutes(deps), ...answerRoutes(deps)];
}

export { listOwnCommitments } from './commitment-queries';
export type { Commitment } from './commitment';
export { askWhoIsDue, listAsked, listFollowups } from './followup-queries';
export { type FollowupAnswer, type Month, months } from './followup';
export { followupSteps } from './steps';
export { listAnswers } from './evaluation-queries';
export { resultsOf } from './evaluation';
