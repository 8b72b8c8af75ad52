import { connect, listMigrations, migrate } from '../src/db';
import { emptyDatabase, testDatabase } from './support/database';

describe('the database', () => {
  const empty = emptyDatabase();
  const ready = testDatabase();

  it('comes up from nothing, whoever asks first', async () => {
    const [one, other] = await Promise.all([migrate(empty.url()), migrate(empty.url())]);
    expect([...one, ...other]).toEqual(listMigrations());
    expect(await migrate(empty.url())).toEqual([]);
  });

  it('knows its migrations by names that are the same before and after building', async () => {
    const rows = await ready.db()<{ name: string }>('knex_migrations').orderBy('id').select('name');
    expect(rows.map((row) => row.name)).toEqual(listMigrations());
    for (const name of listMigrations()) expect(name).toMatch(/^\d{14}_[a-z0-9_]+$/);
  });

  it('is not stopped by a process that died while migrating', async () => {
    const db = connect(empty.url());
    await migrate(empty.url());
    await db('knex_migrations_lock').update({ is_locked: 1 });
    await db.destroy();
    expect(await migrate(empty.url())).toEqual([]);
  });

  it('keeps days as text, instants as moments, and counts as exact text', async () => {
    const answer = await ready
      .db()
      .raw<{ rows: unknown[] }>(
        `select date '2026-11-21' as day, timestamptz '2026-11-21T08:00:00+08' as at, count(*) from generate_series(1, 3)`,
      );
    expect(answer.rows).toEqual([{ day: '2026-11-21', at: new Date('2026-11-21T00:00:00Z'), count: '3' }]);
  });
});
