import type { Knex } from 'knex';

/** One alumna offers her time on some topics until a day; others ask; she says yes or no; either ends it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('mentoring_offers', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('topics').notNullable();
    t.date('until_on').notNullable();
    t.timestamp('offered_at').notNullable();
    t.timestamp('ended_at');
    t.check("topics <> ''", [], 'mentoring_offers_name_topics');
    t.index('person_id', 'mentoring_offers_by_person');
  });

  await knex.schema.createTable('mentoring_asks', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('offer_id').notNullable().references('mentoring_offers.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('words').notNullable();
    t.timestamp('asked_at').notNullable();
    t.text('answer');
    t.timestamp('answered_at');
    t.timestamp('ended_at');
    t.uuid('ended_by').references('people.id').onDelete('SET NULL');
    t.check("words <> ''", [], 'mentoring_asks_say_what_for');
    t.check("answer in ('yes', 'no')", [], 'mentoring_asks_answer_is_known');
    t.check('(answer is null) = (answered_at is null)', [], 'mentoring_asks_are_answered_at_a_time');
    t.index('person_id', 'mentoring_asks_by_person');
  });
  await knex.raw(
    'create unique index mentoring_asks_are_open_once on mentoring_asks (offer_id, person_id) where ended_at is null',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mentoring_asks');
  await knex.schema.dropTable('mentoring_offers');
}
