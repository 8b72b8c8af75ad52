import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';
import { tablesOf } from './font-file';

interface HarfBuzzSubset {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  malloc(size: number): number;
  free(at: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_glyph_set(input: number): number;
  hb_subset_input_set(input: number, which: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_or_fail(face: number, input: number): number;
}

// Node has it, and its types do not say so.
declare const WebAssembly: {
  instantiate(code: Uint8Array): Promise<{ readonly instance: { readonly exports: unknown } }>;
};

// As harfbuzz/src/hb-subset.h numbers them.
const writable = 2;
const dropTables = 3;
const retainGlyphNumbers = 0x2;
const noLayoutClosure = 0x200;

/** What a PDF needs of a TrueType font whose glyphs it tells by their numbers (ISO 32000-1, 9.9). */
const needed = new Set(['head', 'hhea', 'maxp', 'hmtx', 'loca', 'glyf', 'cvt ', 'fpgm', 'prep']);

/** Gets the cutter ready, beside other work, before there is something to cut. */
export function warmCutter(): void {
  opened ??= open();
}

/** A TrueType file with some glyphs of another, each under the number that it had. */
export async function subsetOf(path: string, glyphs: Iterable<number>): Promise<Uint8Array> {
  const hb = await (opened ??= open());
  const bytes = readFileSync(path);
  const data = hb.malloc(bytes.length);
  new Uint8Array(hb.memory.buffer).set(bytes, data);
  const blob = hb.hb_blob_create(data, bytes.length, writable, 0, 0);
  const face = hb.hb_face_create(blob, 0);
  hb.hb_blob_destroy(blob);
  const input = hb.hb_subset_input_create_or_fail();
  hb.hb_subset_input_set_flags(input, retainGlyphNumbers | noLayoutClosure);
  const kept = hb.hb_subset_input_glyph_set(input);
  for (const glyph of glyphs) hb.hb_set_add(kept, glyph);
  const dropped = hb.hb_subset_input_set(input, dropTables);
  for (const tag of tablesOf(bytes).keys()) if (!needed.has(tag)) hb.hb_set_add(dropped, numberOf(tag));
  const subset = hb.hb_subset_or_fail(face, input);
  hb.hb_subset_input_destroy(input);
  hb.hb_face_destroy(face);
  if (subset === 0) throw new Error(`${path} cannot be made smaller.`);
  const result = hb.hb_face_reference_blob(subset);
  const from = hb.hb_blob_get_data(result, 0);
  const small = new Uint8Array(hb.memory.buffer).slice(from, from + hb.hb_blob_get_length(result));
  hb.hb_blob_destroy(result);
  hb.hb_face_destroy(subset);
  hb.free(data);
  return small;
}

let opened: Promise<HarfBuzzSubset> | undefined;

async function open(): Promise<HarfBuzzSubset> {
  const file = readFileSync(join(root, 'node_modules/harfbuzzjs/dist/harfbuzz-subset.wasm'));
  const { instance } = await WebAssembly.instantiate(file);
  const hb = instance.exports as HarfBuzzSubset;
  hb._initialize();
  return hb;
}

function numberOf(tag: string): number {
  return Buffer.from(tag, 'latin1').readUInt32BE(0);
}
