import type { Knex } from 'knex';

/**
 * What the people at the centre of a case lived meanwhile is shown to a room when it is ready: by a facilitator, after
 * the end. A showing has a beginning, and an end where it was put away again; who did it may be erased, that it was stays.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('meanwhile_showings', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('shown_at', { useTz: true }).notNullable();
    t.uuid('shown_by').references('people.id').onDelete('SET NULL');
    t.timestamp('put_away_at', { useTz: true });
    t.check('put_away_at is null or put_away_at >= shown_at', [], 'meanwhile_showings_end_after_they_begin');
  });
  await knex.raw(
    'create unique index meanwhile_showings_one_at_a_time on meanwhile_showings (run_id) where put_away_at is null',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('meanwhile_showings');
}
