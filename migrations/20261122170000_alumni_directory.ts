import type { Knex } from 'knex';

/**
 * What an alumna says about herself, and to which of it she consents being shown: a row for each field, with the words
 * that she agreed to, kept when she withdraws. Beside it the focal points that staff name for a state or organisation.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('alumni_profiles', (t) => {
    t.uuid('person_id').primary().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    for (const field of ['represents', 'agency', 'post', 'languages', 'email', 'topics'])
      t.text(field).notNullable().defaultTo('');
    t.timestamp('changed_at').notNullable();
    t.timestamp('confirmed_at').notNullable();
  });

  await knex.schema.createTable('alumni_consents', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('field').notNullable();
    t.text('text_version').notNullable();
    t.text('words').notNullable();
    t.timestamp('given_at').notNullable();
    t.timestamp('withdrawn_at');
    t.check(
      "field in ('name', 'represents', 'agency', 'post', 'languages', 'email', 'topics', 'contacts')",
      [],
      'alumni_consents_field_is_known',
    );
    t.check("words <> ''", [], 'alumni_consents_keep_what_was_agreed_to');
    t.index('person_id', 'alumni_consents_by_person');
  });
  await knex.raw(
    'create unique index alumni_consents_are_given_once on alumni_consents (person_id, field) where withdrawn_at is null',
  );

  await knex.schema.createTable('alumni_focal_points', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('represents').notNullable();
    t.text('represents_key').notNullable();
    t.text('desk').notNullable();
    t.text('reach').notNullable();
    t.timestamp('set_at').notNullable();
    t.uuid('set_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ended_at');
    t.uuid('ended_by').references('people.id').onDelete('SET NULL');
    t.check("desk <> '' and reach <> ''", [], 'alumni_focal_points_can_be_reached');
  });
  await knex.raw(
    'create unique index alumni_focal_points_are_one_at_a_time on alumni_focal_points (represents_key) where ended_at is null',
  );
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['alumni_focal_points', 'alumni_consents', 'alumni_profiles']) await knex.schema.dropTable(table);
}
