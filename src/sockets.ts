import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A socket's whole path may have 107 bytes on Linux and 103 on macOS. */
const longestPath = 103;

/**
 * The folder in which the socket called `name` of `folder` can stand: `folder` itself or, if that lies too deep, a
 * private folder with a short name. The answer is the same at every start. `owner` is the user the folder must belong
 * to, when it is not ours.
 */
export function socketFolder(folder: string, name: string, owner?: number): string {
  if (Buffer.byteLength(join(folder, name)) <= longestPath) return folder;
  const short = join(tmpdir(), `titian-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  const found = lstatSync(short);
  const ours = found.uid === process.getuid?.() || found.uid === owner;
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new Error(`${short} is needed for a socket, but it is not a private folder of ours.`);
  }
  return short;
}
