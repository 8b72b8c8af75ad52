import type { Finding } from '../command';
import { parseProse, type Content, type Problem } from '../prose';
import { isBlockId } from '../prose/attributes';
import type { Code } from './codes';
import type { Audience } from './curriculum';

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Reference extends Place {
  readonly target: string;
  /** Who reads the words that refer. */
  readonly from: Audience;
}

/** What compiling gathers beside the curriculum itself: findings, where each id stands, and who refers to what. */
export interface Gather {
  readonly findings: Finding[];
  readonly places: Map<string, Place>;
  readonly references: Reference[];
}

export function newGather(): Gather {
  return { findings: [], places: new Map(), references: [] };
}

export function report(gather: Gather, code: Code, place: Place, message: string): void {
  gather.findings.push({ code, file: place.file, line: place.line, message });
}

export function reportAll(gather: Gather, file: string, problems: readonly Problem<Code>[]): void {
  for (const { code, line, message } of problems) report(gather, code, { file, line }, message);
}

/** Takes an id into the curriculum. Answers the id, or one that stands for the missing: the text is compiled all the same. */
export function takeId(gather: Gather, id: string | undefined, what: string, place: Place): string {
  if (id === undefined) {
    report(gather, 'id-missing', place, `This ${what} has no id. Close it with {#…}: small letters, digits, hyphens.`);
    return `missing-${gather.findings.length}`;
  }
  if (!isBlockId(id)) {
    const message = `"${id.slice(0, 80)}" is not an id: small letters, digits and single hyphens, beginning with a letter, at most 64.`;
    // An empty id stands for attributes that could not be read, which is reported already.
    if (id !== '') report(gather, 'id-malformed', place, message);
    return `malformed-${gather.findings.length}`;
  }
  const before = gather.places.get(id);
  if (before) {
    const message = `The id "${id}" stands already in ${before.file}, line ${before.line}. Ids are unique in the whole curriculum.`;
    report(gather, 'id-duplicate', place, message);
    return `${id}-duplicate-${gather.findings.length}`;
  }
  gather.places.set(id, place);
  return id;
}

/** Reads a text, and takes its problems and references along. */
export function takeProse(gather: Gather, text: string, place: Place, from: Audience): readonly Content[] {
  const { content, problems, references } = parseProse(text, place.line);
  reportAll(gather, place.file, problems);
  for (const { target, line } of references) gather.references.push({ target, file: place.file, line, from });
  return content;
}
