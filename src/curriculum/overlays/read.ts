import { z } from 'zod';
import type { GlossaryTerm, Tailored } from '../curriculum';
import { cutBody } from '../cut';
import { readFrontMatter } from '../front-matter';
import { report, reportAll, type Gather } from '../gather';
import { readGlossary } from '../glossary';
import { meant } from '../nearest';
import type { Raw, RawFence, SourceFile } from '../source';
import { patchKinds, type Patch } from './overlay';

const words = z.string().trim().min(1);

const overlayFields = z.strictObject({
  id: words,
  title: words,
  state: words,
  agency: words.optional(),
  owner: words,
  language: words,
});

/** One overlay as its author wrote it: for whom, its patches, the blocks that are its own, its terms. */
export interface OverlaySource {
  readonly overlay: Tailored;
  readonly patches: readonly Patch[];
  /** Blocks outside every patch: they end the preface, and no change of the programme's text makes them stale. */
  readonly own: readonly { readonly raw: Raw; readonly file: string }[];
  readonly terms: readonly GlossaryTerm[];
  /** The words of the blocks that patches were made against, by stamp. */
  readonly kept: ReadonlyMap<string, string>;
}

/** Reads one overlay's files (paths from the curriculum's folder); undefined where it cannot be read, which is reported. */
export function readOverlay(
  gather: Gather,
  name: string,
  files: readonly SourceFile[],
  language: string,
): OverlaySource | undefined {
  const folder = `overlays/${name}/`;
  const head = files.find(({ path }) => path === `${folder}overlay.md`);
  if (!head) {
    const place = { file: files[0]?.path ?? folder, line: 1 };
    report(gather, 'file-missing', place, 'The folder of an overlay says for whom it is: overlay.md.');
    return undefined;
  }
  const front = readFrontMatter(head.text, overlayFields, Object.keys(overlayFields.shape));
  reportAll(gather, head.path, front.problems);
  if (!front.value) return undefined;
  const { agency, ...fields } = front.value;
  const place = (field: string) => ({ file: head.path, line: front.lineOf([field]) });
  if (fields.id !== name || !/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    const message = `The id of an overlay is the name of its folder: small letters, digits and hyphens ("${name}").`;
    report(gather, 'id-malformed', place('id'), message);
    return undefined;
  }
  if (fields.language !== language) {
    const message = `The book is written in "${language}", so its overlays are too: a translation is a thing of its own.`;
    report(gather, 'field-wrong', place('language'), message);
  }
  const patches: Patch[] = [];
  const own: { raw: Raw; file: string }[] = [];
  const read = (file: string, body: string, line: number) => {
    const { raws, problems } = cutBody(body, line);
    reportAll(gather, file, problems);
    for (const raw of raws) {
      const kind = raw.type === 'fence' ? patchKinds.find((each) => each === raw.kind) : undefined;
      if (raw.type !== 'fence' || !kind) own.push({ raw, file });
      else patches.push(...patchOf(gather, kind, raw, file));
    }
  };
  read(head.path, front.body, front.bodyLine);
  for (const { path, text } of files) {
    if (/\.md$/.test(path) && path !== head.path && path !== `${folder}glossary.md`) read(path, text, 1);
  }
  const glossary = files.find(({ path }) => path === `${folder}glossary.md`);
  return {
    overlay: { ...fields, ...(agency === undefined ? {} : { agency }) },
    patches,
    own,
    terms: readGlossary(gather, glossary, language).terms,
    kept: keptIn(files.find(({ path }) => path === `${folder}against.json`)?.text),
  };
}

function patchOf(gather: Gather, kind: Patch['kind'], raw: RawFence, file: string): Patch[] {
  const { id, values } = raw.attributes;
  const say = (message: string) => report(gather, 'overlay-patch-wrong', { file, line: raw.line }, message);
  const known = kind === 'replace' ? ['block', 'against', 'title'] : ['block', 'against'];
  for (const name of values.keys()) {
    if (!known.includes(name)) say(`A patch of kind ${kind} has no "${name}".${meant(name, known)}`);
  }
  if (id !== undefined && id !== '') say(`A patch has no id of its own: write block=${id} for the block it changes.`);
  const block = values.get('block');
  if (block === undefined) {
    if (id !== '') say(`A patch names the block it changes: ${kind} {block=…}.`);
    return [];
  }
  const [against, title] = [values.get('against'), values.get('title')];
  const { children, line } = raw;
  return [
    { kind, block, ...(against && { against }), ...(title === undefined ? {} : { title }), children, file, line },
  ];
}

/** `against.json`, written by the stamp. A file that cannot be read only means that old words cannot be shown. */
function keptIn(text: string | undefined): Map<string, string> {
  try {
    const read = z.record(z.string(), z.string()).safeParse(JSON.parse(text ?? '{}'));
    return new Map(Object.entries(read.data ?? {}));
  } catch {
    return new Map();
  }
}
