import type { Knex } from 'knex';

/**
 * Questions to the room. A vote is stored under a digest that only the voting device can make again, for this poll
 * alone, without a name and without a time; it may be attributed to a table. Hands counted by eye stand beside it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('polls', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('kind').notNullable();
    t.text('question').notNullable();
    t.specificType('options', 'text[]').notNullable();
    t.timestamp('opened_at').notNullable();
    t.uuid('opened_by').references('people.id').onDelete('SET NULL');
    t.timestamp('closed_at');
    t.uuid('closed_by').references('people.id').onDelete('SET NULL');
    t.timestamp('shown_at');
    t.uuid('shown_by').references('people.id').onDelete('SET NULL');
    t.check("kind in ('choice', 'order', 'allocation', 'wall')", [], 'polls_kind_is_known');
    t.check("(kind = 'wall') = (cardinality(options) = 0)", [], 'polls_offer_options_except_a_wall');
    t.index('workshop_id', 'polls_of_a_workshop');
  });

  await knex.schema.createTable('poll_rounds', (t) => {
    t.uuid('poll_id').notNullable().references('polls.id').onDelete('CASCADE');
    t.integer('round').notNullable();
    t.text('origin').notNullable();
    t.timestamp('opened_at').notNullable();
    t.uuid('opened_by').references('people.id').onDelete('SET NULL');
    t.timestamp('closed_at');
    t.uuid('closed_by').references('people.id').onDelete('SET NULL');
    t.primary(['poll_id', 'round'], { constraintName: 'poll_rounds_pkey' });
    t.check('round between 1 and 9', [], 'poll_rounds_are_counted');
  });

  await knex.schema.createTable('poll_votes', (t) => {
    t.uuid('poll_id').notNullable();
    t.integer('round').notNullable();
    t.text('device_digest').notNullable();
    t.text('origin').notNullable();
    t.integer('table_number');
    t.specificType('numbers', 'integer[]').notNullable();
    t.primary(['poll_id', 'round', 'device_digest'], { constraintName: 'poll_votes_are_one_for_a_device_and_round' });
    t.foreign(['poll_id', 'round']).references(['poll_id', 'round']).inTable('poll_rounds').onDelete('CASCADE');
  });

  await knex.schema.createTable('poll_hands', (t) => {
    t.uuid('poll_id').notNullable();
    t.integer('round').notNullable();
    t.specificType('counts', 'integer[]').notNullable();
    t.text('origin').notNullable();
    t.timestamp('counted_at').notNullable();
    t.uuid('counted_by').references('people.id').onDelete('SET NULL');
    t.primary(['poll_id', 'round'], { constraintName: 'poll_hands_are_counted_once_a_round' });
    t.foreign(['poll_id', 'round']).references(['poll_id', 'round']).inTable('poll_rounds').onDelete('CASCADE');
  });

  await knex.schema.createTable('wall_texts', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('poll_id').notNullable().references('polls.id').onDelete('CASCADE');
    t.text('body').notNullable();
    t.integer('table_number');
    t.text('verdict');
    t.timestamp('judged_at');
    t.uuid('judged_by').references('people.id').onDelete('SET NULL');
    t.check("body <> ''", [], 'wall_texts_say_something');
    t.check("verdict in ('shown', 'kept back')", [], 'wall_texts_verdict_is_known');
    t.index('poll_id', 'wall_texts_of_a_poll');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['wall_texts', 'poll_hands', 'poll_votes', 'poll_rounds', 'polls'])
    await knex.schema.dropTable(table);
}
