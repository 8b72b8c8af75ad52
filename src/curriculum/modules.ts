import { hashOf } from '../canonical';
import { readBlocks, type Surroundings } from './blocks';
import { editions, type Audience, type Block, type Module, type PlanStep, type Section } from './curriculum';
import { cutBody } from './cut';
import { fieldNames, moduleFields, type ModuleFields } from './fields';
import { readFrontMatter, type Front } from './front-matter';
import { report, reportAll, takeId, type Gather, type Place } from './gather';
import { meant } from './nearest';
import { reservedModuleIds } from './reserved';
import type { Raw, RawHeading, SourceFile } from './source';

/** Where each module stands and its fields' lines, for checks that speak of them. */
export interface ModuleSource {
  readonly module: Module;
  readonly file: string;
  lineOf: Front<unknown>['lineOf'];
}

/** Reads one module's folder: `module.md`, then its section files in the order of their names. */
export function readModule(gather: Gather, folder: readonly SourceFile[], number: number): ModuleSource | undefined {
  const first = folder.find((file) => file.path.endsWith('/module.md'));
  if (!first) {
    const place = { file: folder[0]?.path ?? 'modules', line: 1 };
    report(gather, 'file-missing', place, 'The folder of a module holds its overview: module.md.');
    return undefined;
  }
  const front = readFrontMatter(first.text, moduleFields, fieldNames);
  reportAll(gather, first.path, front.problems);
  if (!front.value) return undefined;

  const fields = front.value;
  const place = (path: (string | number)[]): Place => ({ file: first.path, line: front.lineOf(path) });
  const id = takeId(gather, fields.id, 'module', place(['id']));
  if (reservedModuleIds.some((each) => each === id)) {
    const message = `"${id}" is another page of the books, so a module cannot be called so. Also taken: ${reservedModuleIds.filter((each) => each !== id).join(', ')}.`;
    report(gather, 'id-reserved', place(['id']), message);
  }
  if (fields.minimum !== undefined && fields.minimum > fields.minutes) {
    report(gather, 'minimum-wrong', place(['minimum']), 'The minimum of a module is not above its minutes.');
  }
  const objectives = fields.objectives.map((each, index) => ({
    ...each,
    id: takeId(gather, each.id, 'objective', place(['objectives', index, 'id'])),
  }));

  const text = newText(gather, number);
  text.read(first.path, front.body, front.bodyLine);
  for (const file of folder) if (file !== first) text.read(file.path, file.text, 1);
  const { opening, sections } = text;
  const { minimum, ...rest } = fields;
  const module: Module = {
    ...rest,
    id,
    number,
    ...(minimum === undefined ? {} : { minimum }),
    objectives,
    opening,
    sections,
    plan: planOf(opening, sections),
    ...hashes(fields),
  };
  return { module, file: first.path, lineOf: (path) => front.lineOf(path) };
}

/** Over the words of a module's overview: what a translation of it, or a title of an overlay, is made against. */
export function overviewHash({ title, aim, materials, objectives }: Pick<Module, 'title' | 'aim' | 'materials' | 'objectives'>): string {
  return hashOf({ title, aim, materials, objectives: objectives.map(({ id, text }) => ({ id, text })) });
}

function hashes(fields: ModuleFields): { textHash: string; logicHash: string } {
  const { objectives, minutes, minimum, core, status, raapt } = fields;
  return {
    textHash: overviewHash(fields),
    logicHash: hashOf({ minutes, minimum, core, status, raapt, objectives: objectives.map((each) => each.id) }),
  };
}

/** Gathers the text of a module over its files: a section goes on until the next `##`, also in the next file. */
function newText(gather: Gather, number: number) {
  const opening: Block[] = [];
  const sections: (Section & { blocks: Block[] })[] = [];
  const counts = new Map<string, number>();
  const count = (kind: string, audience: Audience): string => {
    const own = audience === 'guide' ? `${kind} guide` : kind;
    const next = (counts.get(own) ?? 0) + 1;
    counts.set(own, next);
    return `${number}.${audience === 'guide' ? 'G' : ''}${next}`;
  };
  let around: Surroundings = { gather, file: '', audience: 'both', around: [], count };

  function take(raw: Raw): void {
    if (raw.type === 'heading' && raw.level === 2) {
      const section = readSection(gather, raw, around.file, count);
      around = { ...around, audience: section.audience };
      sections.push(section);
    } else {
      (sections.at(-1)?.blocks ?? opening).push(...readBlocks([raw], around));
    }
  }

  return {
    opening,
    sections,
    read(file: string, body: string, line: number): void {
      const { raws, problems } = cutBody(body, line);
      reportAll(gather, file, problems);
      around = { ...around, file };
      raws.forEach(take);
    },
  };
}

function readSection(gather: Gather, raw: RawHeading, file: string, count: Surroundings['count']) {
  const place = { file, line: raw.line };
  const id = takeId(gather, raw.attributes.id, 'section', place);
  let audience: Audience = 'both';
  let minutes: number | undefined;
  for (const [name, value] of raw.attributes.values) {
    const edition = editions.find((each) => each === value);
    if (name === 'audience' && edition) audience = edition;
    else if (name === 'minutes' && /^[1-9]\d{0,3}$/.test(value)) minutes = Number(value);
    else {
      const message = `A section takes minutes=10 and audience=guide or handbook, not ${name}="${value}".`;
      report(gather, 'attribute-wrong', place, message + meant(name, ['minutes', 'audience']));
    }
  }
  const { title } = raw;
  const blocks: Block[] = [];
  const both = { textHash: hashOf({ title }), logicHash: hashOf({ audience, minutes }) };
  const number = count('section', audience);
  return { id, number, title, audience, ...(minutes === undefined ? {} : { minutes }), blocks, ...both };
}

/** The timed steps of a module in reading order, each beginning where the one before ends. */
export function planOf(opening: readonly Block[], sections: readonly Section[]): PlanStep[] {
  const steps: PlanStep[] = [];
  const add = (step: Omit<PlanStep, 'starts'>) => {
    const last = steps.at(-1);
    steps.push({ ...step, starts: last ? last.starts + last.minutes : 0 });
  };
  const addActivities = (blocks: readonly Block[]) => {
    for (const { activity, number = '', ...block } of allBlocks(blocks)) {
      if (!activity) continue;
      const { minutes, minimum = minutes } = activity;
      add({ id: block.id, kind: 'activity', number, title: block.title ?? '', minutes, minimum });
    }
  };
  addActivities(opening);
  for (const { id, number, title, minutes, blocks } of sections) {
    if (minutes !== undefined) add({ id, kind: 'input', number, title, minutes, minimum: minutes });
    addActivities(blocks);
  }
  return steps;
}

/** Every block, also those inside others, in reading order. */
export function allBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => [
    block,
    ...allBlocks(block.body.flatMap((part) => (part.type === 'block' ? [part.block] : []))),
  ]);
}

/** Every block of a module, in reading order. */
export function blocksOf(module: Module): Block[] {
  return allBlocks([...module.opening, ...module.sections.flatMap((section) => section.blocks)]);
}
