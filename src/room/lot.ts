/** An open question of the room, without whoever asked it. */
export interface ParkedQuestion {
  readonly id: string;
  readonly question: string;
  /** `carried`: it leaves the workshop open, with somebody or somewhere to be answered. */
  readonly outcome: 'answered' | 'carried' | null;
  /** The answer, or where it is carried to. */
  readonly words: string;
}

/** What was agreed to be done: who is a person, an agency or a table, as the room says it. */
export interface ActionPoint {
  readonly id: string;
  readonly what: string;
  readonly who: string;
  /** ISO day. */
  readonly dueOn: string | null;
  readonly doneAt: Date | null;
}

/** Open questions first, in the order in which they were asked; then what was answered, then what is carried. */
export function inLotOrder(questions: readonly ParkedQuestion[]): ParkedQuestion[] {
  const rank = ({ outcome }: ParkedQuestion) => (outcome === null ? 0 : outcome === 'answered' ? 1 : 2);
  return [...questions].sort((a, b) => rank(a) - rank(b));
}
