import { hashOf, type Json } from '../canonical';

/** One thing that was done: `subject` is the id of the thing; before and after hold only what changed. */
export interface Deed {
  readonly workshopId?: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before?: Json;
  readonly after?: Json;
}

export interface Link {
  readonly origin: string;
  readonly workshopId: string;
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly valuesDigest: string;
  readonly previousDigest: string;
}

/** The chain of the programme itself, which belongs to no workshop. */
export const programmeChain = '00000000-0000-0000-0000-000000000000';

/** Binds the values without showing them: without the salt, a guessed name cannot be tried against the digest. */
export function valuesDigest(salt: string, before: Json, after: Json): string {
  return hashOf({ salt, before, after });
}

export function linkDigest(link: Link): string {
  return hashOf({ ...link });
}

/** The first link at which the chain does not hold, or undefined when it is whole. */
export function firstBrokenLink(chain: readonly (Link & { readonly digest: string })[]): number | undefined {
  let previous = '';
  for (const { digest, ...link } of chain) {
    if (link.previousDigest !== previous || linkDigest(link) !== digest) return link.seq;
    previous = digest;
  }
  return undefined;
}
