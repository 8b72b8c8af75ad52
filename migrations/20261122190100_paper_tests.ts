import type { Knex } from 'knex';

/** A test may be taken on paper and entered afterwards by a facilitator: its attempt says when and by whom. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('attempts', (t) => {
    t.uuid('entered_by').references('people.id').onDelete('SET NULL');
    t.timestamp('entered_at');
    t.check('entered_by is null or entered_at is not null', [], 'attempts_are_entered_from_paper');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('attempts', (t) => {
    t.dropChecks('attempts_are_entered_from_paper');
    t.dropColumns('entered_by', 'entered_at');
  });
}
