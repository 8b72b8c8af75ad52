import type { BlankPiece, PublishedOverlay, Tailored, WordChange } from '../curriculum';
import { type Trail, page } from '../web/page';
import type { OwnDay } from './agenda';
import type { HalfDay, Mark } from './attendance';
import type { Enrolled } from './queries';
import type { Step } from './steps';
import type { Weight } from './weights';
import type { Workshop } from './workshop';

interface Entered {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

export const homePage = page<Entered>('home');
export const workshopsPage = page<{
  workshops: readonly WorkshopLine[];
  mayOpen: boolean;
  /** For programme staff: the curriculum on disk has findings and was not published. */
  unpublished: boolean;
}>('workshops/list');
export const newWorkshopPage = page<
  Entered & { id: string; timeZones: readonly string[]; overlays: readonly Tailored[] }
>('workshops/new');
export const workshopPage = page<{
  workshop: Workshop;
  dates: string;
  facilitates: boolean;
  way: readonly { readonly words: string; readonly steps: readonly Step[] }[];
  joinUrl: string;
  qrHtml: string;
  enrolled: number;
  /** For those who facilitate: the workshop's overlay, with the number of its stale parts. */
  local: { readonly title: string; readonly stale: number } | undefined;
  /** For those who facilitate: the current publication is another than the workshop's. */
  newerText: boolean;
}>('workshops/show');
export const joinPage = page<Entered & { code: string; workshopTitle: string | undefined; named: boolean }>(
  'workshops/join',
);
export const cardPage = page<{ workshop: Workshop; secret: string | undefined; rejoinUrl: string; qrHtml: string }>(
  'workshops/card',
);
export const cohortPage = page<{ workshop: Workshop; enrolled: readonly Enrolled[]; trail: Trail }>('workshops/cohort');
export const attendancePage = page<{
  workshop: Workshop;
  halfDays: readonly { readonly half: HalfDay; readonly words: string }[];
  half: HalfDay;
  checkInCode: string;
  people: readonly { readonly id: string; readonly displayName: string; readonly mark: Mark | undefined }[];
  register: readonly { readonly displayName: string; readonly marks: readonly (Mark | undefined)[] }[];
  saved: boolean;
  trail: Trail;
}>('workshops/attendance');
export const checkInPage = page<
  Entered & {
    workshop: Workshop;
    halfDays: readonly { readonly words: string; readonly mark: Mark | undefined }[];
    saved: string | undefined;
    trail: Trail;
  }
>('workshops/check-in');
export const papersPage = page<{
  workshop: Workshop;
  facilitates: boolean;
  letter: boolean;
  halfDays: readonly { readonly half: HalfDay; readonly words: string }[];
  blanks: readonly BlankPiece[];
  trail: Trail;
}>('workshops/papers');
export const localTextPage = page<{
  workshop: Workshop;
  /** BCP 47, of the book. */
  language: string;
  overlay: Tailored | undefined;
  patches: number;
  stale: readonly (Pick<PublishedOverlay['stale'][number], 'block' | 'kind' | 'audience' | 'module' | 'local'> & {
    readonly known: boolean;
    readonly changes: readonly WordChange[];
  })[];
  trail: Trail;
}>('workshops/local-text');
export const agendaPage = page<{
  workshop: Workshop;
  facilitates: boolean;
  days: readonly (OwnDay & { readonly dateWords: string })[];
  trail: Trail;
}>('workshops/agenda');
export const agendaPlanPage = page<
  Entered & {
    workshop: Workshop;
    version: number;
    factor: number;
    programmeFactor: number;
    days: readonly (OwnDay & { readonly dateWords: string })[];
    weights: Readonly<Record<string, Weight & { readonly shortest: number }>>;
    saved: boolean;
    trail: Trail;
  }
>('workshops/agenda-plan');
export const wallPage = page<{ workshopTitle: string; joinCode: string; joinUrl: string; qrHtml: string }>(
  'workshops/wall',
  'projector',
);

export interface WorkshopLine {
  readonly id: string;
  readonly title: string;
  readonly venue: string;
  readonly dates: string;
  readonly roles: readonly string[];
}
