import type { Knex } from 'knex';

/**
 * What a calendar was last told of each event, as a digest: an event that changed goes out with the next SEQUENCE, one
 * that is gone goes out as cancelled (RFC 5545, 3.8.7.4).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('calendar_events', (t) => {
    t.text('uid').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('told').notNullable();
    t.text('digest').notNullable();
    t.integer('sequence').notNullable();
    t.timestamp('changed_at').notNullable();
    t.index('workshop_id', 'calendar_events_of_a_workshop');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('calendar_events');
}
