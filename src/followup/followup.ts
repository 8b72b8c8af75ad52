/** After how many months a participant is asked. */
export const months = [1, 3, 6] as const;
export type Month = (typeof months)[number];

export const outcomes = ['kept', 'changed', 'not yet', 'declined'] as const;
export type Outcome = (typeof outcomes)[number];

/** What one person said: a word, and counts. A count that was left out is null, never zero. */
export interface FollowupAnswer {
  readonly outcome: Outcome;
  readonly requestsSent: number | null;
  readonly requestsAnswered: number | null;
  readonly contactsUsed: number | null;
}

/** One question to one person. */
export interface Asked {
  readonly id: string;
  readonly workshopId: string;
  readonly personId: string;
  readonly workshop: string;
  readonly displayName: string;
  readonly month: Month;
  readonly answer: FollowupAnswer | undefined;
}

/** One question as its own person, or who they let see it, reads it; without an answer, that. */
export type Said = Pick<Asked, 'month' | 'answer'>;

/** The day on which the question of a month is due: the same day of a later month, or that month's last. */
export function dueOn(endsOn: string, month: Month): string {
  const [year = 0, at = 1, day = 1] = endsOn.split('-').map(Number);
  const last = new Date(Date.UTC(year, at - 1 + month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, at - 1 + month, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Days after which nobody is asked any more: the next question is near, or the time has passed. */
export const askedWithin = 45;

/** The months whose question is due on a day, both ISO. */
export function dueMonths(endsOn: string, today: string): Month[] {
  return months.filter((month) => {
    const due = dueOn(endsOn, month);
    const late = (Date.parse(today) - Date.parse(due)) / 86_400_000;
    return late >= 0 && late <= askedWithin;
  });
}

/** What became of one month's question in a workshop. `said` is there from five answers on. */
export interface FunnelLine {
  readonly month: Month;
  readonly dueOn: string;
  readonly asked: number;
  readonly answered: number;
  readonly declined: number;
  /** Asked, and no answer: shown as that, and guessed at by nobody. */
  readonly silent: number;
  readonly said:
    | {
        readonly kept: number;
        readonly changed: number;
        readonly notYet: number;
        readonly requestsSent: number;
        readonly requestsAnswered: number;
        readonly contactsUsed: number;
      }
    | undefined;
}

/** The way of a cohort through one month's question; details only where at least `fewest` people answered. */
export function funnelLine(
  month: Month,
  endsOn: string,
  asked: number,
  answers: readonly FollowupAnswer[],
  fewest: number,
): FunnelLine {
  const given = answers.filter(({ outcome }) => outcome !== 'declined');
  const count = (outcome: Outcome) => given.filter((answer) => answer.outcome === outcome).length;
  const sum = (name: 'requestsSent' | 'requestsAnswered' | 'contactsUsed') =>
    given.reduce((total, answer) => total + (answer[name] ?? 0), 0);
  const said = {
    kept: count('kept'),
    changed: count('changed'),
    notYet: count('not yet'),
    requestsSent: sum('requestsSent'),
    requestsAnswered: sum('requestsAnswered'),
    contactsUsed: sum('contactsUsed'),
  };
  return {
    month,
    dueOn: dueOn(endsOn, month),
    asked,
    answered: given.length,
    declined: answers.length - given.length,
    silent: asked - answers.length,
    said: given.length >= fewest ? said : undefined,
  };
}
