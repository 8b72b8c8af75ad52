import { inflateRawSync } from 'node:zlib';
import { UnreadableFile, limits } from './sheet';

/**
 * The files of a ZIP archive that are asked for (PKWARE APPNOTE 6.3), by name. Together they may unpack to no more than
 * the limit, whatever the archive says of itself: unpacking stops there. Encrypted and split archives are not read.
 */
export function openZip(
  bytes: Buffer,
  most: number = limits.unpacked,
): {
  names: readonly string[];
  bytesOf(name: string): Buffer | undefined;
  read(name: string): string | undefined;
} {
  const entries = directoryOf(bytes);
  let left = most;
  const bytesOf = (name: string): Buffer | undefined => {
    const entry = entries.get(name);
    if (!entry) return undefined;
    const unpacked = unpack(bytes, entry, left);
    left -= unpacked.length;
    return unpacked;
  };
  return { names: [...entries.keys()], bytesOf, read: (name) => bytesOf(name)?.toString('utf8') };
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly header: number;
}

function directoryOf(bytes: Buffer): Map<string, Entry> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) throw new UnreadableFile('broken');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new UnreadableFile('broken');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      header: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(bytes: Buffer, { method, packed, header }: Entry, most: number): Buffer {
  if (header + 30 > bytes.length) throw new UnreadableFile('broken');
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  const body = bytes.subarray(start, start + packed);
  if (method === 0 && body.length <= most) return body;
  if (method !== 8 || most <= 0) throw new UnreadableFile(method === 8 || method === 0 ? 'unpacked' : 'broken');
  try {
    return inflateRawSync(body, { maxOutputLength: most });
  } catch (error) {
    const tooMuch =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new UnreadableFile(tooMuch ? 'unpacked' : 'broken');
  }
}
