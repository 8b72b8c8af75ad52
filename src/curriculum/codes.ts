import { proseCodes } from '../prose';

/** Everything that `titian check` can find in a curriculum. `docs/diagnostics.md` has a section for each. */
export const codes = [
  ...proseCodes,
  'activity-without-minutes',
  'agenda-core-overlong',
  'agenda-day-overfull',
  'agenda-minutes-differ',
  'agenda-module-missing',
  'agenda-reference-unknown',
  'attribute-missing',
  'block-unclosed',
  'field-missing',
  'field-unknown',
  'field-wrong',
  'figure-without-alternative',
  'file-missing',
  'file-too-large',
  'file-unknown',
  'front-matter-broken',
  'front-matter-missing',
  'guide-text-quoted',
  'heading-wrong',
  'id-duplicate',
  'id-malformed',
  'id-misplaced',
  'id-missing',
  'item-grade-unknown',
  'item-key-wrong',
  'item-malformed',
  'item-pair-unlike',
  'item-without-pair',
  'kind-unknown',
  'minimum-wrong',
  'minutes-sum-wrong',
  'name-real',
  'nesting-wrong',
  'objective-unknown',
  'objective-without-activity',
  'objective-without-item',
  'overlay-block-unknown',
  'overlay-patch-wrong',
  'overlay-stale',
  'overlay-unstamped',
  'reference-broken',
  'reference-to-guide',
  'sentence-too-long',
  'svg-unsafe',
  'term-without-definition',
] as const;
export type Code = (typeof codes)[number];

/**
 * What a text has while somebody is still writing it, although all of it was read: long sentences, a reference to what
 * is yet to come, an objective without its question. Everything else is structure: with it, a book would lack something.
 */
export const unfinishedCodes: readonly Code[] = [
  'agenda-minutes-differ',
  'fact-without-source',
  'guide-text-quoted',
  'item-without-pair',
  'minutes-sum-wrong',
  'name-real',
  'objective-without-activity',
  'objective-without-item',
  'reference-broken',
  'sentence-too-long',
];
