import type { Knex } from 'knex';

/**
 * Agencies name the people they want to send. An agency writes by a link that ends; of the link only the digest is kept.
 * A nomination is one row, and what happened to it are numbered rows, the last of which is its state: who waits, at which
 * place of the list, who was declined and why, who stands in for whom. What was written about a person is emptied after a
 * time; the row stays and is counted.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('nominating_agencies', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.text('represents').notNullable();
    t.text('agency');
    t.text('key').notNullable();
    t.timestamp('made_at').notNullable();
    t.uuid('made_by').references('people.id').onDelete('SET NULL');
    t.unique(['workshop_id', 'key'], { indexName: 'nominating_agencies_are_asked_once' });
  });

  await knex.schema.createTable('nomination_links', (t) => {
    t.text('digest').primary();
    t.text('origin').notNullable();
    t.uuid('agency_id').notNullable().references('nominating_agencies.id').onDelete('CASCADE');
    t.uuid('input_id').notNullable().unique({ indexName: 'nomination_links_are_made_once' });
    t.date('ends_on').notNullable();
    t.timestamp('made_at').notNullable();
    t.uuid('made_by').references('people.id').onDelete('SET NULL');
    t.timestamp('ended_at');
    t.uuid('ended_by').references('people.id').onDelete('SET NULL');
  });
  await knex.raw(
    'create unique index nomination_links_are_one_for_an_agency on nomination_links (agency_id) where ended_at is null',
  );

  await knex.schema.createTable('nominations', (t) => {
    t.uuid('id').primary();
    t.text('origin').notNullable();
    t.uuid('workshop_id').notNullable().references('workshops.id').onDelete('CASCADE');
    t.uuid('agency_id').references('nominating_agencies.id').onDelete('SET NULL');
    t.text('represents');
    t.text('agency');
    t.text('name');
    t.text('email');
    t.specificType('languages', 'text[]').notNullable().defaultTo('{}');
    t.text('needs');
    t.uuid('replaces').references('nominations.id').onDelete('SET NULL');
    t.uuid('person_id').references('people.id').onDelete('SET NULL');
    t.timestamp('made_at').notNullable();
    t.index('workshop_id', 'nominations_of_a_workshop');
    t.index('person_id', 'nominations_by_person');
    t.check('replaces <> id', [], 'nominations_do_not_replace_themselves');
  });

  await knex.schema.createTable('nomination_states', (t) => {
    t.uuid('nomination_id').notNullable().references('nominations.id').onDelete('CASCADE');
    t.integer('seq').notNullable();
    t.text('origin').notNullable();
    t.text('state').notNullable();
    t.timestamp('at').notNullable();
    t.uuid('changed_by').references('people.id').onDelete('SET NULL');
    t.boolean('by_agency').notNullable().defaultTo(false);
    t.text('because');
    t.integer('place');
    t.primary(['nomination_id', 'seq'], { constraintName: 'nomination_states_follow_each_other' });
    t.check(
      "state in ('nominated', 'waiting', 'approved', 'declined', 'withdrawn', 'replaced')",
      [],
      'nomination_states_are_known',
    );
    t.check("(state = 'waiting') = (place is not null)", [], 'nomination_states_wait_at_a_place');
    t.check('changed_by is null or not by_agency', [], 'nomination_states_are_of_a_person_or_of_an_agency');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['nomination_states', 'nominations', 'nomination_links', 'nominating_agencies'])
    await knex.schema.dropTable(table);
}
