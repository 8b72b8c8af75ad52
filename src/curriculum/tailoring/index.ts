export {
  type ModuleChoice,
  type ModulePlace,
  type Tailoring,
  choiceOn,
  modulePlaces,
  programmesChoice,
} from './tailoring';
export { clockOf, minutesOf } from '../agenda';
export { agendaFor, overfullDays, type Overfull } from './agenda';
export { keepTailoring } from './queries';
export { blocksAtHand, readNote, undrawable, type BlockAtHand } from './standing';
