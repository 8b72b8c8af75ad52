import type { Upload } from '../web/upload';

export const kinds = ['pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpg'] as const;
export type Kind = (typeof kinds)[number];

/** How a file of each kind begins. The Office files are ZIP archives (ECMA-376): their name says which. */
const beginnings: Readonly<Record<Kind, Buffer>> = {
  pdf: Buffer.from('%PDF-'),
  docx: Buffer.from('PK\u0003\u0004'),
  xlsx: Buffer.from('PK\u0003\u0004'),
  pptx: Buffer.from('PK\u0003\u0004'),
  png: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  jpg: Buffer.from([0xff, 0xd8, 0xff]),
};

export type Sent = { readonly name: string; readonly kind: Kind; readonly bytes: Buffer } | { readonly fault: string };

/** An outcome document as it was sent: of a known kind by its name and by how it begins, and of 5 MB at most. */
export function documentOf(upload: Upload | undefined): Sent {
  if (!upload || upload.bytes.length === 0) return { fault: 'alumni.documentMissing' };
  if (!upload.whole) return { fault: 'alumni.documentLarge' };
  const ending = /\.(\w+)$/.exec(upload.name)?.[1]?.toLowerCase().replace('jpeg', 'jpg');
  const kind = kinds.find((one) => one === ending);
  if (!kind) return { fault: 'alumni.documentKind' };
  const beginning = beginnings[kind];
  if (!upload.bytes.subarray(0, beginning.length).equals(beginning)) return { fault: 'alumni.documentKind' };
  return { name: plainName(upload.name), kind, bytes: upload.bytes };
}

/** The last part of the path, without what cannot be seen or stands for something in a file's name. */
function plainName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{C}"<>:|?*]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const [, stem = '', ending = ''] = /^(.*)(\.\w+)$/u.exec(plain) ?? [];
  return `${Array.from(stem).slice(0, 100).join('') || 'document'}${ending}`;
}
