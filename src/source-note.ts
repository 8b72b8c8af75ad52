import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { root } from './root';

const noted = z.object({ source: z.string(), publication: z.string() });

/** Which publication a source became, noted in a file from one start to the next: to compile it again takes longest. */
export interface SourceNote {
  /** What this very source became; undefined where it, or the program that compiles it, is not the one of the note. */
  readonly became: string | undefined;
  write(publication: string): void;
}

/** Reads the note of a curriculum's folder. One that is missing or torn knows nothing. */
export function readSourceNote(file: string, folder: string): SourceNote {
  const source = digestOf(folder);
  return {
    became: publicationIn(file, source),
    write: (publication) => {
      // An author may have saved while the source was compiled: what came of that is not known by either digest.
      if (source !== undefined && digestOf(folder) === source)
        writeFileSync(file, JSON.stringify({ source, publication }));
    },
  };
}

function publicationIn(file: string, source: string | undefined): string | undefined {
  try {
    const note = noted.parse(JSON.parse(readFileSync(file, 'utf8')));
    return note.source === source ? note.publication : undefined;
  } catch {
    return undefined;
  }
}

/** Of every file in the folder, and of what compiles them: our own code as built, the packages, and the runtime. */
function digestOf(folder: string): string | undefined {
  const hash = createHash('sha256').update(process.version);
  const take = (name: string, file: string) => {
    const bytes = readFileSync(file);
    hash.update(`\0${name}\0${bytes.length}\0`).update(bytes);
  };
  try {
    for (const name of ['package.json', 'dist/build.json']) take(name, join(root, name));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
    for (const file of files.sort()) if (statSync(file).isFile()) take(relative(folder, file), file);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}
