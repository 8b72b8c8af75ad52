import type { Request } from 'express';
import 'express-session';
import { keepSession } from '../accounts';
import type { Db } from '../db/db';
import { digestOf, newSecret } from '../ids';
import { type LinkKind, expiryOf, pathOf } from './mail';

declare module 'express-session' {
  interface SessionData {
    /** A personal link, kept until the page that shows it has been drawn once. */
    handed?: { about: string; path: string; until: string };
  }
}

export interface PersonalLink {
  readonly digest: string;
  readonly kind: LinkKind;
  readonly personId: string;
  /** Of that person. */
  readonly name: string;
  readonly leadsTo: string | null;
}

/** Makes a link for one person. Only the digest of its secret is kept: the path is answered here and never again. */
export async function makeLink(
  trx: Db,
  origin: string,
  now: Date,
  link: { readonly kind: LinkKind; readonly personId: string; readonly leadsTo: string | null },
): Promise<{ path: string; until: Date }> {
  const secret = newSecret();
  const until = expiryOf(link.kind, now);
  await trx('personal_links').insert({
    digest: digestOf(secret),
    origin,
    kind: link.kind,
    person_id: link.personId,
    leads_to: link.leadsTo,
    made_at: now,
    expires_at: until,
  });
  return { path: pathOf(link.kind, secret), until };
}

/** What a secret opens, while it is good. */
export function findLink(db: Db, now: Date, kind: LinkKind, secret: unknown): Promise<PersonalLink | undefined> {
  return db('personal_links')
    .join('people', 'people.id', 'person_id')
    .where({ digest: digestOf(String(secret)), kind, ended_at: null })
    .where('expires_at', '>', now)
    .first<PersonalLink | undefined>({
      digest: 'digest',
      kind: 'kind',
      personId: 'person_id',
      name: 'display_name',
      leadsTo: 'leads_to',
    });
}

/** Ends a link that is good once. False when somebody else used it first. */
export async function spendLink(trx: Db, now: Date, { digest }: PersonalLink): Promise<boolean> {
  return (await trx('personal_links').where({ digest, ended_at: null }).update({ ended_at: now })) === 1;
}

/** Ends all links of a kind that a person has, or those that lead to one thing. */
export async function endLinks(
  trx: Db,
  now: Date,
  kind: LinkKind,
  of: { readonly personId: string; readonly leadsTo?: string },
): Promise<void> {
  const where = { kind, person_id: of.personId, ended_at: null };
  await trx('personal_links')
    .where(of.leadsTo === undefined ? where : { ...where, leads_to: of.leadsTo })
    .update({ ended_at: now });
}

/** How many links of a kind are good now and lead to one thing. */
export async function countLinks(db: Db, now: Date, kind: LinkKind, leadsTo: string): Promise<number> {
  const [row] = await db('personal_links')
    .where({ kind, leads_to: leadsTo, ended_at: null })
    .where('expires_at', '>', now)
    .count<{ count: string }[]>();
  return Number(row?.count);
}

/** Keeps a link for the next page, which shows it once. */
export async function hand(req: Request, about: string, { path, until }: { path: string; until: Date }): Promise<void> {
  req.session.handed = { about, path, until: until.toISOString() };
  await keepSession(req);
}

/** The link that the last request made, once. */
export function takeHanded(req: Request): { about: string; path: string; until: Date } | undefined {
  const { handed } = req.session;
  if (!handed) return undefined;
  delete req.session.handed;
  return { ...handed, until: new Date(handed.until) };
}
