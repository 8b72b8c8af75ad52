import { isLanguage } from '../prose';
import { cleanText } from '../prose/characters';
import { readAgenda, type AgendaSource } from './agenda';
import { readBlocks } from './blocks';
import type { Block, Compiled, Item } from './curriculum';
import { cutBody } from './cut';
import { editionOf } from './editions';
import { curriculumFields, fieldNames } from './fields';
import { readFrontMatter } from './front-matter';
import { newGather, report, reportAll, type Gather } from './gather';
import { readGlossary } from './glossary';
import { readItems } from './items';
import { readModule, type ModuleSource } from './modules';
import { readRubric } from './rubric';
import { longestFile, type SourceFile } from './source';

/** What was read, with the places that the checks need. `compiled` is missing only where its frame could not be read. */
export interface Compilation {
  readonly compiled?: Compiled;
  readonly gather: Gather;
  readonly modules: readonly ModuleSource[];
  readonly agenda?: AgendaSource;
  /** The text before the modules, whole: what either reader sees. */
  readonly preface?: readonly Block[];
}

/** Compiles the files of a curriculum (its cases apart). Never throws on what an author wrote: it reports. */
export function compile(given: readonly SourceFile[]): Compilation {
  const gather = newGather();
  const files = given.flatMap((file) => admit(gather, file) ?? []);
  const head = files.find((file) => file.path === 'curriculum.md');
  const modules = folders(files).flatMap((folder, index) => readModule(gather, folder, index + 1) ?? []);
  const agendaFile = files.find((file) => file.path === 'agenda.md');
  const agenda = agendaFile && readAgenda(gather, agendaFile, modules.map((each) => each.module));
  for (const [path, file] of [['curriculum.md', head], ['agenda.md', agendaFile]] as const) {
    if (!file) report(gather, 'file-missing', { file: path, line: 1 }, `A curriculum has a file ${path}.`);
  }
  if (!head) return { gather, modules, ...(agenda ? { agenda } : {}) };

  const front = readFrontMatter(head.text, curriculumFields, fieldNames);
  reportAll(gather, head.path, front.problems);
  const language = front.value?.language ?? 'en';
  if (!isLanguage(language)) {
    const place = { file: head.path, line: front.lineOf(['language']) };
    report(gather, 'language-unknown', place, `"${language}" is not a language tag (BCP 47), such as en.`);
  }
  const preface = readPreface(gather, head.path, front.body, front.bodyLine);
  const glossary = readGlossary(gather, files.find((file) => file.path === 'glossary.md'), isLanguage(language) ? language : 'en');
  const rubric = readRubric(gather, files.find((file) => file.path === 'rubric.md'));
  const moduleOf = new Map(modules.flatMap(({ module }) => module.objectives.map(({ id }) => [id, module.id] as const)));
  const grid = front.value?.grid;
  const items = files
    .filter((file) => file.path.startsWith('assessment/'))
    .flatMap((file): Item[] => readItems(gather, file, grid, moduleOf));
  if (!front.value || !agenda) return { gather, modules, ...(agenda ? { agenda } : {}) };

  const { id, title, subtitle, version, note } = front.value;
  const cover = { id, title, subtitle, language, version, note };
  const all = modules.map((each) => each.module);
  const compiled: Compiled = {
    handbook: editionOf('handbook', cover, preface, all, glossary),
    guide: editionOf('guide', cover, preface, all, glossary),
    agenda: agenda.agenda,
    glossary,
    assessment: { items: items.filter(({ spare }) => !spare), ...(grid ? { grid } : {}), ...spareOf(items) },
    ...(rubric ? { rubric } : {}),
  };
  return { compiled, gather, modules, agenda, preface };
}

/** A file as the compiler may read it; undefined where it is too long, which is reported. */
export function admit(gather: Gather, file: SourceFile): SourceFile | undefined {
  if (file.text.length > longestFile) {
    const message = `The file is longer than ${longestFile} characters and was not read. Divide it: a module may have many files.`;
    report(gather, 'file-too-large', { file: file.path, line: 1 }, message);
    return undefined;
  }
  const { text, problems } = cleanText(file.text, 1);
  reportAll(gather, file.path, problems);
  return { path: file.path, text };
}

/** `20-crime` before `110-the-case`. */
const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/** The files of each module's folder, folders and files in the order of their names. */
function folders(files: readonly SourceFile[]): SourceFile[][] {
  const byFolder = new Map<string, SourceFile[]>();
  for (const file of files) {
    const folder = /^modules\/[^/]+(?=\/[^/]+$)/.exec(file.path)?.[0];
    if (folder !== undefined) byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
  }
  return [...byFolder.keys()]
    .sort(byNumber)
    .map((folder) => (byFolder.get(folder) ?? []).sort((a, b) => byNumber(a.path, b.path)));
}

function readPreface(gather: Gather, file: string, body: string, line: number): Block[] {
  const { raws, problems } = cutBody(body, line);
  reportAll(gather, file, problems);
  const counts = new Map<string, number>();
  const count = (kind: string) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `0.${counts.get(kind) ?? 1}`;
  };
  return readBlocks(raws, { gather, file, audience: 'both', around: [], count });
}

function spareOf(items: readonly Item[]): { readonly spare?: readonly Item[] } {
  const spare = items.filter((item) => item.spare);
  return spare.length > 0 ? { spare } : {};
}
