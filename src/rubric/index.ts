/** Marking free text by a rubric: what a mark is and points at, how it is kept, how far two raters agree. */
export type { AnswerRater, Mark, Rater, RunRater, Sheet, SubjectKind, CriterionAgreement } from './mark';
export { agreementsOf, answerRaters, standing } from './mark';
export { type Citable, type Evidence, type Sentence, quoted, sentencesOf, writeEvidence } from './evidence';
export { type Places, type Settled, independentSheets, raterFor, settledOf } from './two-raters';
export { type Agreement, agreementOf, fewestPairs, weightedKappa } from './agreement';
export { allocate, type Marker, type ToGive } from './allocation';
export { type SheetForm, longestWords, sheetForm } from './forms';
export {
  type Subject,
  holdSubject,
  insertSheet,
  insertSubjects,
  listGivenTo,
  isSheetTaken,
  listPlaces,
  listSheets,
  listSubjectsOfAnswers,
  listSubjectsOf,
  takePlace,
  withoutPermissionCheckFindSubject,
} from './queries';
export { markLines, markLinesOf } from './mark-lines';
