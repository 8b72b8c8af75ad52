import type { Person } from '../accounts';
import { record } from '../audit';
import type { Db } from '../db/db';
import { newId } from '../ids';
import type { Workshop } from '../workshops';
import type { ActionPoint, ParkedQuestion } from './lot';

type Place = Pick<Workshop, 'id'>;

/** The questions of a workshop but for those taken off, in the order in which they came. */
export function listQuestions(db: Db, workshop: Place): Promise<ParkedQuestion[]> {
  return db('parked_questions')
    .where({ workshop_id: workshop.id })
    .whereRaw("outcome is distinct from 'removed'")
    .orderBy('id')
    .select<ParkedQuestion[]>('id', 'question', 'outcome', 'words');
}

/** Parks questions without saying who asks. */
export async function parkQuestions(
  trx: Db,
  origin: string,
  at: Date,
  workshop: Place,
  questions: readonly string[],
): Promise<void> {
  if (questions.length === 0) return;
  await trx('parked_questions').insert(
    questions.map((question) => ({ id: newId(), origin, workshop_id: workshop.id, question, parked_at: at })),
  );
}

/** Says what became of a question; the last word counts. False where the workshop has no such question. */
export async function settleQuestion(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  id: string,
  outcome: { readonly outcome: 'answered' | 'carried' | 'removed'; readonly words: string },
): Promise<boolean> {
  const settled = await trx('parked_questions')
    .where({ id, workshop_id: workshop.id })
    .update({ ...outcome, settled_at: at, settled_by: by.id });
  if (settled === 0) return false;
  const deed = { workshopId: workshop.id, actorId: by.id, action: 'question settled', subject: id };
  await record(trx, origin, at, { ...deed, after: { outcome: outcome.outcome } });
  return true;
}

export function listActions(db: Db, workshop: Place): Promise<ActionPoint[]> {
  return db('action_points')
    .where({ workshop_id: workshop.id })
    .orderByRaw('done_at is not null, due_on nulls last, id')
    .select<ActionPoint[]>({
      id: 'id',
      what: 'what',
      who: 'who',
      dueOn: 'due_on',
      doneAt: 'done_at',
    });
}

export type NewAction = Pick<ActionPoint, 'what' | 'who' | 'dueOn'>;

export async function noteActions(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  actions: readonly NewAction[],
): Promise<void> {
  if (actions.length === 0) return;
  await trx('action_points').insert(
    actions.map(({ what, who, dueOn }) => ({
      ...{ id: newId(), origin, workshop_id: workshop.id, what, who, due_on: dueOn, noted_at: at, noted_by: by.id },
    })),
  );
  const deed = { workshopId: workshop.id, actorId: by.id, action: 'actions noted', subject: workshop.id };
  await record(trx, origin, at, { ...deed, after: { count: actions.length } });
}

/** Says that an action is done, or (`undone`) that it is not yet. False where the workshop has no such action. */
export async function finishAction(
  trx: Db,
  origin: string,
  at: Date,
  by: Person,
  workshop: Place,
  id: string,
  undone: boolean,
): Promise<boolean> {
  const own = trx('action_points').where({ id, workshop_id: workshop.id });
  const changed = await own.update(undone ? { done_at: null, done_by: null } : { done_at: at, done_by: by.id });
  if (changed === 0) return false;
  const action = undone ? 'action reopened' : 'action done';
  await record(trx, origin, at, { workshopId: workshop.id, actorId: by.id, action, subject: id });
  return true;
}
