import type { Knex } from 'knex';

/**
 * What is costly to find in a case and in a finished run is found once, beside the site, and kept: for the rules of a case
 * the best that can still be had from each of its positions, and how early each seat can come to know each fact; for a run
 * what each of its decisions took. All of it follows from the case and the log and may be deleted at any time.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('reckoned_cases', (t) => {
    t.text('logic_hash').notNullable();
    t.text('engine_version').notNullable();
    // Null where the case is too large to be proven.
    t.jsonb('attainable');
    t.jsonb('earliest').notNullable();
    t.timestamp('reckoned_at').notNullable();
    t.primary(['logic_hash', 'engine_version'], { constraintName: 'reckoned_cases_are_reckoned_once' });
  });
  await knex.schema.createTable('reckoned_runs', (t) => {
    t.uuid('run_id')
      .primary()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE')
      .withKeyName('reckoned_runs_go_with_their_run');
    // Null where the best of its case is not known.
    t.jsonb('losses');
    t.timestamp('reckoned_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('reckoned_runs');
  await knex.schema.dropTable('reckoned_cases');
}
