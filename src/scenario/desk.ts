import type { Words } from '../words';
import type { Case, Choice } from './case';
import { drawn } from './drawn';
import { type FactLine, type Message, arrivedMessages, factLine, requestMessage } from './message';
import { type Move, type OfferLine, type Typed, moveOf, offerLine } from './move';
import type { RoleView } from './role-view';
import type { PlayedRun, RunText, Standing } from './run';
import { storyTime } from './story-time';

/** What followed this person's last decision. */
export interface Consequence {
  readonly chose: string;
  readonly feedbackHtml: string;
  /** The story's time now, if a round ended since. */
  readonly time: string | null;
}

/** A decision in the person's own record, with what they wrote beside it (null once it has been removed). */
export interface OwnDecision {
  readonly seq: number;
  readonly label: string;
  readonly texts: readonly { readonly field: string; readonly body: string | null }[];
}

/** One desk as it is drawn: the words of one role's view and nothing else of the case. */
export interface DeskPage {
  readonly runId: string;
  /** Where this desk stands: its forms are sent to addresses below. */
  readonly path: string;
  readonly caseTitle: string;
  readonly reviewed: boolean;
  readonly role: RoleView['role'];
  readonly powers: readonly string[];
  readonly briefingHtml: string;
  readonly phaseTitle: string;
  readonly phaseHtml: string;
  readonly place: string;
  readonly clock: string;
  readonly board: RoleView['board'];
  readonly fresh: boolean;
  readonly consequence: Consequence | null;
  readonly arrived: readonly Message[];
  readonly toAnswer: readonly Message[];
  readonly earlier: readonly Message[];
  readonly scene: { readonly title: string; readonly bodyHtml: string; readonly offers: readonly OfferLine[] } | null;
  readonly move: Move | null;
  readonly chosen: string;
  readonly facts: readonly FactLine[];
  readonly documents: readonly { readonly id: string; readonly title: string; readonly bodyHtml: string }[];
  readonly out: readonly Message[];
  readonly decisions: readonly OwnDecision[];
  readonly ended: boolean;
}

export interface DeskSource {
  readonly run: PlayedRun;
  readonly exercise: Case;
  readonly view: RoleView;
  readonly log: readonly Standing[];
  readonly texts: readonly RunText[];
}

/** Draws one desk. `asked` is the choice whose form is open, with what was typed in it. */
export function deskOf(source: DeskSource, asked: { choice: string; before: Typed }, t: Words): DeskPage {
  const { run, exercise, view } = source;
  const offers = view.scene?.choices ?? [];
  const open = offers.find(({ id }) => id === asked.choice);
  const arrived = arrivedMessages(view, t);
  const shown = new Set(arrived.map(({ id }) => id));
  const received = view.received.map((request) => requestMessage(request, 'in', t)).filter(({ id }) => !shown.has(id));
  const phaseNumber = exercise.phases.findIndex(({ id }) => id === view.phase.id) + 1;
  return {
    runId: run.id,
    path: `/runs/${run.id}`,
    caseTitle: exercise.title,
    reviewed: exercise.reviewedBy !== null,
    role: view.role,
    powers: view.powers,
    briefingHtml: drawn(view.briefing),
    phaseTitle: view.phase.title,
    phaseHtml: drawn(view.phase.text),
    place: t('run.place', {
      phase: phaseNumber,
      phases: exercise.phases.length,
      round: view.round,
      rounds: view.rounds,
    }),
    clock: storyTime(view.clock.at, t.locale),
    board: view.board,
    fresh: !source.log.some(({ actor }) => actor === 'team'),
    consequence: consequenceOf(source, t),
    arrived,
    toAnswer: received.filter(({ status }) => status === 'delivered'),
    earlier: received.filter(({ status }) => status !== 'delivered'),
    scene: view.scene && {
      title: view.scene.title,
      bodyHtml: drawn(view.scene.body),
      offers: offers.map((offer) => offerLine(offer, t)),
    },
    move: open ? moveOf(open, view, asked.before, t) : null,
    chosen: asked.choice,
    facts: view.knows
      .toSorted((one, other) => other.since.tick - one.since.tick)
      .map((fact) => factLine(fact, view, t)),
    documents: view.holds.map(({ id, title, body }) => ({ id, title, bodyHtml: drawn(body) })),
    out: view.sent
      .toSorted((one, other) => other.sentAt.tick - one.sentAt.tick)
      .map((request) => requestMessage(request, 'out', t)),
    decisions: ownDecisions(source),
    ended: view.status === 'ended',
  };
}

function consequenceOf({ exercise, view, log }: DeskSource, t: Words): Consequence | null {
  const last = log.findLast(({ actor }) => actor === 'team');
  if (!last || last.input.type !== 'decide') return null;
  const closed = log.some(
    ({ seq, input }) => seq > last.seq && (input.type === 'end-round' || input.type === 'end-phase'),
  );
  return {
    chose: labelOf(exercise, last.input.choice),
    feedbackHtml: drawn(view.feedback),
    time: closed ? storyTime(view.clock.at, t.locale) : null,
  };
}

function ownDecisions({ exercise, log, texts }: DeskSource): readonly OwnDecision[] {
  return log
    .filter(({ actor }) => actor === 'team')
    .flatMap(({ seq, input }) =>
      input.type !== 'decide'
        ? []
        : [{ seq, label: labelOf(exercise, input.choice), texts: texts.filter((text) => text.seq === seq) }],
    );
}

function labelOf(exercise: Case, id: string): string {
  return choiceOf(exercise, id)?.label ?? id;
}

export function choiceOf(exercise: Case, id: string): Choice | undefined {
  return exercise.scenes.flatMap(({ choices }) => choices).find((choice) => choice.id === id);
}
