import type { Knex } from 'knex';

/**
 * The facilitators of a workshop choose its modules and write notes of their own on blocks of its books. A choice and a
 * note say who made them and when; the last choice stands, and a note stands until it is ended. What a workshop's books
 * are made with is frozen as a tailoring under the hash of what it says: it is the same everywhere, so it has no origin.
 * What both readers may see and what only facilitators may see are columns apart, so that a participant's request never
 * reads the second.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('tailorings', (t) => {
    t.text('hash').primary();
    t.text('shared').notNullable();
    t.text('guide').notNullable();
    t.check("hash ~ '^[0-9a-f]{64}$'", [], 'tailorings_are_named_by_their_hash');
  });
  await knex.raw(
    `create trigger tailorings_never_change before update on tailorings
     for each row execute function publications_never_change()`,
  );
  await knex.schema.alterTable('workshops', (t) => {
    t.text('tailoring').references('tailorings.hash').onDelete('RESTRICT');
  });
  await knex.schema.createTable('module_choices', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.jsonb('choice');
    t.jsonb('falling').notNullable();
    t.timestamp('chosen_at').notNullable();
    t.uuid('chosen_by').references('people.id').onDelete('SET NULL');
    t.index(['workshop_id', 'chosen_at'], 'module_choices_by_time');
  });
  await knex.schema.createTable('local_notes', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('block').notNullable();
    t.text('readers').notNullable();
    t.text('body').notNullable();
    t.text('against').notNullable();
    t.text('against_words').notNullable();
    t.timestamp('written_at').notNullable();
    t.uuid('written_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ended_at');
    t.uuid('ended_by').references('people.id').onDelete('SET NULL');
    t.check("readers in ('both', 'guide')", [], 'local_notes_readers_are_known');
    t.check("body <> ''", [], 'local_notes_say_something');
  });
  await knex.raw(
    `create unique index local_notes_are_one_for_a_block_and_its_readers
       on local_notes (workshop_id, block, readers) where ended_at is null`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('local_notes');
  await knex.schema.dropTable('module_choices');
  await knex.schema.alterTable('workshops', (t) => t.dropColumn('tailoring'));
  await knex.schema.dropTable('tailorings');
}
