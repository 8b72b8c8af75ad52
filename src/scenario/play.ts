import type { Clock } from '../clock';
import type { Db } from '../db';
import { newId } from '../ids';
import type { Case, FormValues, Id } from './case';
import { takeNewerText } from './newer-text';
import { type Pen, penOf } from './pen';
import { type PositionDeps, hashOfState, positionOf, replayed } from './position';
import { appendEvents, endRun, getRunOfForm, hasTaken, insertRun, insertTexts, keepCase, lockRun } from './queries';
import { type Run, type RunEvent, lastBarrier } from './run';
import { closingInputs } from './stand-ins';
import type { Refused } from './state';

export interface PlayDeps extends PositionDeps {
  readonly clock: Clock;
  readonly origin: string;
}

/** What a new run is begun with. `input` is the id of the form that asks for it. */
export interface Beginning {
  readonly workshop: { readonly id: string };
  readonly exercise: Case;
  readonly role: Id;
  readonly input: string;
}

/** One decision as it comes from a page. `seq` is the last line of the log that the page was drawn from. */
export interface Decision {
  readonly inputId: string;
  readonly seq: number;
  readonly choice: Id;
  readonly form: FormValues | undefined;
  readonly texts: Readonly<Record<string, string>>;
}

/** `repeated`: this form was taken before. `stale`: the run has moved on since its page was drawn. Neither changes anything. */
export type Outcome = 'taken' | 'repeated' | 'stale' | { readonly refused: Refused };

/**
 * Takes one decision, and all that follows from it at once: when the seat waits, the stand-ins play the others and the
 * round is closed, in the same transaction and the same log. The run is locked meanwhile.
 */
export function decide(deps: PlayDeps, run: Run, decision: Decision): Promise<Outcome> {
  return inLockedRun(deps, run, async (trx, locked) => {
    if (await hasTaken(trx, run, decision.inputId)) return 'repeated';
    const position = await positionOf({ ...deps, db: trx }, locked);
    if (position.seq !== decision.seq || locked.endedAt) return 'stale';
    const scene = position.state.desks[run.role]?.at;
    if (!scene) return 'stale';

    const pen = penOf(position, deps.clock());
    const { choice, form } = decision;
    const refused = pen.write(
      'team',
      { type: 'decide', role: run.role, scene, choice, ...(form && { form }) },
      decision.inputId,
    );
    if (refused) return { refused };
    closeRounds(position.exercise, run, pen);

    const at = deps.clock();
    await appendEvents(trx, run, pen.lines, deps.origin);
    await insertTexts(trx, run, { seq: position.seq + 1, texts: decision.texts, at, origin: deps.origin });
    const ending = pen.state().ending;
    if (ending !== null) await endRun(trx, run, ending, at);
    return 'taken';
  });
}

/**
 * Begins a run of this case from this seat, and plays what comes before the first decision of a seat that waits at
 * first. A form sent twice begins one run, which is answered both times.
 */
export async function begin(deps: PlayDeps, person: { readonly id: string }, beginning: Beginning): Promise<Run> {
  const { exercise, workshop, role, input } = beginning;
  const now = deps.clock();
  const id = newId();
  await deps.db.transaction(async (trx) => {
    await keepCase(trx, { hash: exercise.contentHash, compiled: exercise, origin: deps.origin, now });
    const run: Run = {
      id,
      workshopId: workshop.id,
      personId: person.id,
      caseId: exercise.id,
      caseHash: exercise.contentHash,
      engineVersion: exercise.engineVersion,
      role,
      // The chances of a run follow from its own id: nobody draws them, and a replay draws the same.
      seed: id,
      startedAt: now,
      endedAt: null,
      ending: null,
    };
    if (!(await insertRun(trx, run, input, deps.origin))) return;
    const position = await positionOf({ ...deps, db: trx }, run);
    const pen = penOf(position, now);
    closeRounds(exercise, run, pen);
    await appendEvents(trx, run, pen.lines, deps.origin);
    const { ending } = pen.state();
    if (ending !== null) await endRun(trx, run, ending, now);
  });
  return getRunOfForm(deps.db, person, input);
}

/** Which newer text of the case a page offered, and which line of the log it was drawn from. */
export interface TextTaken {
  readonly inputId: string;
  readonly seq: number;
  readonly version: string;
}

/** Goes on with a newer text of the case, between two rounds and by the player's own act. A form sent twice does it once. */
export function takeText(deps: PlayDeps, run: Run, { inputId, seq, version }: TextTaken): Promise<Outcome> {
  return inLockedRun(deps, run, async (trx, locked) => {
    if (await hasTaken(trx, run, inputId)) return 'repeated';
    const position = await positionOf({ ...deps, db: trx }, locked);
    if (position.seq !== seq || locked.endedAt) return 'stale';
    const taking = { actor: 'team' as const, inputId, version, at: deps.clock(), origin: deps.origin };
    return (await takeNewerText(trx, locked, position, taking)) ? 'taken' : 'stale';
  });
}

/** Takes back what was decided since the last barrier. Nothing is deleted: the log gains a line that says so. */
export function retract(deps: PlayDeps, run: Run, seq: number): Promise<Outcome> {
  return inLockedRun(deps, run, async (trx, locked) => {
    const position = await positionOf({ ...deps, db: trx }, locked);
    const to = lastBarrier(position.log);
    if (position.seq !== seq || to === undefined || locked.endedAt) return 'stale';
    const before = position.standing.filter((event) => event.seq <= to);
    const state = replayed(position.exercise, locked, before, deps.report);
    const line: RunEvent = {
      seq: seq + 1,
      actor: 'system',
      role: run.role,
      input: { type: 'undo', to },
      inputId: null,
      at: deps.clock(),
      stateHash: hashOfState(state),
      caseHash: position.exercise.contentHash,
      engineVersion: position.exercise.engineVersion,
    };
    await appendEvents(trx, run, [line], deps.origin);
    return 'taken';
  });
}

function inLockedRun<Result>(
  deps: PlayDeps,
  run: Run,
  act: (trx: Db, locked: Run) => Promise<Result>,
): Promise<Result> {
  return deps.db.transaction(async (trx) => act(trx, await lockRun(trx, run)));
}

/** While this seat waits: the others are played, events whose time has come are fired, and the round ends. */
function closeRounds(exercise: Case, run: Run, pen: Pen): void {
  while (pen.state().ending === null && !pen.state().desks[run.role]?.at) {
    for (const { actor, input } of closingInputs(exercise, pen.state(), true)) {
      const refused = pen.write(actor, input);
      if (refused)
        throw new Error(`The case ${exercise.id} cannot close a round: ${input.type} is refused (${refused}).`);
    }
  }
}
