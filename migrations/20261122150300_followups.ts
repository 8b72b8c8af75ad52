import type { Knex } from 'knex';

/**
 * A follow-up is one question to one participant, one, three or six months after a workshop. Its answer is a word about the
 * commitment and three counts; who would rather not say says so. Without an answer there is no row, and nothing is guessed.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('followups', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.integer('month').notNullable();
    t.timestamp('made_at').notNullable();
    t.unique(['workshop_id', 'person_id', 'month'], { indexName: 'followups_are_asked_once' });
    t.check('month in (1, 3, 6)', [], 'followups_are_after_one_three_or_six_months');
    t.index('person_id', 'followups_by_person');
  });

  await knex.schema.createTable('followup_answers', (t) => {
    t.uuid('followup_id').primary().references('followups.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('outcome').notNullable();
    t.integer('requests_sent');
    t.integer('requests_answered');
    t.integer('contacts_used');
    t.timestamp('answered_at').notNullable();
    t.check("outcome in ('kept', 'changed', 'not yet', 'declined')", [], 'followup_answers_outcome_is_known');
    t.check(
      'requests_sent between 0 and 999 and requests_answered between 0 and 999 and contacts_used between 0 and 999',
      [],
      'followup_answers_are_counts',
    );
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('followup_answers');
  await knex.schema.dropTable('followups');
}
