import type { Knex } from 'knex';

/**
 * Events of the Alumni Network: a day and hours as the clock on the wall at the venue shows them, places and a waiting
 * list in the order of registration, who came, and the documents that came of it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('alumni_events', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('title').notNullable();
    t.text('about').notNullable();
    t.text('venue').notNullable();
    t.text('time_zone').notNullable();
    t.date('held_on').notNullable();
    t.text('starts').notNullable();
    t.text('ends').notNullable();
    t.integer('capacity').notNullable();
    t.timestamp('opened_at').notNullable();
    t.uuid('opened_by').references('people.id').onDelete('SET NULL');
    t.timestamp('cancelled_at');
    t.uuid('cancelled_by').references('people.id').onDelete('SET NULL');
    t.check('ends > starts', [], 'alumni_events_end_after_they_start');
    t.check('capacity between 1 and 2000', [], 'alumni_events_have_places');
  });

  await knex.schema.createTable('alumni_event_places', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('event_id').notNullable().references('alumni_events.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.timestamp('registered_at').notNullable();
    t.timestamp('ended_at');
    t.timestamp('attended_at');
    t.uuid('attended_recorded_by').references('people.id').onDelete('SET NULL');
    t.index('person_id', 'alumni_event_places_by_person');
  });
  await knex.raw(
    'create unique index alumni_event_places_are_taken_once on alumni_event_places (event_id, person_id) where ended_at is null',
  );

  await knex.schema.createTable('alumni_documents', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('event_id').notNullable().references('alumni_events.id').onDelete('CASCADE');
    t.text('name').notNullable();
    t.text('kind').notNullable();
    t.binary('bytes').notNullable();
    t.timestamp('added_at').notNullable();
    t.uuid('added_by').references('people.id').onDelete('SET NULL');
    t.timestamp('removed_at');
    t.uuid('removed_by').references('people.id').onDelete('SET NULL');
    t.check('octet_length(bytes) between 1 and 5000000', [], 'alumni_documents_are_of_five_megabytes_at_most');
    t.check("kind in ('pdf', 'docx', 'xlsx', 'pptx', 'png', 'jpg')", [], 'alumni_documents_kind_is_known');
    t.index('event_id', 'alumni_documents_of_an_event');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['alumni_documents', 'alumni_event_places', 'alumni_events']) await knex.schema.dropTable(table);
}
