import { type Route, get, post } from '../web/route';
import { workshopOf, workshopParticipant } from '../workshops';
import { listTextsToMark, showAnswers } from './answer-list';
import { showAnswer, showOwnMarks, takeAnswerMarks } from './answer-marks';
import { answerRater, workshopRater } from './permission';
import type { MarkingRouteDeps } from './routes';

/**
 * Own words in tests, marked by two facilitators who see neither each other's marks nor whose words they are until both
 * have marked. Marks change no result and no certificate, and are seen by nobody but these facilitators and the writer.
 */
export function answerRoutes(deps: MarkingRouteDeps): Route[] {
  const base = '/workshops/:workshop/marking';
  return [
    get(base, workshopRater, (req, res) => showAnswers(deps, req, res)),

    post(`${base}/texts`, workshopRater, async (req, res) => {
      await listTextsToMark(deps, req);
      res.redirect(303, `/workshops/${workshopOf(req).id}/marking`);
    }),

    get(`${base}/:answer`, answerRater, (req, res) => showAnswer(deps, req, res)),

    post(`${base}/:answer/marks`, answerRater, (req, res) => takeAnswerMarks(deps, req, res)),

    get('/workshops/:workshop/tests/:form/marks', workshopParticipant, (req, res) => showOwnMarks(deps, req, res)),
  ];
}
