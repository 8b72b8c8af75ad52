import type { Knex } from 'knex';

/**
 * What ended workshops came to, added up, so that the page of the programme reads some hundred rows whatever the number
 * of people. Each workshop keeps what it gave to the sums, so that it can be taken out and counted anew: any change to
 * its people, presence, tests or certificates asks for a recount, and so does every workshop until it has ended.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('workshop_sums', (t) => {
    t.uuid('workshop_id').primary().references('workshops.id').onDelete('RESTRICT');
    t.integer('year').notNullable();
    t.timestamp('counted_at').notNullable();
    t.jsonb('gave').notNullable();
  });

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
    t.bigInteger('workshops').notNullable();
    t.bigInteger('people').notNullable();
    t.bigInteger('untold').notNullable();
    t.primary(['kind', 'name'], { constraintName: 'seat_sums_pkey' });
    t.check("kind in ('represents', 'agency')", [], 'seat_sums_kind_is_known');
  });

  await knex.schema.createTable('item_sums', (t) => {
    t.text('item_id').notNullable();
    t.text('item_version').notNullable();
    t.integer('workshops').notNullable();
    t.jsonb('sums').notNullable();
    t.primary(['item_id', 'item_version'], { constraintName: 'item_sums_pkey' });
  });

  await knex.schema.createTable('recounts', (t) => {
    t.uuid('workshop_id').primary().references('workshops.id').onDelete('CASCADE');
  });
  await knex.raw('insert into recounts select id from workshops');
  await knex.raw('create index workshops_by_end on workshops (ends_on desc, id desc)');

  // Whoever changes something holds the request until they commit: a recount that takes it away has seen the change.
  await knex.raw(`
    create function ask_for_recount_of(the_workshop uuid) returns void language plpgsql as $$
    begin
      loop
        insert into recounts select id from workshops where id = the_workshop on conflict do nothing;
        perform from recounts where workshop_id = the_workshop for key share;
        exit when found or not exists (select from workshops where id = the_workshop);
      end loop;
    end $$
  `);
  await knex.raw(`
    create function ask_for_a_recount() returns trigger language plpgsql as $$
    declare
      the_row jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    begin
      perform ask_for_recount_of(coalesce(the_row ->> 'workshop_id', the_row ->> 'id')::uuid);
      return null;
    end $$
  `);
  for (const table of ['attendance', 'attempts', 'certificates'])
    await knex.raw(`
      create trigger ${table}_ask_for_a_recount after insert or update or delete on ${table}
      for each row execute function ask_for_a_recount()
    `);
  await knex.raw(`
    create trigger workshops_ask_for_a_recount after insert or update on workshops
    for each row execute function ask_for_a_recount()
  `);

  // Each person is counted once, in the first workshop they joined: another place may make another workshop the first.
  await knex.raw(`
    create function ask_for_recounts_of_a_person() returns trigger language plpgsql as $$
    declare
      the_workshop uuid;
    begin
      for the_workshop in
        select old.workshop_id union select new.workshop_id
        union select workshop_id from enrolments where person_id in (old.person_id, new.person_id)
        order by 1
      loop
        if the_workshop is not null then perform ask_for_recount_of(the_workshop); end if;
      end loop;
      return null;
    end $$
  `);
  await knex.raw(`
    create trigger enrolments_ask_for_recounts after insert or update or delete on enrolments
    for each row execute function ask_for_recounts_of_a_person()
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop trigger enrolments_ask_for_recounts on enrolments');
  for (const table of ['workshops', 'attendance', 'attempts', 'certificates'])
    await knex.raw(`drop trigger ${table}_ask_for_a_recount on ${table}`);
  await knex.raw('drop function ask_for_recounts_of_a_person()');
  await knex.raw('drop function ask_for_a_recount()');
  await knex.raw('drop function ask_for_recount_of(uuid)');
  await knex.raw('drop index workshops_by_end');
  for (const table of ['recounts', 'item_sums', 'seat_sums', 'year_sums', 'workshop_sums'])
    await knex.schema.dropTable(table);
}
