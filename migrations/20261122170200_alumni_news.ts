import type { Knex } from 'knex';

/** What the programme announces to its alumni, for a time; and what alumni tell of their work, once staff have read it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('announcements', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('title').notNullable();
    t.text('body').notNullable();
    t.date('from_on').notNullable();
    t.date('until_on').notNullable();
    t.timestamp('posted_at').notNullable();
    t.uuid('posted_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ended_at');
    t.uuid('ended_by').references('people.id').onDelete('SET NULL');
    t.check("title <> '' and body <> ''", [], 'announcements_say_something');
    t.check('until_on >= from_on', [], 'announcements_end_after_they_begin');
  });

  await knex.schema.createTable('spotlights', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('title').notNullable();
    t.text('body').notNullable();
    t.timestamp('written_at').notNullable();
    t.text('outcome');
    t.text('reason').notNullable().defaultTo('');
    t.timestamp('decided_at');
    t.uuid('decided_by').references('people.id').onDelete('SET NULL');
    t.timestamp('withdrawn_at');
    t.check("title <> '' and body <> ''", [], 'spotlights_say_something');
    t.check("outcome in ('shown', 'sent back')", [], 'spotlights_outcome_is_known');
    t.check('(outcome is null) = (decided_at is null)', [], 'spotlights_are_decided_at_a_time');
    t.index('person_id', 'spotlights_by_person');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('spotlights');
  await knex.schema.dropTable('announcements');
}
