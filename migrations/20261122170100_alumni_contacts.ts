import type { Knex } from 'knex';

/** A working contact that two alumni declare: one says so, the other agrees. Each side ends by itself, and is kept. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('alumni_contacts', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.timestamp('declared_at').notNullable();
  });

  await knex.schema.createTable('alumni_contact_sides', (t) => {
    t.uuid('contact_id').notNullable().references('alumni_contacts.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.timestamp('agreed_at');
    t.timestamp('ended_at');
    t.primary(['contact_id', 'person_id'], { constraintName: 'alumni_contact_sides_pkey' });
    t.index('person_id', 'alumni_contact_sides_by_person');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('alumni_contact_sides');
  await knex.schema.dropTable('alumni_contacts');
}
