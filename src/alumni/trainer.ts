/** The way from alumna to facilitator, in this order. */
export const stepKinds = ['co-delivery', 'observed', 'sign-off'] as const;
export type StepKind = (typeof stepKinds)[number];

/** What a facilitator must show. The words of each stand in `locales/` under `trainer.criterion.<name>`. */
export const criteria = ['purpose', 'time', 'questions', 'safety', 'respect', 'correction'] as const;
export type Criterion = (typeof criteria)[number];

export type Mark = 'met' | 'not yet';
export type Marks = Readonly<Partial<Record<Criterion, Mark>>>;

export interface Step {
  readonly kind: StepKind;
  /** ISO day. */
  readonly doneOn: string;
  readonly words: string;
  readonly marks: Marks;
}

/** A step counts when every criterion was met; for a co-delivery, that it was done is enough. */
export function counts({ kind, marks }: Pick<Step, 'kind' | 'marks'>): boolean {
  return kind === 'co-delivery' || criteria.every((criterion) => marks[criterion] === 'met');
}

/** What comes next; undefined at the end of the path. A delivery that fell short is observed again. */
export function nextStep(steps: readonly Step[]): StepKind | undefined {
  return stepKinds.find((kind) => !steps.some((step) => step.kind === kind && counts(step)));
}
