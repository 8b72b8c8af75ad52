export { workshopFacilitator, workshopMember, workshopOf, workshopParticipant } from './permissions';
export { type Workshop, mayFacilitate, takesPart } from './workshop';
export {
  enrol,
  findWorkshop,
  listEnrolled,
  hasBegun,
  listWorkshops,
  openWorkshop,
  pinText,
  type Enrolled,
} from './queries';
export { workshopRoutes } from './routes';
export { joinRoutes } from './join-routes';
export { attendanceRoutes } from './attendance-routes';
export { listMarks, markAttendance } from './attendance-queries';
export { halfDaysOf, presentCount } from './attendance';
export type { Step, StepSource, Stretch } from './steps';
export { dayInWords, daysInWords } from './days';
export { type MarginSource, readingRoutes } from './reading';
export { textOf } from './text';
export { languageKey, readLanguages } from './languages';
export { changesRoutes } from './changes-routes';
export { localRoutes } from './local-routes';
export { bookRoutes } from './books';
export { agendaRoutes } from './agenda-routes';
export { getAgenda } from './agenda-queries';
export type { Misfit, OwnDay, OwnItem } from './agenda';
export { type Weight, weigher } from './weights';
export { paperRoutes } from './paper-routes';
