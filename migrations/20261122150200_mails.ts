import type { Knex } from 'knex';

/**
 * Letters by e-mail. A mail is written once, under a key that says what it is about; what happened to it are rows, the last
 * of which is its state. The link in a mail is made when it goes: of it only the digest is kept, with what it opens.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('mails', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('key').notNullable().unique({ indexName: 'mails_are_written_once' });
    t.text('kind').notNullable();
    t.uuid('person_id').references('people.id').onDelete('CASCADE');
    t.uuid('workshop_id').references('workshops.id').onDelete('CASCADE');
    t.text('address').notNullable();
    t.text('subject').notNullable();
    t.text('body').notNullable();
    t.uuid('leads_to');
    t.check("kind in ('reset', 'invitation', 'followup')", [], 'mails_kind_is_known');
    t.check("address <> '' and subject <> ''", [], 'mails_have_an_address_and_a_subject');
    t.index('person_id', 'mails_by_person');
  });

  await knex.schema.createTable('mail_states', (t) => {
    t.uuid('mail_id').notNullable().references('mails.id').onDelete('CASCADE');
    t.integer('seq').notNullable();
    t.text('origin').notNullable();
    t.text('state').notNullable();
    t.timestamp('at').notNullable();
    t.uuid('changed_by').references('people.id').onDelete('SET NULL');
    t.timestamp('next_try_at');
    t.text('because');
    t.primary(['mail_id', 'seq'], { constraintName: 'mail_states_follow_each_other' });
    t.check(
      "state in ('written', 'approved', 'sending', 'sent', 'failed', 'unclear', 'withdrawn')",
      [],
      'mail_states_are_known',
    );
  });

  await knex.schema.createTable('personal_links', (t) => {
    t.text('digest').primary();
    t.text('origin').notNullable();
    t.text('kind').notNullable();
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.uuid('leads_to');
    t.timestamp('made_at').notNullable();
    t.timestamp('expires_at').notNullable();
    t.timestamp('ended_at');
    t.check("kind in ('reset', 'invitation', 'followup', 'supervisor')", [], 'personal_links_kind_is_known');
    t.index('person_id', 'personal_links_by_person');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['personal_links', 'mail_states', 'mails']) await knex.schema.dropTable(table);
}
