import type { Knex } from 'knex';

/**
 * An erasure: who a person was is taken out of every table; what happened stays, with nobody's name. Whether the name stays
 * on certificates is the person's own choice.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('erasures', (t) => {
    t.uuid('person_id').primary().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('erased_at').notNullable();
    t.text('certificates').notNullable();
    t.check("certificates in ('kept', 'erased')", [], 'erasures_say_what_becomes_of_certificates');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('erasures');
}
