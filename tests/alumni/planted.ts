import type { Site } from '../support/site';
import type { Workshop } from '../../src/workshops';
import { sendFile } from '../roster/files';
import { addAlumna, agree } from './network';

/** What an alumna wrote of herself and did not agree to be shown. */
export const consentMark = 'KANARICONSENT';

/**
 * One of everything in the Alumni Network, hers, with a second alumna who asks and is in contact; the ids by the names
 * that routes give them.
 */
export async function plantNetwork(
  site: Site,
  workshop: Workshop,
  people: Readonly<Record<'staff' | 'alumna', { id: string }>>,
): Promise<Record<string, string>> {
  const db = site.deps.db;
  const other = await addAlumna(site, workshop, 'ສົມສັກ ພົມມະຈັນ', 'Lao PDR');
  const [staff, alumna, second] = [await site.as(people.staff), await site.as(people.alumna), await site.as(other)];
  await agree(alumna, { agency: `${consentMark} agency`, topics: 'documents' }, ['name', 'topics']);
  await agree(second, { agency: `${consentMark} other agency` }, ['name']);
  const open = async (path: string, typed: Record<string, string>, by = staff) => {
    await by.get(path);
    await by.send(path, typed);
  };
  const text = { title: 'Planted', body: 'For the table of routes' };
  await open('/alumni/focal-points', { desk: 'Desk', reach: 'desk@example.org' });
  await open('/alumni/announcements', { ...text, fromOn: '2026-11-23', untilOn: '2026-12-31' });
  const hours = { heldOn: '2026-12-01', starts: '09:00', ends: '12:00', capacity: '9', timeZone: 'Asia/Bangkok' };
  await open('/alumni/events', { title: 'Planted', about: 'Planted', venue: 'Bangkok', ...hours });
  const event = staff.location;
  await staff.get(event);
  await sendFile(staff, `${event}/documents`, 'outcome.png', Buffer.from('89504e470d0a1a0a', 'hex'));
  const group = { topic: 'Planted', purpose: 'Planted', focalPoint: 'Desk', endsOn: '2026-12-31' };
  await open('/alumni/groups', group);
  await alumna.get(staff.location);
  await alumna.send(`${staff.location}/members`, { then: 'join' });
  await alumna.follow();
  await alumna.send(`${staff.location}/notes`, { body: 'Planted' });
  await alumna.get('/alumni/mentoring');
  await alumna.send('/alumni/mentoring/offers', { topics: 'Planted', untilOn: '2026-12-31' });
  const offer = await idIn('mentoring_offers');
  await second.get('/alumni/mentoring');
  await second.send(`/alumni/mentoring/offers/${offer}/asks`, { words: 'Planted' });
  await open('/alumni/spotlights', text, alumna);
  await alumna.get('/alumni/trainers');
  await alumna.send('/alumni/trainers', { then: 'begin' });
  await alumna.get('/alumni/directory');
  await alumna.send(`/alumni/directory/${other.id}/contacts`);

  async function idIn(table: string): Promise<string> {
    return (await db(table).first<{ id: string }>('id')).id;
  }
  return {
    entry: other.id,
    offer,
    focal: await idIn('alumni_focal_points'),
    announcement: await idIn('announcements'),
    event: await idIn('alumni_events'),
    document: await idIn('alumni_documents'),
    group: await idIn('alumni_groups'),
    note: await idIn('alumni_group_notes'),
    ask: await idIn('mentoring_asks'),
    spotlight: await idIn('spotlights'),
    path: await idIn('trainer_paths'),
    contact: await idIn('alumni_contacts'),
  };
}
