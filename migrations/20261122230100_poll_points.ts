import type { Knex } from 'knex';

/** How many points a question gives to be shared out. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('polls', (t) => {
    t.integer('points').notNullable().defaultTo(100);
    t.check('points between 2 and 1000', [], 'polls_share_out_some_points');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('polls', (t) => t.dropColumn('points'));
}
