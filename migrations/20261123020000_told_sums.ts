import type { Knex } from 'knex';

/**
 * The sums of the programme are added up anew, from what the report of each workshop tells anybody and from nothing else: a
 * count that is hidden there is in no sum. Beside a count stands in how many workshops there may be more of it (`…_open`).
 * What became of the questions after a workshop is added up too, and an answer asks for a recount.
 */
export async function up(knex: Knex): Promise<void> {
  for (const table of ['year_sums', 'seat_sums']) await knex.schema.dropTable(table);
  await knex('workshop_sums').delete();
  await knex('item_sums').delete();

  await knex.schema.createTable('year_sums', (t) => {
    t.integer('year').primary();
    const told = ['newcomers', 'again', 'present', 'certificates'].flatMap((count) => [count, `${count}_open`]);
    for (const count of ['workshops', 'small', 'withheld', 'places', 'half_days', 'pairs', ...told])
      t.bigInteger(count).notNullable().defaultTo(0);
    t.double('gain').notNullable().defaultTo(0);
    t.double('gain_squares').notNullable().defaultTo(0);
  });

  await knex.schema.createTable('followup_sums', (t) => {
    t.integer('year').notNullable();
    t.integer('month').notNullable();
    t.bigInteger('workshops').notNullable();
    for (const count of ['asked', 'answered', 'kept', 'changed', 'not_yet', 'declined', 'silent']) {
      t.bigInteger(count).notNullable();
      t.bigInteger(`${count}_open`).notNullable();
    }
    t.primary(['year', 'month'], { constraintName: 'followup_sums_pkey' });
  });

  await knex.schema.createTable('seat_sums', (t) => {
    t.text('kind').notNullable();
    t.text('name').notNullable();
    t.bigInteger('workshops').notNullable();
    t.bigInteger('people').notNullable();
    t.bigInteger('open').notNullable();
    t.primary(['kind', 'name'], { constraintName: 'seat_sums_pkey' });
    t.check("kind in ('represents', 'agency')", [], 'seat_sums_kind_is_known');
  });
  await knex.raw('insert into recounts select id from workshops on conflict do nothing');

  await knex.raw(`
    create trigger followups_ask_for_a_recount after insert or update or delete on followups
    for each row execute function ask_for_a_recount()
  `);
  // An answer that goes with its question has no workshop any more; the question has asked then.
  await knex.raw(`
    create function ask_for_a_recount_by_an_answer() returns trigger language plpgsql as $$
    declare
      the_workshop uuid := (
        select workshop_id from followups
        where id = case when tg_op = 'DELETE' then old.followup_id else new.followup_id end
      );
    begin
      if the_workshop is not null then perform ask_for_recount_of(the_workshop); end if;
      return null;
    end $$
  `);
  await knex.raw(`
    create trigger followup_answers_ask_for_a_recount after insert or update or delete on followup_answers
    for each row execute function ask_for_a_recount_by_an_answer()
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop trigger followup_answers_ask_for_a_recount on followup_answers');
  await knex.raw('drop trigger followups_ask_for_a_recount on followups');
  await knex.raw('drop function ask_for_a_recount_by_an_answer()');
  for (const table of ['year_sums', 'seat_sums', 'followup_sums']) await knex.schema.dropTable(table);
  await knex('workshop_sums').delete();
  await knex('item_sums').delete();
  await knex.schema.createTable('year_sums', (t) => {
    t.integer('year').primary();
    for (const count of ['workshops', 'small', 'places', 'people', 'present', 'half_days', 'certificates', 'pairs'])
      t.bigInteger(count).notNullable().defaultTo(0);
    t.double('gain').notNullable().defaultTo(0);
    t.double('gain_squares').notNullable().defaultTo(0);
  });
  await knex.schema.createTable('seat_sums', (t) => {
    t.text('kind').notNullable();
    t.text('name').notNullable();
    for (const count of ['workshops', 'people', 'untold']) t.bigInteger(count).notNullable();
    t.primary(['kind', 'name'], { constraintName: 'seat_sums_pkey' });
    t.check("kind in ('represents', 'agency')", [], 'seat_sums_kind_is_known');
  });
  await knex.raw('insert into recounts select id from workshops on conflict do nothing');
}
