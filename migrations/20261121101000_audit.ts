import type { Knex } from 'knex';

/**
 * What was done, by whom, when: one chain of digests for each (origin, workshop). The values before and after stand
 * beside the chain under their own key, so that erasing a person's values leaves the chain whole.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('audit_events', (t) => {
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable();
    t.integer('seq').notNullable();
    t.uuid('id').notNullable().unique({ indexName: 'audit_events_id_is_unique' });
    t.timestamp('at', { precision: 3 }).notNullable();
    t.uuid('actor_id');
    t.text('action').notNullable();
    t.text('subject').notNullable();
    t.text('values_digest').notNullable();
    t.text('previous_digest').notNullable();
    t.text('digest').notNullable();
    t.primary(['origin', 'workshop_id', 'seq'], { constraintName: 'audit_events_pkey' });
  });
  await knex.schema.createTable('audit_values', (t) => {
    t.uuid('event_id').primary().references('audit_events.id');
    t.text('salt').notNullable();
    t.jsonb('before');
    t.jsonb('after');
  });
  await knex.raw('create rule audit_events_are_never_changed as on update to audit_events do instead nothing');
  await knex.raw('create rule audit_events_are_never_deleted as on delete to audit_events do instead nothing');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('audit_values');
  await knex.schema.dropTable('audit_events');
}
