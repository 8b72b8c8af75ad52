import { getPart, type Assessment } from '../../src/curriculum';
import type { Db } from '../../src/db/db';
import { finishCase } from './finish-case';
import { type Site, addFacilitator, addParticipant, addWorkshop, siteOn } from './site';

/** A workshop that one officer has done in full: present, test sent, case played to its end. */
export async function playedWorkshop(db: Db, name = 'Thida') {
  const site = siteOn(db);
  const facilitator = await addFacilitator(site);
  const workshop = await addWorkshop(site, facilitator);
  const officer = await addParticipant(site, workshop, name);
  const desk = await site.as(facilitator);
  for (const half of ['2026-11-23-am', '2026-11-23-pm', '2026-11-24-am']) {
    await desk.get(`/workshops/${workshop.id}/attendance?half=${half}`);
    await desk.send(`/workshops/${workshop.id}/attendance`, { [`mark.${officer.id}`]: 'present' });
  }
  await sendTest(site, workshop.id, workshop.publicationId, officer, 'post');
  await finishCase(await site.as(officer), workshop.id);
  return { site, workshop, facilitator, officer };
}

/** Answers every question of one form rightly, as somebody who knows the key, and sends it. */
export async function sendTest(
  site: Site,
  workshopId: string,
  publicationId: string,
  officer: { id: string },
  form: 'pre' | 'post',
) {
  const path = `/workshops/${workshopId}/tests/${form}`;
  const browser = await site.as(officer);
  await browser.get(path);
  await browser.send(`${path}/attempts`);
  await browser.follow();
  const assessment = await getPart<Assessment>(site.deps.db, publicationId, 'assessment');
  const typed: Record<string, string | string[]> = { then: 'send' };
  for (const item of assessment.items.filter((one) => one.form === form)) {
    const name = `a.${item.id}`;
    if (item.type === 'order') item.options.forEach((option, at) => (typed[`${name}.${option.id}`] = String(at + 1)));
    else if (item.grade)
      for (const [part, grade] of Object.entries(item.grade)) typed[`${name}.${part}`] = grade as string;
    else typed[name] = item.options.filter((option) => option.correct).map((option) => option.id);
  }
  return browser.send(`${path}/answers`, typed);
}
