import type { Knex } from 'knex';

/**
 * A run is one play of a case by one person. It is pinned to the compiled case it began with, and its state is nothing
 * but the fold of its log. What a person wrote in their own words stands beside the log, so that it can be erased and
 * the log still replays. Rows of a run carry its person: the key by which they can be spread over servers, and the only
 * column of an event that may change (when two records of one person become one).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('case_versions', (t) => {
    t.text('hash').primary();
    t.text('case_id').notNullable();
    t.jsonb('compiled').notNullable();
    t.timestamp('kept_since', { useTz: true }).notNullable();
    t.text('origin').notNullable();
  });

  await knex.schema.createTable('runs', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').references('workshops.id').onDelete('RESTRICT');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('case_id').notNullable();
    t.text('case_hash').notNullable().references('case_versions.hash').onDelete('RESTRICT');
    t.text('engine_version').notNullable();
    t.text('role').notNullable();
    t.text('seed').notNullable();
    t.uuid('start_input').notNullable();
    t.timestamp('started_at', { useTz: true }).notNullable();
    t.timestamp('ended_at', { useTz: true });
    t.text('ending');
    t.unique(['id', 'person_id'], { indexName: 'runs_belong_to_one_person' });
    t.unique(['person_id', 'start_input'], { indexName: 'runs_start_once_per_form' });
    t.index(['person_id', 'workshop_id'], 'runs_of_a_person_in_a_workshop');
    t.index(['workshop_id', 'case_id'], 'runs_of_a_workshop');
    t.index(['case_hash'], 'runs_keep_their_case');
    t.check('(ended_at is null) = (ending is null)', [], 'runs_end_with_an_ending');
  });

  await knex.schema.createTable('run_events', (t) => {
    t.uuid('run_id').notNullable();
    t.uuid('person_id').notNullable();
    t.integer('seq').notNullable();
    t.text('origin').notNullable();
    t.text('actor').notNullable();
    t.text('role');
    t.jsonb('input').notNullable();
    t.uuid('input_id');
    t.timestamp('at', { useTz: true }).notNullable();
    t.text('state_hash').notNullable();
    t.primary(['run_id', 'seq']);
    t.unique(['run_id', 'input_id'], { indexName: 'run_events_take_an_input_once' });
    t.foreign(['run_id', 'person_id'], 'run_events_belong_to_the_person_of_their_run')
      .references(['id', 'person_id'])
      .inTable('runs')
      .onUpdate('CASCADE')
      .onDelete('CASCADE');
    t.check('seq > 0', [], 'run_events_count_from_one');
    t.check(`actor in ('team', 'stand-in', 'facilitator', 'system')`, [], 'run_events_have_a_known_actor');
    t.check(`(input_id is not null) = (actor = 'team')`, [], 'run_events_of_a_person_carry_an_input_id');
  });

  await knex.schema.createTable('run_texts', (t) => {
    t.uuid('run_id').notNullable();
    t.uuid('person_id').notNullable();
    t.integer('seq').notNullable();
    t.text('field').notNullable();
    t.text('origin').notNullable();
    t.text('body');
    t.timestamp('written_at', { useTz: true }).notNullable();
    t.timestamp('erased_at', { useTz: true });
    t.primary(['run_id', 'seq', 'field']);
    t.foreign(['run_id', 'seq'], 'run_texts_stand_beside_an_event')
      .references(['run_id', 'seq'])
      .inTable('run_events')
      .onDelete('CASCADE');
    t.foreign(['run_id', 'person_id'], 'run_texts_belong_to_the_person_of_their_run')
      .references(['id', 'person_id'])
      .inTable('runs')
      .onUpdate('CASCADE')
      .onDelete('CASCADE');
    t.check('(body is null) = (erased_at is not null)', [], 'run_texts_erased_leave_a_tombstone');
  });

  await knex.raw(`
    create function refuse_a_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is written once and never changed', tg_table_name using errcode = 'restrict_violation';
    end $$
  `);
  await knex.raw(`
    create trigger case_versions_never_change before update on case_versions
    for each row execute function refuse_a_change()
  `);
  await knex.raw(`
    create trigger run_events_never_change before update on run_events for each row
    when ((old.run_id, old.seq, old.origin, old.actor, old.role, old.input, old.input_id, old.at, old.state_hash)
      is distinct from (new.run_id, new.seq, new.origin, new.actor, new.role, new.input, new.input_id, new.at, new.state_hash))
    execute function refuse_a_change()
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('run_texts');
  await knex.schema.dropTable('run_events');
  await knex.schema.dropTable('runs');
  await knex.schema.dropTable('case_versions');
  await knex.raw('drop function refuse_a_change()');
}
