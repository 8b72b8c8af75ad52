import type { SourceFile } from '../compile/source';
import { draftOf, type Origin } from './draft';
import { isEventsList, readEvents } from './events';
import { eventsDraft } from './events-draft';
import { checkManifest, isBranchingScenario, readH5p } from './h5p';
import { isInk, readInk } from './ink';
import { objectOf, parseJson } from './json';
import { Refused, type RefusalCode } from './limits';
import { openFile, type Opened } from './open';
import { inOrder, Report } from './report';
import { measured, type Story } from './story';
import { isTwee, readTwee } from './twee';
import { isTwineHtml, readTwineHtml } from './twine-html';
import { isTwineJson, readTwineJson } from './twine-json';
import { isYarn, readYarn } from './yarn';

/** The formats, by the word that names them on the command line. */
export const formats = {
  twee: 'Twee',
  'twine-html': 'Twine HTML',
  'twine-json': 'Twine JSON',
  h5p: 'H5P Branching Scenario',
  yarn: 'Yarn',
  ink: 'ink',
  events: 'events list',
} as const;
export type Format = keyof typeof formats;

export type Imported =
  | { readonly refused: { readonly code: RefusalCode; readonly message: string } }
  | { readonly format: Format; readonly files: readonly SourceFile[]; readonly report: Report };

/**
 * Reads a stranger's file and drafts a case of it, with a report of what was kept, approximated or dropped. It never
 * throws, never runs what the file holds, opens no other file, and works within the limits of limits.ts. The format is
 * known by what the file holds; `format` overrules that.
 */
export function importFile(name: string, bytes: Buffer, language = 'en', format?: Format): Imported {
  const report = new Report();
  try {
    const opened = openFile(name, bytes, report);
    const found = format ?? formatOf(name, opened);
    const origin: Origin = { file: name, format: formats[found], language };
    return { format: found, files: draft(found, opened, origin, report), report: inOrder(report) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
}

function draft(format: Format, opened: Opened, origin: Origin, report: Report): SourceFile[] {
  if (format === 'events') return eventsDraft(readEvents(textIn(opened), report), origin, report);
  return draftOf(measured(story(format, opened, report)), origin, report);
}

function story(format: Format, opened: Opened, report: Report): Story {
  switch (format) {
    case 'h5p':
      if (opened.kind === 'package') checkManifest(opened.manifest, report);
      return readH5p(json(opened), report);
    case 'twine-json':
      return readTwineJson(json(opened), report);
    case 'twine-html':
      return readTwineHtml(textIn(opened), report);
    case 'yarn':
      return readYarn(textIn(opened), report);
    case 'ink':
      return readInk(textIn(opened), report);
    default:
      return readTwee(textIn(opened), report);
  }
}

function textIn(opened: Opened): string {
  return opened.kind === 'text' ? opened.text : opened.content;
}

function json(opened: Opened): ReturnType<typeof objectOf> {
  return objectOf(parseJson(textIn(opened), opened.kind === 'text' ? 'This file' : 'content/content.json'));
}

const endings: readonly (readonly [RegExp, Format])[] = [
  [/\.(?:twee|tw|tw2|twee2|twee3)$/i, 'twee'],
  [/\.yarn(?:\.txt)?$/i, 'yarn'],
  [/\.ink$/i, 'ink'],
  [/\.(?:csv|tsv)$/i, 'events'],
];

/** By what the file holds where that is plain, else by the end of its name. Throws Refused if neither says it. */
function formatOf(name: string, opened: Opened): Format {
  if (opened.kind === 'package') return 'h5p';
  const { text } = opened;
  const start = text.trimStart();
  if (start.startsWith('{') && /\.json$/i.test(name)) return jsonFormat(text);
  if (isTwineHtml(text) && start.startsWith('<')) return 'twine-html';
  const named = endings.find(([end]) => end.test(name))?.[1];
  if (named !== undefined) return named;
  if (/^\{\s*"/.test(start)) return jsonFormat(text);
  if (isTwee(text)) return 'twee';
  if (isYarn(text)) return 'yarn';
  if (isEventsList(text)) return 'events';
  if (isInk(text)) return 'ink';
  throw new Refused(
    'format-unknown',
    `This is none of the formats that are read: ${Object.values(formats).join(', ')}. If it is one all the same, say which with --format.`,
  );
}

function jsonFormat(text: string): Format {
  const data = objectOf(parseJson(text, 'This file'));
  if (isBranchingScenario(data)) return 'h5p';
  if (isTwineJson(data)) return 'twine-json';
  throw new Refused('not-a-story', 'This JSON is neither a story of Twine nor a Branching Scenario of H5P.');
}
