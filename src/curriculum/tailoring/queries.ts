import { canonicalJson, type Json } from '../../canonical';
import type { Db } from '../../db/db';
import { NotFound } from '../../errors';
import { hashOfTailoring, type GuideTailoring, type SharedTailoring, type Tailoring } from './tailoring';

/** Freezes a tailoring under its hash, which it answers. What is kept already is not kept again. */
export async function keepTailoring(trx: Db, tailoring: Tailoring): Promise<string> {
  const hash = hashOfTailoring(tailoring);
  const [shared, guide] = [bodyOf(tailoring.shared), bodyOf(tailoring.guide)];
  await trx('tailorings').insert({ hash, shared, guide }).onConflict('hash').ignore();
  return hash;
}

/** What both readers may know of a tailoring. The facilitators' part is not read. */
export async function getShared(db: Db, hash: string): Promise<SharedTailoring> {
  const row = await db('tailorings').where({ hash }).first<{ shared: string } | undefined>('shared');
  if (!row) throw new NotFound();
  return JSON.parse(row.shared) as SharedTailoring;
}

/** What only facilitators may know of a tailoring. */
export async function getGuided(db: Db, hash: string): Promise<GuideTailoring> {
  const row = await db('tailorings').where({ hash }).first<{ guide: string } | undefined>('guide');
  if (!row) throw new NotFound();
  return JSON.parse(row.guide) as GuideTailoring;
}

function bodyOf(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)) as Json);
}
