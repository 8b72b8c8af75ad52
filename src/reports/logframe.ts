import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../root';

export const measures = [
  'people',
  'workshops',
  'represents',
  'attendance',
  'certificates',
  'gain',
  'commitments',
] as const;
export type Measure = (typeof measures)[number];

/** One indicator of the programme, as its authors wrote it; `target` is in the unit of its measure. */
export interface Indicator {
  readonly id: string;
  readonly measure: Measure;
  readonly title: string;
  readonly target?: number | undefined;
}

const logframe = z.object({
  indicators: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      measure: z.enum(measures),
      title: z.string().min(1),
      target: z.number().optional(),
    }),
  ),
});

/** Reads the indicators from the front matter of a logframe. Throws a sentence about what is wrong in it. */
export function readLogframe(text: string): readonly Indicator[] {
  const [, front] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  const read = logframe.safeParse(front === undefined ? undefined : parse(front));
  if (!read.success) throw new Error(`curriculum/logframe.md cannot be read: ${z.prettifyError(read.error)}`);
  return read.data.indicators;
}

let known: readonly Indicator[] | undefined;

/** The programme's indicators; none where the curriculum has no logframe. Read once. */
export function indicators(): readonly Indicator[] {
  const file = join(root, 'curriculum', 'logframe.md');
  known ??= existsSync(file) ? readLogframe(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')) : [];
  return known;
}
