import type { Knex } from 'knex';

/**
 * An answer to a question of a test is marked by two facilitators who do not see each other's marks; a third settles
 * where they differ. Whoever is one of them is no other: nobody marks the same answer twice over.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('rubric_raters', (t) => {
    t.uuid('subject_id').notNullable().references('rubric_subjects.id').onDelete('CASCADE');
    t.text('rater').notNullable();
    t.uuid('marked_by').references('people.id').onDelete('SET NULL');
    t.text('origin').notNullable();
    t.timestamp('taken_at', { useTz: true }).notNullable();
    t.primary(['subject_id', 'rater'], { constraintName: 'rubric_raters_are_one_of_each' });
    t.unique(['subject_id', 'marked_by'], { indexName: 'rubric_raters_are_different_people' });
    t.check("rater in ('first', 'second', 'third')", [], 'rubric_raters_are_two_and_one_who_settles');
  });
  await allow(knex, "'facilitator', 'table', 'first', 'second', 'third'");
}

/** Marks on answers go: what stood before knew none. */
export async function down(knex: Knex): Promise<void> {
  await knex('rubric_subjects').where({ kind: 'answer' }).delete();
  await allow(knex, "'facilitator', 'table'");
  await knex.schema.dropTable('rubric_raters');
}

async function allow(knex: Knex, raters: string): Promise<void> {
  await knex.raw('alter table rubric_sheets drop constraint rubric_sheets_are_of_a_facilitator_or_a_table');
  await knex.raw(
    `alter table rubric_sheets add constraint rubric_sheets_are_of_a_facilitator_or_a_table check (rater in (${raters}))`,
  );
}
