import type { Knex } from 'knex';

/**
 * A workshop is one delivery of the programme: a place with its time zone, dates there, and one pinned publication.
 * Its cohort are the people enrolled, each in a role; who was there is kept for each half day.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('workshops', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('title').notNullable();
    t.text('venue').notNullable();
    t.text('time_zone').notNullable();
    t.date('starts_on').notNullable();
    t.date('ends_on').notNullable();
    t.text('language').notNullable().defaultTo('en');
    t.integer('capacity').notNullable();
    t.text('join_code').notNullable().unique({ indexName: 'workshops_join_code_is_unique' });
    t.text('publication_id').notNullable().references('publications.id').onDelete('RESTRICT');
    t.timestamp('created_at').notNullable();
    t.uuid('created_by').references('people.id').onDelete('SET NULL');
    t.check('ends_on >= starts_on', [], 'workshops_end_after_they_start');
    t.check('ends_on - starts_on < 31', [], 'workshops_last_a_month_at_most');
    t.check('capacity between 1 and 500', [], 'workshops_have_seats');
  });

  await knex.schema.createTable('enrolments', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('role').notNullable();
    t.text('represents');
    t.text('agency');
    t.timestamp('enrolled_at').notNullable();
    t.timestamp('ended_at');
    t.check("role in ('facilitator', 'participant', 'observer', 'interpreter')", [], 'enrolments_role_is_known');
    t.index('person_id', 'enrolments_by_person');
  });
  await knex.raw(
    'create unique index enrolments_are_held_once on enrolments (workshop_id, person_id, role) where ended_at is null',
  );

  await knex.schema.createTable('attendance', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('half_day').notNullable();
    t.text('mark').notNullable();
    t.text('origin').notNullable();
    t.timestamp('recorded_at').notNullable();
    t.uuid('recorded_by').references('people.id').onDelete('SET NULL');
    t.primary(['workshop_id', 'person_id', 'half_day'], { constraintName: 'attendance_pkey' });
    t.check("mark in ('present', 'absent', 'excused')", [], 'attendance_mark_is_known');
    t.check("half_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}-(am|pm)$'", [], 'attendance_is_by_half_day');
  });

  await knex.schema.createTable('check_in_codes', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('half_day').notNullable();
    t.text('code').notNullable();
    t.timestamp('made_at').notNullable();
    t.primary(['workshop_id', 'half_day'], { constraintName: 'check_in_codes_pkey' });
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['check_in_codes', 'attendance', 'enrolments', 'workshops']) await knex.schema.dropTable(table);
}
