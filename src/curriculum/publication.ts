import { canonicalJson, hashOf, hashOfText, type Json } from '../canonical';
import type { Agenda, Compiled, Tailored } from './curriculum';
import type { CompiledOverlay, StalePatch } from './overlays/overlay';

/** The parts of a publication. Readers of one never load another: a Handbook's page holds no Guide in memory. */
export type PartKind =
  | 'handbook'
  | 'guide'
  | 'agenda'
  | 'assessment'
  | 'glossary'
  /** By what free text is marked. */
  | 'rubric'
  | `case:${string}`
  /** For whom an overlay is, and what of it is stale: for facilitators. Its books are parts of their own. */
  | `overlay:${string}`
  | `${TailoredKind}:${string}`;

const tailoredKinds = ['handbook', 'guide', 'agenda', 'glossary'] as const;
type TailoredKind = (typeof tailoredKinds)[number];

/** What the part `overlay:<id>` holds. Blocks of the Guide are named in it: no participant's page reads it. */
export interface PublishedOverlay {
  readonly overlay: Tailored;
  readonly patches: number;
  readonly stale: readonly StalePatch[];
}

/**
 * The name of a text: a publication's id, or `<publication>+<overlay>` for the same as an overlay tailors it, or
 * `<publication>+<overlay>+<tailoring>` as a workshop's facilitators tailored that (the overlay may be empty). Whoever
 * reads a workshop's books asks by this name, and whatever is kept of them is kept under it.
 */
export function textIdOf(publicationId: string, overlay?: string | null, tailoring?: string | null): string {
  if (tailoring) return `${publicationId}+${overlay ?? ''}+${tailoring}`;
  return overlay ? `${publicationId}+${overlay}` : publicationId;
}

/** The publication of a text and, where it is tailored, the overlay and the hash of the workshop's own tailoring. */
export function readTextId(textId: string): {
  readonly publicationId: string;
  readonly overlay?: string;
  readonly tailoring?: string;
} {
  const [publicationId = '', overlay, tailoring] = textId.split('+');
  return { publicationId, ...(overlay && { overlay }), ...(tailoring && { tailoring }) };
}

/** The kind of part that a text's readers get when they ask for one: its overlay's own, where there is one. */
export function kindIn(textId: string, kind: PartKind): PartKind {
  const { overlay } = readTextId(textId);
  const tailored = tailoredKinds.find((each) => each === kind);
  return tailored && overlay !== undefined ? `${tailored}:${overlay}` : kind;
}

/** One frozen version of the curriculum. `id` is the hash of its manifest. */
export interface Publication {
  readonly id: string;
  readonly curriculumId: string;
  readonly title: string;
  readonly version: string;
  /** BCP 47. */
  readonly language: string;
  readonly publishedAt: Date;
}

/** A part in its one canonical form, under its hash. */
export interface Part {
  readonly kind: PartKind;
  readonly hash: string;
  readonly body: string;
}

/** What is to be published: its name, the hash of its manifest, and its parts. */
export interface Manifest {
  readonly id: string;
  readonly curriculumId: string;
  readonly title: string;
  readonly version: string;
  readonly language: string;
  readonly parts: readonly Part[];
}

/** A compiled curriculum with its compiled cases (opaque here, by id) and its overlays, ready to be published. */
export function manifestOf(
  compiled: Compiled,
  cases: Readonly<Record<string, unknown>>,
  overlays: readonly CompiledOverlay[] = [],
): Manifest {
  const { handbook, guide, agenda, assessment, glossary, rubric } = compiled;
  const books = { handbook, guide, agenda, assessment, glossary, ...(rubric && { rubric }) };
  const parts = [
    ...Object.entries(books).map(([kind, value]) => partOf(kind as PartKind, value)),
    ...Object.entries(cases).map(([id, value]) => partOf(`case:${id}`, value)),
    ...overlays.flatMap((each) => partsOf(each, agenda)),
  ];
  const name = {
    curriculumId: handbook.id,
    title: handbook.title,
    version: handbook.version,
    language: handbook.language,
  };
  const id = hashOf({ form: 1, ...name, parts: Object.fromEntries(parts.map(({ kind, hash }) => [kind, hash])) });
  return { id, ...name, parts };
}

function partsOf({ overlay, handbook, guide, agenda, glossary, patches, stale }: CompiledOverlay, own: Agenda): Part[] {
  const published: PublishedOverlay = {
    overlay,
    patches,
    stale: stale.map(({ block, kind, audience, module, was, now, local }) => {
      return { block, kind, audience, module, ...(was === undefined ? {} : { was }), now, local };
    }),
  };
  return [
    partOf(`overlay:${overlay.id}`, published),
    partOf(`handbook:${overlay.id}`, handbook),
    partOf(`guide:${overlay.id}`, guide),
    partOf(`glossary:${overlay.id}`, glossary),
    // Only where the overlay names modules otherwise: else its readers get the programme's.
    ...(JSON.stringify(agenda) === JSON.stringify(own) ? [] : [partOf(`agenda:${overlay.id}`, agenda)]),
  ];
}

function partOf(kind: PartKind, value: unknown): Part {
  // Through JSON once: what cannot be kept (undefined members) is not hashed either.
  const json = JSON.parse(JSON.stringify(value)) as Json;
  const body = canonicalJson(json);
  return { kind, hash: hashOfText(body), body };
}
