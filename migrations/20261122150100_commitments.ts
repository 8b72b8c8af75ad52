import type { Knex } from 'knex';

/** A commitment is what one participant will do after the return to work: one for each person and workshop. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('commitments', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('what').notNullable();
    t.date('by_on').notNullable();
    t.text('template').notNullable();
    t.timestamp('written_at').notNullable();
    t.unique(['workshop_id', 'person_id'], { indexName: 'commitments_are_one_for_a_person_and_workshop' });
    t.check("what <> ''", [], 'commitments_say_something');
    t.check("template in ('none', 'request', 'answer', 'check')", [], 'commitments_template_is_known');
    t.index('person_id', 'commitments_by_person');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('commitments');
}
