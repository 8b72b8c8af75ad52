import type { Knex } from 'knex';

/** Open questions of a workshop, each answered or carried at the end; and what was agreed: what, who, by when. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('parked_questions', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('question').notNullable();
    t.timestamp('parked_at').notNullable();
    t.text('outcome');
    t.text('words').notNullable().defaultTo('');
    t.timestamp('settled_at');
    t.uuid('settled_by').references('people.id').onDelete('SET NULL');
    t.check("question <> ''", [], 'parked_questions_ask_something');
    t.check("outcome in ('answered', 'carried', 'removed')", [], 'parked_questions_outcome_is_known');
    t.check('(outcome is null) = (settled_at is null)', [], 'parked_questions_are_settled_at_a_time');
    t.index('workshop_id', 'parked_questions_of_a_workshop');
  });

  await knex.schema.createTable('action_points', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('what').notNullable();
    t.text('who').notNullable();
    t.date('due_on');
    t.timestamp('noted_at').notNullable();
    t.uuid('noted_by').references('people.id').onDelete('SET NULL');
    t.timestamp('done_at');
    t.uuid('done_by').references('people.id').onDelete('SET NULL');
    t.check("what <> '' and who <> ''", [], 'action_points_say_what_and_who');
    t.index('workshop_id', 'action_points_of_a_workshop');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('action_points');
  await knex.schema.dropTable('parked_questions');
}
