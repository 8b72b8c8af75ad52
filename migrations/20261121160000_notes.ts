import type { Knex } from 'knex';

/**
 * What a reader adds to a book, for their own eyes: one note (words, a mark, or both) for each block in each workshop,
 * and where they were last in each book. Blocks are named by id: a note outlives its block.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('notes', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('block').notNullable();
    t.text('publication_id').notNullable().references('publications.id').onDelete('RESTRICT');
    t.text('overlay');
    t.text('body').notNullable();
    t.text('mark');
    t.timestamp('created_at').notNullable();
    t.timestamp('updated_at').notNullable();
    t.unique(['person_id', 'workshop_id', 'block'], { indexName: 'notes_are_one_for_a_block' });
  });
  await knex.raw(
    `alter table notes add constraint notes_mark_is_known check (mark in ('important', 'question', 'use')),
     add constraint notes_say_something check (body <> '' or mark is not null)`,
  );

  await knex.schema.createTable('bookmarks', (t) => {
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('edition').notNullable();
    t.text('page').notNullable();
    t.text('block');
    t.timestamp('updated_at').notNullable();
    t.primary(['person_id', 'workshop_id', 'edition']);
  });
  await knex.raw(
    `alter table bookmarks add constraint bookmarks_edition_is_known check (edition in ('handbook', 'guide'))`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('bookmarks');
  await knex.schema.dropTable('notes');
}
