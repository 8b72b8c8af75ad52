import { newCode } from '../ids';
import type { Db } from './db';

/** What this database is for, for good, and the short name under which its rows travel to other installations. */
export interface Installation {
  readonly origin: string;
  readonly mode: string;
}

/**
 * Claims an empty database for this mode, or answers with the claim that stands. A database holds made-up people or
 * real ones, never both: throws when it was claimed for another mode.
 */
export async function claimInstallation(db: Db, mode: string, at: Date): Promise<Installation> {
  await db('installations')
    .insert({ origin: newCode(8).toLowerCase(), mode, created_at: at })
    .onConflict()
    .ignore();
  const installation = await db('installations').first<Installation>({ origin: 'origin', mode: 'mode' });
  if (installation.mode === mode) return installation;
  throw new Error(
    `This database is for mode "${installation.mode}", and this start is for "${mode}". ` +
      'Example data and real people never share a database: give this start another one.',
  );
}
