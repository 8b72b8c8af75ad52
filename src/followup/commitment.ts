export const templates = ['none', 'request', 'answer', 'check'] as const;
/** The blank tool of the Handbook that the person will use for it; words under `commitment.template.<name>`. */
export type Template = (typeof templates)[number];

/** What one person will do after the return to work. */
export interface Commitment {
  readonly id: string;
  readonly workshopId: string;
  readonly personId: string;
  readonly what: string;
  /** ISO day. */
  readonly byOn: string;
  readonly template: Template;
}
