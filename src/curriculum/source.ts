import type { Problem } from '../prose';
import type { Attributes } from '../prose/attributes';
import type { Code } from './codes';
import { fencedKinds } from './curriculum';
import { meant } from './nearest';

/** One file of a curriculum; `path` is relative to its folder, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What an author wrote, cut into pieces but not yet understood. `line` counts from 1. */
export type Raw = RawHeading | RawText | RawFence;

export interface RawHeading {
  readonly type: 'heading';
  readonly level: 2 | 3;
  readonly title: string;
  readonly attributes: Attributes;
  readonly line: number;
}

export interface RawText {
  readonly type: 'text';
  readonly id?: string;
  readonly text: string;
  readonly line: number;
  /** The line of its last words. */
  readonly ends: number;
}

export interface RawFence {
  readonly type: 'fence';
  readonly kind: string;
  readonly attributes: Attributes;
  readonly line: number;
  readonly children: Raw[];
}

/** A file is never longer: 200 KB is a hundred pages. */
export const longestFile = 200_000;

/** Nor is a line: what is longer is not read. */
export const longestLine = 10_000;

/** `Title {attributes}`: the title, and what stands between the braces. */
export const braces = /^(.*?)[ \t]*\{([^{}]*)\}$/;

/** Stands for attributes that were reported: the empty id is not reported once more. */
export const unreadable: Attributes = { id: '', values: new Map() };

export function tooLong(line: number): Problem<Code> {
  return { code: 'text-too-long', line, message: `This line is longer than ${longestLine} characters and was not read.` };
}

export function badAttributes(line: number): Problem<Code> {
  const message = 'These attributes are not understood. Write {#id name=value name="several words"}, each name once.';
  return { code: 'attribute-wrong', line, message };
}

export function unknownKind(kind: string): string {
  return `There is no kind of block "${kind}".${meant(kind, fencedKinds)} Kinds are: ${fencedKinds.join(', ')}.`;
}
