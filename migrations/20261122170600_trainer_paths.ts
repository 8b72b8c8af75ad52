import type { Knex } from 'knex';

/**
 * The path from alumna to facilitator: one co-delivery, one delivery that was observed, and a sign-off by staff, each a
 * row with its day, the words of who was there and the marks of the rubric as it read that day.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('trainer_paths', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.timestamp('begun_at').notNullable();
    t.timestamp('ended_at');
    t.index('person_id', 'trainer_paths_by_person');
  });
  await knex.raw(
    'create unique index trainer_paths_are_walked_one_at_a_time on trainer_paths (person_id) where ended_at is null',
  );

  await knex.schema.createTable('trainer_steps', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('path_id').notNullable().references('trainer_paths.id').onDelete('CASCADE');
    t.text('kind').notNullable();
    t.date('done_on').notNullable();
    t.text('words').notNullable();
    t.jsonb('marks').notNullable();
    t.timestamp('recorded_at').notNullable();
    t.uuid('recorded_by').references('people.id').onDelete('SET NULL');
    t.check("kind in ('co-delivery', 'observed', 'sign-off')", [], 'trainer_steps_kind_is_known');
    t.check("words <> ''", [], 'trainer_steps_say_what_was_seen');
    t.index('path_id', 'trainer_steps_of_a_path');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('trainer_steps');
  await knex.schema.dropTable('trainer_paths');
}
