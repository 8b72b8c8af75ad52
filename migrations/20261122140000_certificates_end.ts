import type { Knex } from 'knex';

/** A certificate may be replaced or withdrawn. It stays, and with it who ended it and why. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('certificates', (t) => {
    t.uuid('ended_by').references('people.id').onDelete('SET NULL');
    t.text('ended_because');
  });
  await knex.raw(
    'alter table certificates add constraint certificates_end_for_a_reason check ((replaced_by is null and revoked_at is null) or ended_because is not null)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table certificates drop constraint certificates_end_for_a_reason');
  await knex.schema.alterTable('certificates', (t) => {
    t.dropColumn('ended_because');
    t.dropColumn('ended_by');
  });
}
