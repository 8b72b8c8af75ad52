import type { Knex } from 'knex';

/**
 * What really happened in the room: an item started, paused, finished, was left out or was given other minutes, with who and
 * when. Nothing is overwritten: a mark made by mistake is taken back. Timers stand on the server, so that a phone may die.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('run_marks', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('item').notNullable();
    t.text('mark').notNullable();
    t.integer('minutes');
    t.uuid('recovery');
    t.timestamp('marked_at').notNullable();
    t.uuid('marked_by').references('people.id').onDelete('SET NULL');
    t.timestamp('taken_back_at');
    t.uuid('taken_back_by').references('people.id').onDelete('SET NULL');
    t.check("mark in ('started', 'paused', 'finished', 'left out', 'minutes')", [], 'run_marks_mark_is_known');
    t.check("(mark = 'minutes') = (minutes is not null)", [], 'run_marks_minutes_are_said_where_changed');
    t.check('minutes > 0', [], 'run_marks_minutes_are_some');
    t.index(['workshop_id', 'marked_at'], 'run_marks_of_a_workshop');
  });

  await knex.schema.createTable('timers', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.integer('table_number');
    t.text('label').notNullable().defaultTo('');
    t.integer('minutes').notNullable();
    t.timestamp('started_at').notNullable();
    t.uuid('started_by').references('people.id').onDelete('SET NULL');
    t.timestamp('stopped_at');
    t.uuid('stopped_by').references('people.id').onDelete('SET NULL');
    t.check('minutes between 1 and 240', [], 'timers_run_four_hours_at_most');
    t.check('table_number between 1 and 99', [], 'timers_table_is_a_number');
    t.index(['workshop_id', 'started_at'], 'timers_of_a_workshop');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('timers');
  await knex.schema.dropTable('run_marks');
}
