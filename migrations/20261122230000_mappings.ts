import type { Knex } from 'knex';

/**
 * The mapping exercise: tables put routes, hubs and places to act on a fictional map. Each mark is a row of its table, so
 * that people who write at the same time lose nothing of each other's. No row says who made a mark. A mark that was taken
 * off stays as a row without its words; so does one whose words alone were taken off.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('mappings', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('task').notNullable();
    t.timestamp('opened_at').notNullable();
    t.uuid('opened_by').references('people.id').onDelete('SET NULL');
    t.timestamp('closed_at');
    t.uuid('closed_by').references('people.id').onDelete('SET NULL');
    // What stands on the wall: nothing yet, all tables merged (0), or one table.
    t.integer('shown');
    t.timestamp('shown_at');
    t.uuid('shown_by').references('people.id').onDelete('SET NULL');
    t.check("task <> ''", [], 'mappings_have_a_task');
    t.check('shown between 0 and 100', [], 'mappings_show_all_tables_or_one');
    t.index('workshop_id', 'mappings_of_a_workshop');
  });

  await knex.schema.createTable('map_marks', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('mapping_id').notNullable().references('mappings.id').onDelete('CASCADE');
    t.integer('table_number').notNullable();
    t.text('kind').notNullable();
    t.specificType('cells', 'text[]').notNullable();
    t.text('words').notNullable();
    t.uuid('input_id').notNullable();
    t.integer('line').notNullable();
    t.integer('version').notNullable();
    t.timestamp('marked_at').notNullable();
    t.timestamp('cleared_at');
    t.timestamp('removed_at');
    t.unique(['mapping_id', 'input_id', 'line'], { indexName: 'map_marks_are_made_once' });
    t.check('table_number between 1 and 100', [], 'map_marks_stand_on_the_board_of_a_table');
    t.check("kind in ('route', 'hub', 'intervention', 'partner')", [], 'map_marks_are_of_a_known_kind');
    t.check(
      "case kind when 'route' then cardinality(cells) between 2 and 6 else cardinality(cells) = 1 end",
      [],
      'map_marks_stand_in_as_many_cells_as_their_kind_has',
    );
    t.check("removed_at is null or words = ''", [], 'map_marks_taken_off_keep_no_words');
    t.check("cleared_at is null or words = ''", [], 'map_marks_cleared_keep_no_words');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['map_marks', 'mappings']) await knex.schema.dropTable(table);
}
