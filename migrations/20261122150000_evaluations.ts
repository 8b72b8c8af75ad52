import type { Knex } from 'knex';

/**
 * What the people of a workshop thought of it. That somebody answered is one row, without a time; what was answered are
 * other rows, one for each question, under random ids, without a person, a day, or anything that joins two of them.
 * Sheets of paper are counted. A closing ends the answering; from then on the results are shown, once and whole.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('evaluation_answerers', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.primary(['workshop_id', 'person_id'], { constraintName: 'evaluation_answerers_answer_once' });
    t.index('person_id', 'evaluation_answerers_by_person');
  });

  await knex.schema.createTable('evaluation_answers', (t) => {
    t.uuid('id').primary();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('question').notNullable();
    t.integer('rating');
    t.text('body');
    t.check('(rating is null) <> (body is null)', [], 'evaluation_answers_are_a_rating_or_a_text');
    t.check('rating between 1 and 5', [], 'evaluation_answers_rate_from_one_to_five');
    t.check("body <> ''", [], 'evaluation_answers_say_something');
    t.index('workshop_id', 'evaluation_answers_of_a_workshop');
  });

  await knex.schema.createTable('evaluation_papers', (t) => {
    t.uuid('id').primary();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.integer('sheets').notNullable();
    t.timestamp('keyed_at').notNullable();
    t.uuid('keyed_by').references('people.id').onDelete('SET NULL');
    t.check('sheets > 0', [], 'evaluation_papers_are_at_least_one_sheet');
    t.index('workshop_id', 'evaluation_papers_of_a_workshop');
  });

  await knex.schema.createTable('evaluation_closings', (t) => {
    t.uuid('workshop_id').primary().references('workshops.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('closed_at').notNullable();
    t.uuid('closed_by').references('people.id').onDelete('SET NULL');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['evaluation_closings', 'evaluation_papers', 'evaluation_answers', 'evaluation_answerers'])
    await knex.schema.dropTable(table);
}
