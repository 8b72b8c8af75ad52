import type { Knex } from 'knex';

/**
 * Free text is marked by a rubric, by two raters who do not see each other's marks: a facilitator, and a table that did
 * not write it. What is marked is a text of a run, or the answer to a question of a test. A sheet is what one rater sent
 * at one time: a later one stands in its place, and nothing is overwritten. A quotation is kept as a place in the text:
 * whoever removes the text removes the words from every mark. A table's sheet names nobody.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('marking_openings', (t) => {
    t.uuid('id').primary();
    t.uuid('run_id').notNullable().references('live_runs.run_id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.timestamp('opened_at', { useTz: true }).notNullable();
    t.uuid('opened_by').references('people.id').onDelete('SET NULL');
    t.timestamp('closed_at', { useTz: true });
    t.uuid('closed_by').references('people.id').onDelete('SET NULL');
    t.index(['run_id', 'id'], 'marking_openings_of_a_run');
  });
  await knex.raw('create unique index marking_is_opened_once on marking_openings (run_id) where closed_at is null');

  await knex.schema.createTable('rubric_subjects', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('kind').notNullable();
    t.text('publication_id').notNullable();
    t.timestamp('made_at', { useTz: true }).notNullable();
    t.uuid('run_id').references('runs.id').onDelete('CASCADE');
    t.integer('seq');
    t.uuid('owner_table').references('live_tables.id').onDelete('SET NULL');
    t.uuid('marker_table').references('live_tables.id').onDelete('SET NULL');
    t.uuid('attempt_id').references('attempts.id').onDelete('CASCADE');
    t.text('item_id');
    t.unique(['run_id', 'seq'], { indexName: 'rubric_subjects_are_one_for_a_text_of_a_run' });
    t.unique(['attempt_id', 'item_id'], { indexName: 'rubric_subjects_are_one_for_an_answer' });
    t.index(['workshop_id'], 'rubric_subjects_of_a_workshop');
    t.check(
      `case kind
         when 'run-text' then run_id is not null and seq is not null and attempt_id is null and item_id is null
         when 'answer' then attempt_id is not null and item_id is not null and run_id is null and seq is null
         else false end`,
      [],
      'rubric_subjects_are_a_text_of_a_run_or_an_answer',
    );
    t.check('owner_table <> marker_table', [], 'rubric_subjects_are_marked_by_another_table');
  });

  await knex.schema.createTable('rubric_sheets', (t) => {
    t.uuid('id').primary();
    t.uuid('subject_id').notNullable().references('rubric_subjects.id').onDelete('CASCADE');
    t.text('origin').notNullable();
    t.text('rater').notNullable();
    t.uuid('marked_by').references('people.id').onDelete('SET NULL');
    t.uuid('input_id').notNullable();
    t.timestamp('marked_at', { useTz: true }).notNullable();
    t.unique(['subject_id', 'input_id'], { indexName: 'rubric_sheets_are_taken_once' });
    t.check("rater in ('facilitator', 'table')", [], 'rubric_sheets_are_of_a_facilitator_or_a_table');
    t.check("rater <> 'table' or marked_by is null", [], 'rubric_sheets_of_a_table_name_nobody');
  });

  await knex.schema.createTable('rubric_marks', (t) => {
    t.uuid('sheet_id').notNullable().references('rubric_sheets.id').onDelete('CASCADE');
    t.text('criterion').notNullable();
    t.integer('level').notNullable();
    t.text('cites').notNullable();
    t.text('name').notNullable();
    t.integer('quote_from');
    t.integer('quote_to');
    t.primary(['sheet_id', 'criterion'], { constraintName: 'rubric_marks_are_one_for_a_criterion' });
    t.check('level >= 0', [], 'rubric_marks_count_from_none');
    t.check("name <> ''", [], 'rubric_marks_cite_something');
    t.check(
      `case cites
         when 'quote' then quote_from >= 0 and quote_to > quote_from
         when 'field' then quote_from is null and quote_to is null
         when 'absence' then quote_from is null and quote_to is null
         when 'time' then quote_from is null and quote_to is null
         else false end`,
      [],
      'rubric_marks_cite_words_a_field_its_absence_or_a_time',
    );
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['rubric_marks', 'rubric_sheets', 'rubric_subjects', 'marking_openings'])
    await knex.schema.dropTable(table);
}
