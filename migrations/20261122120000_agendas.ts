import type { Knex } from 'knex';

/**
 * What a facilitator changed of the curriculum's agenda for one workshop: never the agenda itself. Each change is a new
 * version with who and when; the last one counts. What was not changed follows the publication.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('agenda_versions', (t) => {
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.integer('version').notNullable();
    t.text('origin').notNullable();
    t.jsonb('changes').notNullable();
    t.timestamp('changed_at').notNullable();
    t.uuid('changed_by').references('people.id').onDelete('SET NULL');
    t.primary(['workshop_id', 'version'], { constraintName: 'agenda_versions_follow_each_other' });
    t.check('version > 0', [], 'agenda_versions_count_from_one');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('agenda_versions');
}
