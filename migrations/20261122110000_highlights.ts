import type { Knex } from 'knex';

/**
 * The words that a reader marked in a book, for their own eyes: the block, the words themselves and a little of what
 * stands before and after, so that they are found again when the text around them has changed.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('highlights', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('edition').notNullable();
    t.text('block').notNullable();
    t.text('exact').notNullable();
    t.text('prefix').notNullable();
    t.text('suffix').notNullable();
    t.text('publication_id').notNullable().references('publications.id').onDelete('RESTRICT');
    t.text('overlay');
    t.timestamp('created_at').notNullable();
    t.unique(['person_id', 'workshop_id', 'block', 'exact', 'prefix', 'suffix'], {
      indexName: 'highlights_are_one_for_the_same_words',
    });
  });
  await knex.raw(
    `alter table highlights add constraint highlights_edition_is_known check (edition in ('handbook', 'guide')),
     add constraint highlights_hold_words check (exact <> '')`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('highlights');
}
