import type { Knex } from 'knex';

/**
 * A run may go on with another version of its case, at a barrier and by somebody's act. So every line of a log says under
 * which version of the case, and of the rules, it was folded: an old line can be read as it was meant for ever, and a version
 * is kept as long as a line was taken under it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('run_events', (t) => {
    t.text('case_hash').references('case_versions.hash').onDelete('RESTRICT');
    t.text('engine_version');
  });
  await knex.raw(`
    update run_events set case_hash = runs.case_hash, engine_version = runs.engine_version
    from runs where runs.id = run_events.run_id
  `);
  await knex.schema.alterTable('run_events', (t) => {
    t.dropNullable('case_hash');
    t.dropNullable('engine_version');
  });
  await knex.raw('drop trigger run_events_never_change on run_events');
  await knex.raw(neverChange(['case_hash', 'engine_version']));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop trigger run_events_never_change on run_events');
  await knex.schema.alterTable('run_events', (t) => t.dropColumns('case_hash', 'engine_version'));
  await knex.raw(neverChange([]));
}

/** Everything of a line stays as it was written, but whose record its person is. */
function neverChange(more: readonly string[]): string {
  const written = ['run_id', 'seq', 'origin', 'actor', 'role', 'input', 'input_id', 'at', 'state_hash', ...more];
  const row = (which: string): string => `(${written.map((column) => `${which}.${column}`).join(', ')})`;
  return `
    create trigger run_events_never_change before update on run_events for each row
    when (${row('old')} is distinct from ${row('new')})
    execute function refuse_a_change()
  `;
}
