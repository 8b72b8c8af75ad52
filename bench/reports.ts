import { signedHeaders } from './load/staff-session';
import { latestPublication } from '../src/curriculum';
import type { Db } from '../src/db';
import { openExampleSite } from './load/example-site';

const perWorkshop = 25;
const rounds = 30;

/**
 * What the page of the programme, the report of one workshop and its own page cost with a thousand people in the
 * database, and with `--people=N` (a million if not said): the middle time of each over one connection, and their ratios.
 * People beyond the example are filled in by SQL as ended workshops leave them: enrolled, marked, tests sent, certificates
 * issued, already counted. Only the workshop that is measured has its answers; it is the same one both times. A million
 * takes some two minutes.
 */
export async function run(args: readonly string[] = []): Promise<Record<string, number>> {
  const asked = args.find((word) => word.startsWith('--people='))?.slice('--people='.length);
  const people = Number(asked ?? 1_000_000);
  const site = await openExampleSite();
  try {
    const measured = await fillWorkshops(site.db, 0, Math.floor(1_000 / perWorkshop));
    await fillAnswers(site.db, measured);
    const headers = await signedHeaders(site);
    const time = async (path: string) => {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const from = performance.now();
        const answer = await fetch(site.home + path, { headers });
        await answer.text();
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
        times.push(performance.now() - from);
      }
      return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    };
    const workshop = `/workshops/${measured}`;
    const report = `${workshop}/report`;
    for (const path of ['/reports', report, workshop]) await time(path);
    const [programmeSmall, reportSmall, pageSmall] = [await time('/reports'), await time(report), await time(workshop)];
    const filling = performance.now();
    await fillWorkshops(site.db, Math.floor(1_000 / perWorkshop), Math.floor(people / perWorkshop));
    const seconds = (performance.now() - filling) / 1000;
    await time(report);
    const [programmeLarge, reportLarge, pageLarge] = [await time('/reports'), await time(report), await time(workshop)];
    return {
      people,
      programmeRatio: rounded(programmeLarge / programmeSmall),
      workshopReportRatio: rounded(reportLarge / reportSmall),
      workshopPageRatio: rounded(pageLarge / pageSmall),
      programmeMilliseconds: rounded(programmeLarge),
      programmeMillisecondsWithAThousand: rounded(programmeSmall),
      workshopReportMilliseconds: rounded(reportLarge),
      workshopReportMillisecondsWithAThousand: rounded(reportSmall),
      workshopPageMilliseconds: rounded(pageLarge),
      workshopPageMillisecondsWithAThousand: rounded(pageSmall),
      fillingSeconds: rounded(seconds),
    };
  } finally {
    await site.close();
  }
}

