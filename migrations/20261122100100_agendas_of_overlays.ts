import type { Knex } from 'knex';

/** An overlay may name modules otherwise: then the agenda names them so too, as a part of its own. */
export async function up(knex: Knex): Promise<void> {
  await allow(knex, '(case|handbook|guide|agenda|glossary|overlay)');
}

export async function down(knex: Knex): Promise<void> {
  await allow(knex, '(case|handbook|guide|glossary|overlay)');
}

async function allow(knex: Knex, tailored: string): Promise<void> {
  await knex.raw('alter table publication_parts drop constraint publication_parts_kind_is_known');
  await knex.raw(
    `alter table publication_parts add constraint publication_parts_kind_is_known check (
       kind in ('handbook', 'guide', 'agenda', 'assessment', 'glossary') or kind ~ '^${tailored}:[a-z0-9-]+$')`,
  );
}
