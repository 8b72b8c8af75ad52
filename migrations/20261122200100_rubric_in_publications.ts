import type { Knex } from 'knex';

/** The rubric by which free text is marked is frozen with the books: what was marked can be read as it was marked. */
export async function up(knex: Knex): Promise<void> {
  await allow(knex, "'handbook', 'guide', 'agenda', 'assessment', 'glossary', 'rubric'");
}

/** A publication that holds a rubric keeps it: it is frozen. The rule then binds new parts only. */
export async function down(knex: Knex): Promise<void> {
  await allow(knex, "'handbook', 'guide', 'agenda', 'assessment', 'glossary'", ' not valid');
}

async function allow(knex: Knex, whole: string, when = ''): Promise<void> {
  await knex.raw('alter table publication_parts drop constraint publication_parts_kind_is_known');
  await knex.raw(
    `alter table publication_parts add constraint publication_parts_kind_is_known check (
       kind in (${whole}) or kind ~ '^(case|handbook|guide|glossary|agenda|overlay):[a-z0-9-]+$')${when}`,
  );
}
