import { page } from '../web/page';
import type { Piece } from './snippet';

export interface Result {
  readonly href: string;
  /** Where it stands: "Module 4 · 4.3 Sharing well". */
  readonly place: string;
  /** What it is, before its title: "Activity 4.2". May be empty, and so may the title, but not both. */
  readonly kind: string;
  readonly title: readonly Piece[];
  readonly snippet: readonly Piece[];
}

export const searchPage = page<{
  action: string;
  question: string;
  results: readonly Result[];
  total: number;
  loose: boolean;
  /** BCP 47, of the results. */
  language: string;
  direction: 'ltr' | 'rtl';
}>('search/results');
