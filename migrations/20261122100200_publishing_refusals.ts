import type { Knex } from 'knex';

/**
 * A start that found the curriculum on disk unfit went on with what was published before. What was found stands here
 * until a publishing succeeds, so that programme staff learn of it where they are: on their pages. Findings name files
 * and lines of the source and may quote it, so nobody else reads them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('publishing_refusals', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.integer('finding_count').notNullable();
    t.jsonb('findings').notNullable();
    t.timestamp('refused_at').notNullable();
    t.timestamp('ended_at');
    t.check('finding_count > 0', [], 'publishing_refusals_have_a_reason');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('publishing_refusals');
}
