import type { Knex } from 'knex';

/**
 * A run may be played by a whole room: then it belongs to no person and no single role, and its log is the room's. Beside
 * it stand the tables (each plays one role or several), the people at them, and what the facilitator did that is no input
 * of the case: pauses, notes, times. Each form sent is kept by its id, so that a form sent twice does one thing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('runs', (t) => {
    t.setNullable('person_id');
    t.setNullable('role');
    t.check('(person_id is null) = (role is null)', [], 'runs_are_of_one_person_in_one_role_or_of_a_room');
  });
  await knex.schema.alterTable('run_events', (t) => t.setNullable('person_id'));
  await knex.schema.alterTable('run_texts', (t) => {
    t.setNullable('person_id');
    t.uuid('erased_by').references('people.id').onDelete('SET NULL');
  });
  // The key that binds lines to the person of their run says nothing where there is no person.
  for (const table of ['run_events', 'run_texts'])
    await knex.schema.alterTable(table, (t) => {
      t.foreign('run_id', `${table}_are_of_a_run`).references('id').inTable('runs').onDelete('CASCADE');
    });

  await knex.schema.createTable('live_runs', (t) => {
    t.uuid('run_id').primary().references('runs.id').onDelete('CASCADE');
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.uuid('start_input').notNullable();
    t.integer('place').notNullable();
    t.integer('version').notNullable().defaultTo(0);
    t.timestamp('begun_at', { useTz: true }).notNullable();
    t.uuid('begun_by').references('people.id').onDelete('SET NULL');
    t.unique(['workshop_id', 'start_input', 'place'], { indexName: 'live_runs_begin_once_per_form' });
    t.check('place > 0', [], 'live_runs_count_from_one');
  });

  await knex.schema.createTable('live_inputs', (t) => {
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.uuid('input_id').notNullable();
    t.timestamp('taken_at', { useTz: true }).notNullable();
    t.primary(['run_id', 'input_id'], { constraintName: 'live_inputs_are_taken_once' });
  });

  await knex.schema.createTable('live_tables', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.integer('place').notNullable();
    t.text('code').notNullable().unique({ indexName: 'live_tables_have_their_own_code' });
    t.specificType('roles', 'text[]').notNullable();
    t.unique(['run_id', 'place'], { indexName: 'live_tables_have_their_own_place' });
    t.check('place > 0', [], 'live_tables_count_from_one');
    t.check('cardinality(roles) > 0', [], 'live_tables_play_a_role');
  });

  await knex.schema.createTable('run_players', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('runs.id').onDelete('CASCADE');
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('table_id').notNullable().references('live_tables.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('sat_down_at', { useTz: true }).notNullable();
    t.timestamp('left_at', { useTz: true });
    t.timestamp('seen_at', { useTz: true });
    t.index(['person_id', 'workshop_id'], 'run_players_of_a_person_in_a_workshop');
    t.index(['table_id'], 'run_players_at_a_table');
  });
  await knex.raw(
    'create unique index run_players_sit_at_one_table on run_players (run_id, person_id) where left_at is null',
  );

  await knex.schema.createTable('live_recorders', (t) => {
    t.uuid('id').primary();
    t.uuid('table_id').notNullable().references('live_tables.id').onDelete('CASCADE');
    t.uuid('player_id').notNullable().references('run_players.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('since', { useTz: true }).notNullable();
    t.index(['table_id', 'id'], 'live_recorders_of_a_table');
  });

  await knex.schema.createTable('live_pauses', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('paused_at', { useTz: true }).notNullable();
    t.uuid('paused_by').references('people.id').onDelete('SET NULL');
    t.timestamp('resumed_at', { useTz: true });
    t.uuid('resumed_by').references('people.id').onDelete('SET NULL');
  });
  await knex.raw('create unique index live_pauses_one_at_a_time on live_pauses (run_id) where resumed_at is null');

  await knex.schema.createTable('live_timers', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('set_at', { useTz: true }).notNullable();
    t.uuid('set_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ends_at', { useTz: true }).notNullable();
    t.index(['run_id', 'id'], 'live_timers_of_a_run');
  });

  await knex.schema.createTable('live_nudges', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.uuid('table_id').references('live_tables.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('body').notNullable();
    t.timestamp('sent_at', { useTz: true }).notNullable();
    t.uuid('sent_by').references('people.id').onDelete('SET NULL');
    t.index(['run_id', 'id'], 'live_nudges_of_a_run');
  });
}

export async function down(knex: Knex): Promise<void> {
  const tables = ['nudges', 'timers', 'pauses', 'recorders'].map((name) => `live_${name}`);
  for (const table of [...tables, 'run_players', 'live_tables', 'live_inputs']) await knex.schema.dropTable(table);
  await knex('runs').whereNull('person_id').delete();
  await knex.schema.dropTable('live_runs');
  for (const table of ['run_events', 'run_texts'])
    await knex.schema.alterTable(table, (t) => {
      t.dropForeign('run_id', `${table}_are_of_a_run`);
      t.dropNullable('person_id');
    });
  await knex.schema.alterTable('run_texts', (t) => t.dropColumn('erased_by'));
  await knex.schema.alterTable('runs', (t) => {
    t.dropChecks('runs_are_of_one_person_in_one_role_or_of_a_room');
    t.dropNullable('person_id');
    t.dropNullable('role');
  });
}