/** Ids of a kind and a number, in the form of a UUIDv7. */
const id = (kind: number, number: string) =>
  `('0193000${kind}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** A count that is told whole, as the sums keep it. */
const whole = (least: number) => `jsonb_build_object('least', ${least}, 'open', 0)`;

/** Fills workshops `from` to `to` and everything in them, as they stand once they have been counted. Answers the first. */
async function fillWorkshops(db: Db, from: number, to: number): Promise<string> {
  const publication = await latestPublication(db);
  const workshop = id(1, 'w');
  const person = id(2, `w * ${perWorkshop} + p`);
  const cohort = `generate_series(${from}, ${to - 1}) w, generate_series(0, ${perWorkshop - 1}) p`;
  const day = `date '2010-01-01' + (w % 5800)`;
  const statements = [
    `insert into workshops (id, origin, title, venue, time_zone, starts_on, ends_on, capacity, join_code, publication_id, created_at)
       select ${workshop}, 'filled', 'Workshop ' || w, 'Bench', 'UTC', ${day}, ${day} + 1, 30, 'BENCH' || w, '${String(publication)}', ${day}
       from generate_series(${from}, ${to - 1}) w`,
    `insert into people (id, origin, display_name, name_key, created_at)
       select ${person}, 'filled', 'Officer ' || w || '-' || p, 'officer ' || w || '-' || p, ${day} from ${cohort}`,
    `insert into enrolments (id, origin, workshop_id, person_id, role, represents, agency, enrolled_at)
       select ${id(3, `w * ${perWorkshop} + p`)}, 'filled', ${workshop}, ${person}, 'participant',
         'Member ' || (w + p) % 45, 'Agency ' || p % 40, ${day} from ${cohort}`,
    `insert into attendance (workshop_id, person_id, half_day, mark, origin, recorded_at)
       select ${workshop}, ${person}, to_char(${day} + d, 'YYYY-MM-DD') || h, case when p % 9 = 0 then 'absent' else 'present' end, 'filled', ${day}
       from ${cohort}, generate_series(0, 1) d, (values ('-am'), ('-pm')) halves (h)`,
    `insert into attempts (id, origin, workshop_id, person_id, form, publication_id, started_at, submitted_at)
       select ${id(4, `(w * ${perWorkshop} + p) * 2 + f`)}, 'filled', ${workshop}, ${person}, (array['pre', 'post'])[f + 1],
         '${String(publication)}', ${day}, ${day} from ${cohort}, generate_series(0, 1) f`,
    `insert into certificates (id, origin, workshop_id, person_id, serial, number, verify_token, facts, issued_at)
       select ${id(5, `w * ${perWorkshop} + p`)}, 'filled', ${workshop}, ${person}, w * ${perWorkshop} + p + 1,
         'bench-' || (w * ${perWorkshop} + p), 'bench-' || (w * ${perWorkshop} + p), '{}', ${day} from ${cohort}`,
    `insert into workshop_sums (workshop_id, year, counted_at, gave)
       select ${workshop}, extract(year from ${day} + 1), ${day}, jsonb_build_object('small', false, 'withheld', 0,
         'places', ${perWorkshop}, 'newcomers', ${whole(perWorkshop)}, 'again', ${whole(0)}, 'represents', '[]'::jsonb,
         'agencies', '[]'::jsonb, 'present', ${whole(88)}, 'halfDays', 100, 'certificates', ${whole(perWorkshop)},
         'followups', '[]'::jsonb, 'pairs', ${perWorkshop}, 'gain', 5, 'gainSquares', 1.5, 'items', '[]'::jsonb)
       from generate_series(${from}, ${to - 1}) w`,
    `delete from year_sums`,
    `insert into year_sums (year, workshops, places, newcomers, present, half_days, certificates, pairs, gain, gain_squares)
       select year, count(*), ${perWorkshop} * count(*), ${perWorkshop} * count(*), 88 * count(*), 100 * count(*),
         ${perWorkshop} * count(*), ${perWorkshop} * count(*), 5 * count(*), 1.5 * count(*) from workshop_sums group by year`,
    `delete from followup_sums`,
    `insert into followup_sums (year, month, workshops, asked, asked_open, answered, answered_open, kept, kept_open,
         changed, changed_open, not_yet, not_yet_open, declined, declined_open, silent, silent_open)
       select year, month, count(*), 25 * count(*), 0, 15 * count(*), 0, 9 * count(*), 0, 2 * count(*), 0, 4 * count(*), 0,
         0, count(*), 10 * count(*), 0 from workshop_sums, (values (1), (3), (6)) months (month) group by year, month`,
    `delete from seat_sums`,
    ...['represents', 'agency'].map(
      (kind) => `insert into seat_sums (kind, name, workshops, people, open)
       select '${kind}', ${kind}, count(distinct workshop_id), count(*), 0 from enrolments where origin = 'filled' group by ${kind}`,
    ),
  ];
  await db.transaction(async (trx) => {
    await trx.raw('set local statement_timeout = 0');
    // What the triggers would ask for is filled in below: nothing is left to count.
    await trx.raw('set local session_replication_role = replica');
    for (const statement of statements) await trx.raw(statement);
  });
  for (const table of ['workshops', 'people', 'enrolments', 'attendance', 'attempts', 'certificates', 'workshop_sums'])
    await withoutHaste(db, `vacuum analyze ${table}`);
  const [first] = await db.select<{ id: string }[]>(db.raw(`${id(1, String(from))} as id`));
  return first?.id ?? '';
}

async function withoutHaste(db: Db, statement: string): Promise<void> {
  const client = db.client as {
    acquireConnection(): Promise<object>;
    releaseConnection(connection: object): Promise<void>;
  };
  const connection = await client.acquireConnection();
  try {
    await db.raw('set statement_timeout = 0').connection(connection);
    await db.raw(statement).connection(connection);
  } finally {
    await client.releaseConnection(connection);
  }
}

/** The answers of one workshop: each question of its form, some right and some wrong. */
async function fillAnswers(db: Db, workshop: string): Promise<void> {
  await db.raw(
    `insert into answers (attempt_id, item_id, item_version, response, saved_at, given_at)
       select attempts.id, item ->> 'id', item ->> 'version',
         jsonb_build_object('chosen', jsonb_build_array(item -> 'options' -> (hashtext(attempts.id::text || (item ->> 'id')) & 1) ->> 'id')),
         submitted_at, submitted_at
       from attempts
       join publication_parts parts on parts.publication_id = attempts.publication_id and parts.kind = 'assessment'
       join publication_contents contents on contents.hash = parts.content_hash,
         jsonb_array_elements(contents.body::jsonb -> 'items') item
       where workshop_id = ? and item ->> 'form' = attempts.form and item ->> 'type' <> 'evaluate' and item ->> 'type' <> 'order'`,
    [workshop],
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
