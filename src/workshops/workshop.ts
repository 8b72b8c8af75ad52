export type WorkshopRole = 'facilitator' | 'participant' | 'observer' | 'interpreter';

/** One delivery of the programme, as one person sees it: `roles` are theirs (`staff` when they run the programme). */
export interface Workshop {
  readonly id: string;
  readonly origin: string;
  readonly title: string;
  readonly venue: string;
  /** IANA name of the venue's zone. */
  readonly timeZone: string;
  /** ISO days at the venue. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly language: string;
  readonly capacity: number;
  readonly joinCode: string;
  readonly publicationId: string;
  /** The overlay that tailors its books, if it has one. */
  readonly overlay: string | null;
  /** The hash of what its facilitators chose and wrote, if they did. */
  readonly tailoring: string | null;
  readonly roles: readonly (WorkshopRole | 'staff')[];
}

export function mayFacilitate(workshop: Workshop): boolean {
  return workshop.roles.includes('facilitator') || workshop.roles.includes('staff');
}

export function takesPart(workshop: Workshop): boolean {
  return workshop.roles.includes('participant');
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
