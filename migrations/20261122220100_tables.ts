import type { Knex } from 'knex';

/**
 * The tables of a workshop: who sits where. Each change is a numbered row that says how many tables there are and, where
 * it was a shuffle, from which seed; a person's place is a row from then until it ends. Languages stand with the place in
 * the workshop that a person holds, as somebody said them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('enrolments', (t) => {
    t.specificType('languages', 'text[]').notNullable().defaultTo('{}');
  });

  await knex.schema.createTable('table_plans', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.integer('version').notNullable();
    t.text('origin').notNullable();
    t.uuid('input_id').notNullable();
    t.integer('tables').notNullable();
    t.text('seed');
    t.timestamp('made_at').notNullable();
    t.uuid('made_by').references('people.id').onDelete('SET NULL');
    t.primary(['workshop_id', 'version'], { constraintName: 'table_plans_follow_each_other' });
    t.unique(['workshop_id', 'input_id'], { indexName: 'table_plans_are_made_once' });
    t.check('tables between 1 and 100', [], 'table_plans_have_tables');
  });

  await knex.schema.createTable('table_places', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.integer('number').notNullable();
    t.boolean('held').notNullable().defaultTo(false);
    t.timestamp('put_at').notNullable();
    t.uuid('put_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ended_at');
    t.index('person_id', 'table_places_by_person');
    t.check('number between 1 and 100', [], 'table_places_have_a_number');
  });
  await knex.raw(
    'create unique index table_places_are_one_for_a_person on table_places (workshop_id, person_id) where ended_at is null',
  );
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['table_places', 'table_plans']) await knex.schema.dropTable(table);
  await knex.schema.alterTable('enrolments', (t) => t.dropColumn('languages'));
}
