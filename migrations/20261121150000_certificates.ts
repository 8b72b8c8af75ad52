import type { Knex } from 'knex';

/**
 * A certificate is a frozen snapshot of what was true when it was issued: one for each person and workshop. Whoever
 * holds one has an alumni record, for life.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('certificates', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('RESTRICT');
    t.uuid('person_id').notNullable().references('people.id').onDelete('RESTRICT');
    t.integer('serial').notNullable();
    t.text('number').notNullable().unique({ indexName: 'certificates_number_is_unique' });
    t.text('verify_token').notNullable().unique({ indexName: 'certificates_verify_token_is_unique' });
    t.jsonb('facts').notNullable();
    t.timestamp('issued_at').notNullable();
    t.uuid('issued_by').references('people.id').onDelete('SET NULL');
    t.uuid('replaced_by').references('certificates.id');
    t.timestamp('revoked_at');
    t.unique(['origin', 'serial'], { indexName: 'certificates_serial_is_unique_in_its_origin' });
    t.index('person_id', 'certificates_by_person');
  });
  await knex.raw(
    'create unique index certificates_are_issued_once on certificates (workshop_id, person_id) where replaced_by is null',
  );

  await knex.schema.createTable('alumni_records', (t) => {
    t.uuid('person_id').primary().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('opened_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('alumni_records');
  await knex.schema.dropTable('certificates');
}
