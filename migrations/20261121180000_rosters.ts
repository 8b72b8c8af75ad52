import type { Knex } from 'knex';

/**
 * A roster is imported as a whole or not at all, and each import keeps which rows it made, so that it can be taken back.
 * People get an e-mail address that is theirs before they have a password, and a key by which equal names are found.
 * One person entered twice becomes one: the second record stays, closed, and points to the first.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('people', (t) => {
    t.text('name_key').index('people_by_name_key');
    t.uuid('merged_into').references('people.id').onDelete('SET NULL');
    t.index('merged_into', 'people_by_what_they_were_merged_into');
  });
  await knex.raw('update people set name_key = lower(display_name)');
  await knex.raw('alter table people add constraint people_are_not_merged_into_themselves check (merged_into <> id)');

  await knex.schema.createTable('person_emails', (t) => {
    t.uuid('person_id').primary().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('email').notNullable().unique({ indexName: 'person_emails_email_is_unique' });
    t.timestamp('created_at').notNullable();
    t.check('email = lower(email)', [], 'person_emails_email_is_lower_case');
  });

  await knex.schema.alterTable('enrolments', (t) => {
    t.date('nominated_on');
    t.uuid('replaces').references('enrolments.id').onDelete('SET NULL');
  });

  await knex.schema.createTable('roster_imports', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('file_name').notNullable();
    t.jsonb('sheet');
    t.jsonb('mapping').notNullable();
    t.timestamp('made_at').notNullable();
    t.uuid('made_by').references('people.id').onDelete('SET NULL');
    t.timestamp('confirmed_at');
    t.timestamp('undone_at');
    t.index('workshop_id', 'roster_imports_of_a_workshop');
    t.check('(sheet is null) = (confirmed_at is not null)', [], 'roster_imports_keep_a_file_until_it_is_confirmed');
    t.check('undone_at is null or confirmed_at is not null', [], 'roster_imports_undo_what_was_confirmed');
  });

  await knex.schema.createTable('roster_import_rows', (t) => {
    t.uuid('import_id').notNullable().references('roster_imports.id').onDelete('CASCADE');
    t.integer('line').notNullable();
    t.uuid('person_id').notNullable();
    t.uuid('enrolment_id').notNullable();
    t.boolean('adds_person').notNullable();
    t.boolean('adds_email').notNullable();
    t.primary(['import_id', 'line'], { constraintName: 'roster_import_rows_pkey' });
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['roster_import_rows', 'roster_imports', 'person_emails']) await knex.schema.dropTable(table);
  await knex.schema.alterTable('enrolments', (t) => t.dropColumns('nominated_on', 'replaces'));
  await knex.schema.alterTable('people', (t) => t.dropColumns('name_key', 'merged_into'));
}
