import { type Person, addPerson, closeEntries, findPerson, grant, makeEntry } from './accounts';
import { claimKeyOf, issue } from './certificates';
import { dayAtVenue } from './clock';
import type { Deps, Prepared } from './deps';
import { enrol, findWorkshop, halfDaysOf, markAttendance, openWorkshop } from './workshops';

/** A cohort as the programme has them: 24 officers, names in many scripts, some of one name only. All are made up. */
export const cohort: readonly (readonly [name: string, represents: string, agency: string, language?: string])[] = [
  ['Sari Wulandari', 'Indonesia', 'Immigration'],
  ['Budi', 'Indonesia', 'Police'],
  ['สมหญิง ใจดี', 'Thailand', 'Immigration'],
  ['ณัฐพล ศรีสุข', 'Thailand', 'Police'],
  ['Nguyễn Thị Hồng Ánh', 'Viet Nam', 'Border guard'],
  ['Trần Quốc Bảo', 'Viet Nam', 'Police'],
  ['សុខ ចាន់ថា', 'Cambodia', 'Police'],
  ['Chan Sophea', 'Cambodia', 'Social services'],
  ['ဒေါ်ခင်မြင့်', 'Myanmar', 'Immigration'],
  ['ສົມສັກ ພົມມະຈັນ', 'Lao PDR', 'Police'],
  ['Nurul Izzah binti Hassan', 'Malaysia', 'Police'],
  ['Ravi s/o Maniam', 'Malaysia', 'Immigration'],
  ['মোছা. রোকেয়া খাতুন', 'Bangladesh', 'Police'],
  ['Tanvir Ahmed', 'Bangladesh', 'Coast guard'],
  ['නිමාලි පෙරේරා', 'Sri Lanka', 'Immigration'],
  ['கவிதா சுப்பிரமணியம்', 'Sri Lanka', 'Prosecution'],
  ['Maria Luz Dela Cruz', 'Philippines', 'Prosecution'],
  ['José Ramos', 'Timor-Leste', 'Police'],
  ['فاطمة الزهراء', 'Jordan', 'Public security'],
  ['عبدالله رحیمی', 'Afghanistan', 'Border police'],
  ['सीता गुरुङ', 'Nepal', 'Immigration'],
  ['Aishath Shifna', 'Maldives', 'Immigration'],
  ['Li Wei', 'International Organization for Migration', 'Observer organisation'],
  ['Sione', 'Tonga', 'Immigration'],
];

type Who = keyof NonNullable<Prepared['signIns']>;

// The example's people and workshops have ids of their own, so that loading it again adds nothing.
const exampleId = (group: string, at: number) => `01930000-0000-7000-8${group}-${String(at).padStart(12, '0')}`;
const named: Readonly<Record<Who, readonly [id: string, name: string]>> = {
  staff: [exampleId('001', 1), 'Maya Prasetya'],
  facilitator: [exampleId('001', 2), 'Daniel Okafor'],
  participant: [exampleId('002', 0), cohort[0]?.[0] ?? ''],
  alumna: [exampleId('001', 3), 'Thida Win'],
};
const zone = 'Asia/Bangkok';
const currentId = exampleId('003', 1);
const pastId = exampleId('003', 2);

/** Loads the example once: a workshop that begins today with its cohort, and one of last season with an alumna. */
export async function loadExample(deps: Deps, publicationId: string, publication: string): Promise<void> {
  const { db, clock, origin, secrets } = deps;
  const now = clock();
  await db.transaction(async (trx) => {
    for (const [id, displayName] of Object.values(named)) await addPerson(trx, origin, now, { id, displayName });
    await grant(trx, origin, now, named.staff[0], 'staff', null);
    await grant(trx, origin, now, named.staff[0], 'administrator', null);
    await grant(trx, origin, now, named.facilitator[0], 'facilitator', null);
    const facilitator = await known(trx, named.facilitator[0]);

    const today = dayAtVenue(now, zone);
    const venue = { venue: 'Training Centre, Bangkok', timeZone: zone, capacity: 60, publicationId };
    const days = (shift: number) => ({ startsOn: addDays(today, shift), endsOn: addDays(today, shift + 1) });
    const title = 'Information sharing across borders';
    await openWorkshop(trx, origin, now, facilitator, currentId, { title, ...venue, ...days(0) });
    for (const [at, [displayName, represents, agency]] of cohort.entries()) {
      const id = exampleId('002', at);
      await addPerson(trx, origin, now, { id, displayName });
      await enrol(trx, origin, now, { id: currentId, capacity: 60 }, id, { role: 'participant', represents, agency });
    }

    const season = { ...venue, ...days(-120), venue: 'Hotel Merpati, Jakarta', timeZone: 'Asia/Jakarta' };
    await openWorkshop(trx, origin, now, facilitator, pastId, { title, ...season });
    const seat = { role: 'participant', represents: 'Myanmar', agency: 'Police' } as const;
    await enrol(trx, origin, now, { id: pastId, capacity: 60 }, named.alumna[0], seat);
    const past = await findWorkshop(trx, facilitator, pastId);
    if (!past) throw new Error('The example workshop was not found.');
    const halfDays = halfDaysOf(past);
    const present = new Map([[named.alumna[0], 'present' as const]]);
    for (const half of halfDays) await markAttendance(trx, origin, now, facilitator, past, half, present);
    const facts = {
      name: named.alumna[1],
      represents: seat.represents,
      workshop: past.title,
      venue: past.venue,
      startsOn: past.startsOn,
      endsOn: past.endsOn,
      present: halfDays.length,
      halfDays: halfDays.length,
      publication,
      issuedOn: past.endsOn,
    };
    const issuing = { origin, at: now, by: facilitator, codeKey: claimKeyOf(secrets.certificateKey) };
    await issue(trx, issuing, past, named.alumna[0], facts);
  });
}

/** New links that sign in as the example's people, until the next start; and the code of the workshop of today. */
export async function openExample({ db, clock }: Deps): Promise<Pick<Prepared, 'joinCode' | 'signIns'>> {
  await closeEntries(db, clock(), 'example');
  const link = async (who: Who) => {
    const secret = await makeEntry(db, clock(), { purpose: 'example', personId: named[who][0] });
    return `/sign-in/with/${secret}`;
  };
  const workshop = await findWorkshop(db, await known(db, named.facilitator[0]), currentId);
  const signIns = {
    staff: await link('staff'),
    facilitator: await link('facilitator'),
    participant: await link('participant'),
    alumna: await link('alumna'),
  };
  return { ...(workshop && { joinCode: workshop.joinCode }), signIns };
}

async function known(db: Deps['db'], id: string): Promise<Person> {
  const person = await findPerson(db, id);
  if (!person) throw new Error('A person of the example was not found.');
  return person;
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
