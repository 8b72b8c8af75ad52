import type { Knex } from 'knex';

/**
 * An overlay tailors both books for a state or an agency. A publication holds them compiled, as parts of their own, and
 * a workshop may pin one of them: the one that its publication has, or none.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table publication_parts drop constraint publication_parts_kind_is_known');
  await knex.raw(
    `alter table publication_parts add constraint publication_parts_kind_is_known check (
       kind in ('handbook', 'guide', 'agenda', 'assessment', 'glossary')
       or kind ~ '^(case|handbook|guide|glossary|overlay):[a-z0-9-]+$')`,
  );
  await knex.raw(
    `alter table workshops
       add column overlay text,
       add column overlay_part text generated always as ('overlay:' || overlay) stored,
       add constraint workshops_overlay_is_in_their_publication foreign key (publication_id, overlay_part)
         references publication_parts (publication_id, kind) on delete restrict`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table workshops drop column overlay_part, drop column overlay');
  await knex.raw('alter table publication_parts drop constraint publication_parts_kind_is_known');
  await knex.raw(
    `alter table publication_parts add constraint publication_parts_kind_is_known check (
       kind in ('handbook', 'guide', 'agenda', 'assessment', 'glossary') or kind ~ '^case:[a-z0-9-]+$')`,
  );
}
