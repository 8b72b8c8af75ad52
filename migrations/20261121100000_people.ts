import type { Knex } from 'knex';

/**
 * An installation and the people it knows: one display name each (and, if they wish, a name in a script of their own),
 * how they sign in, what they may do in the programme, and the sessions and links that let them in.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('installations', (t) => {
    t.text('origin').primary();
    t.text('mode').notNullable();
    t.timestamp('created_at').notNullable();
    t.check("mode in ('example', 'box', 'production')", [], 'installations_mode_is_known');
  });
  await knex.raw('create unique index installations_there_is_only_one on installations ((true))');

  await knex.schema.createTable('people', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.text('display_name').notNullable();
    t.text('own_name');
    t.text('own_name_language');
    t.text('language').notNullable().defaultTo('en');
    t.timestamp('created_at').notNullable();
    t.check("btrim(display_name) <> ''", [], 'people_have_a_name');
  });

  await knex.schema.createTable('sign_ins', (t) => {
    t.uuid('person_id').primary().references('people.id').onDelete('CASCADE');
    t.text('email').notNullable().unique({ indexName: 'sign_ins_email_is_unique' });
    t.text('password_hash').notNullable();
    t.timestamp('created_at').notNullable();
    t.check('email = lower(email)', [], 'sign_ins_email_is_lower_case');
  });

  await knex.schema.createTable('programme_roles', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('role').notNullable();
    t.timestamp('granted_at').notNullable();
    t.uuid('granted_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ended_at');
    t.check("role in ('administrator', 'staff', 'facilitator')", [], 'programme_roles_role_is_known');
  });
  await knex.raw(
    'create unique index programme_roles_are_held_once on programme_roles (person_id, role) where ended_at is null',
  );

  await knex.schema.createTable('entry_links', (t) => {
    t.text('digest').primary();
    t.text('purpose').notNullable();
    t.uuid('person_id').references('people.id').onDelete('CASCADE');
    t.uuid('workshop_id');
    t.timestamp('made_at').notNullable();
    t.timestamp('expires_at');
    t.timestamp('used_at');
    t.check("purpose in ('example', 'first-administrator', 'rejoin', 'record')", [], 'entry_links_purpose_is_known');
    t.check(
      "(purpose = 'first-administrator') = (person_id is null)",
      [],
      'entry_links_name_a_person_unless_there_is_none_yet',
    );
    t.index('person_id', 'entry_links_by_person');
  });

  await knex.schema.createTable('sessions', (t) => {
    t.text('sid').primary();
    t.json('sess').notNullable();
    t.timestamp('expire').notNullable().index('sessions_by_expiry');
  });

  await knex.schema.createTable('rate_limits', (t) => {
    t.text('key').primary();
    t.integer('points').notNullable().defaultTo(0);
    t.bigInteger('expire');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'rate_limits',
    'sessions',
    'entry_links',
    'programme_roles',
    'sign_ins',
    'people',
    'installations',
  ])
    await knex.schema.dropTable(table);
}
