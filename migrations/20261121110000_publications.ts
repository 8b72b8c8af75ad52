import type { Knex } from 'knex';

/**
 * A publication is one frozen version of the curriculum. It is named by the hash of its manifest, its parts by the hash
 * of their canonical form: the same text has the same name on every machine, so no row here needs an origin, and none
 * may ever change. A publishing says when an installation took a publication for its current one.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('publications', (t) => {
    t.text('id').primary();
    t.text('curriculum_id').notNullable();
    t.text('title').notNullable();
    t.text('version').notNullable();
    t.text('language').notNullable();
    t.check("id ~ '^[0-9a-f]{64}$'", [], 'publications_are_named_by_their_hash');
  });
  await knex.schema.createTable('publication_contents', (t) => {
    t.text('hash').primary();
    t.text('body').notNullable();
    t.check(
      "hash = encode(sha256(convert_to(body, 'UTF8')), 'hex')",
      [],
      'publication_contents_are_named_by_their_hash',
    );
  });
  await knex.schema.createTable('publication_parts', (t) => {
    t.text('publication_id').notNullable().references('publications.id').onDelete('RESTRICT');
    t.text('kind').notNullable();
    t.text('content_hash').notNullable().references('publication_contents.hash').onDelete('RESTRICT');
    t.primary(['publication_id', 'kind'], { constraintName: 'publication_parts_have_one_of_each_kind' });
    t.check(
      "kind in ('handbook', 'guide', 'agenda', 'assessment', 'glossary') or kind ~ '^case:[a-z0-9-]+$'",
      [],
      'publication_parts_kind_is_known',
    );
  });
  await knex.schema.createTable('publishings', (t) => {
    t.uuid('id').primary();
    t.text('publication_id').notNullable().references('publications.id').onDelete('RESTRICT');
    t.timestamp('published_at', { precision: 3 }).notNullable();
    t.index('published_at', 'publishings_by_time');
  });
  await knex.raw(`
    create function publications_never_change() returns trigger language plpgsql as $$
    begin
      raise exception 'A publication never changes: % of % was refused.', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
    end $$`);
  for (const table of frozen) {
    await knex.raw(
      `create trigger ${table}_never_change before update or delete on ${table}
       for each row execute function publications_never_change()`,
    );
  }
}

const frozen = ['publications', 'publication_contents', 'publication_parts', 'publishings'];

export async function down(knex: Knex): Promise<void> {
  for (const table of ['publishings', 'publication_parts', 'publication_contents', 'publications']) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop function publications_never_change()');
}
