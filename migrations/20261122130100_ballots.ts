import type { Knex } from 'knex';

/**
 * A ballot is what a table's people think before its recorder decides: one for each decision of a role, known by the
 * role's own count of decisions. A vote bears no name and no time: only the digest of a secret that the device keeps, made
 * with the ballot's id, so that one device votes once and two ballots cannot be compared.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('live_ballots', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('role').notNullable();
    t.integer('turn').notNullable();
    t.text('scene').notNullable();
    t.timestamp('opened_at', { useTz: true }).notNullable();
    t.timestamp('revealed_at', { useTz: true });
    t.unique(['run_id', 'role', 'turn', 'scene'], { indexName: 'live_ballots_are_one_for_each_decision' });
  });
  await knex.schema.createTable('live_votes', (t) => {
    t.uuid('ballot_id').notNullable().references('live_ballots.id').onDelete('CASCADE');
    t.text('device_digest').notNullable();
    t.text('choice').notNullable();
    t.primary(['ballot_id', 'device_digest'], { constraintName: 'live_votes_are_one_for_each_device' });
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('live_votes');
  await knex.schema.dropTable('live_ballots');
}
