import type { Knex } from 'knex';

/**
 * A test may have a limit in minutes, and a person more time than others. When an attempt begins, its end is written down:
 * what somebody was shown stands. What was given after it is kept apart, until a facilitator says that it counts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('test_limits', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('form').notNullable();
    t.text('origin').notNullable();
    t.integer('minutes').notNullable();
    t.timestamp('set_at').notNullable();
    t.uuid('set_by').references('people.id').onDelete('SET NULL');
    t.primary(['workshop_id', 'form'], { constraintName: 'test_limits_are_one_for_each_form' });
    t.check("form in ('pre', 'post')", [], 'test_limits_form_is_known');
    t.check('minutes between 1 and 480', [], 'test_limits_are_of_one_day');
  });
  await knex.schema.createTable('extra_times', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('factor').notNullable();
    t.timestamp('set_at').notNullable();
    t.uuid('set_by').references('people.id').onDelete('SET NULL');
    t.primary(['workshop_id', 'person_id'], { constraintName: 'extra_times_are_given_once' });
    t.check("factor in ('1.25', '1.5', '2', 'none')", [], 'extra_times_factor_is_known');
    t.index('person_id', 'extra_times_by_person');
  });
  await knex.schema.alterTable('attempts', (t) => {
    t.timestamp('ends_at');
    t.check('ends_at > started_at', [], 'attempts_end_after_they_begin');
    t.check('ends_at is null or entered_at is null', [], 'attempts_on_paper_have_no_end');
  });
  await knex.raw(
    'create index attempts_that_will_end on attempts (ends_at) where submitted_at is null and ends_at is not null',
  );
  await knex.schema.createTable('late_answers', (t) => {
    t.uuid('attempt_id').notNullable().references('attempts.id').onDelete('CASCADE');
    t.text('item_id').notNullable();
    t.text('item_version').notNullable();
    t.jsonb('response').notNullable();
    t.timestamp('saved_at').notNullable();
    t.timestamp('given_at').notNullable();
    t.uuid('device');
    t.integer('turn');
    t.timestamp('counted_at');
    t.uuid('counted_by').references('people.id').onDelete('SET NULL');
    t.jsonb('replaced');
    t.primary(['attempt_id', 'item_id'], { constraintName: 'late_answers_pkey' });
    t.check('(device is null) = (turn is null)', [], 'late_answers_of_a_device_are_counted');
    t.check('counted_by is null or counted_at is not null', [], 'late_answers_count_since_somebody_said_so');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('late_answers');
  await knex.schema.alterTable('attempts', (t) => {
    t.dropChecks('attempts_on_paper_have_no_end');
    t.dropChecks('attempts_end_after_they_begin');
    t.dropColumn('ends_at');
  });
  await knex.schema.dropTable('extra_times');
  await knex.schema.dropTable('test_limits');
}
