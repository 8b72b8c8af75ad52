import type { Knex } from 'knex';

/** Groups of alumni about one topic, with a focal point and a last day; who is in them, and what they write there. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('alumni_groups', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('topic').notNullable();
    t.text('purpose').notNullable();
    t.text('focal_point').notNullable();
    t.date('ends_on').notNullable();
    t.timestamp('opened_at').notNullable();
    t.uuid('opened_by').references('people.id').onDelete('SET NULL');
    t.timestamp('closed_at');
    t.uuid('closed_by').references('people.id').onDelete('SET NULL');
    t.check("topic <> '' and purpose <> '' and focal_point <> ''", [], 'alumni_groups_say_what_they_are_for');
  });

  await knex.schema.createTable('alumni_group_members', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('group_id').notNullable().references('alumni_groups.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.timestamp('joined_at').notNullable();
    t.timestamp('left_at');
    t.index('person_id', 'alumni_group_members_by_person');
  });
  await knex.raw(
    'create unique index alumni_group_members_are_in_once on alumni_group_members (group_id, person_id) where left_at is null',
  );

  await knex.schema.createTable('alumni_group_notes', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('group_id').notNullable().references('alumni_groups.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('body').notNullable();
    t.timestamp('written_at').notNullable();
    t.timestamp('removed_at');
    t.uuid('removed_by').references('people.id').onDelete('SET NULL');
    t.check("body <> ''", [], 'alumni_group_notes_say_something');
    t.index('group_id', 'alumni_group_notes_of_a_group');
    t.index('person_id', 'alumni_group_notes_by_person');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['alumni_group_notes', 'alumni_group_members', 'alumni_groups'])
    await knex.schema.dropTable(table);
}
