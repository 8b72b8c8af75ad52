import type { Knex } from 'knex';

/** An attempt is one person's way through one form of the test in one workshop. Each answer is kept when it is given. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('attempts', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('form').notNullable();
    t.text('publication_id').notNullable().references('publications.id').onDelete('RESTRICT');
    t.timestamp('started_at').notNullable();
    t.timestamp('submitted_at');
    t.unique(['workshop_id', 'person_id', 'form'], { indexName: 'attempts_are_made_once' });
    t.check("form in ('pre', 'post')", [], 'attempts_form_is_known');
    t.index('person_id', 'attempts_by_person');
  });

  await knex.schema.createTable('answers', (t) => {
    t.uuid('attempt_id').notNullable().references('attempts.id').onDelete('CASCADE');
    t.text('item_id').notNullable();
    t.text('item_version').notNullable();
    t.jsonb('response').notNullable();
    t.timestamp('saved_at').notNullable();
    t.primary(['attempt_id', 'item_id'], { constraintName: 'answers_pkey' });
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('answers');
  await knex.schema.dropTable('attempts');
}
