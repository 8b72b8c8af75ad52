import type { Knex } from 'knex';

/**
 * An answer may wait on a device for the network, and be sent twice when a reply is lost. So each says when it was given,
 * and on which device as its how-manieth: one that was given before the one we have does not take its place.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('answers', (t) => {
    t.timestamp('given_at');
    t.uuid('device');
    t.integer('turn');
  });
  await knex('answers').update({ given_at: knex.ref('saved_at') });
  await knex.schema.alterTable('answers', (t) => {
    t.dropNullable('given_at');
    t.check('(device is null) = (turn is null)', [], 'answers_of_a_device_are_counted');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('answers', (t) => {
    t.dropChecks('answers_of_a_device_are_counted');
    t.dropColumns('given_at', 'device', 'turn');
  });
}
