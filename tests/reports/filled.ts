import { type Assessment, type Item, getPart } from '../../src/curriculum';
import { beginAttempt, findAttempt, saveAnswers, submitAttempt } from '../../src/assessment/queries';
import type { Response } from '../../src/assessment/question';
import { type Workshop, enrol } from '../../src/workshops';
import { type Site, addSomebody } from '../support/site';

export interface Officer {
  readonly name: string;
  readonly represents: string;
  readonly agency: string;
  /** How many of the first questions of each form are answered rightly; absent: not sent. */
  readonly pre?: number;
  readonly post?: number;
  readonly present?: number;
}

/** Puts officers into a workshop as a year of clicks would have: enrolled, marked, with both tests sent. */
export async function fill(site: Site, workshop: Workshop, officers: readonly Officer[]): Promise<string[]> {
  const { db, origin } = site.deps;
  const at = site.clock.now;
  const { items } = await getPart<Assessment>(db, workshop.publicationId, 'assessment');
  const halves = ['am', 'pm'].flatMap((part) => [workshop.startsOn, workshop.endsOn].map((day) => `${day}-${part}`));
  const ids: string[] = [];
  for (const officer of officers) {
    const person = await addSomebody(site, officer.name);
    const { id } = person;
    ids.push(id);
    const { represents, agency } = officer;
    await enrol(db, origin, at, workshop, id, { role: 'participant', represents, agency });
    await db('attendance').insert(
      halves.map((half_day, number) => ({
        ...{ workshop_id: workshop.id, person_id: id, half_day, origin, recorded_at: at },
        mark: number < (officer.present ?? halves.length) ? 'present' : 'absent',
      })),
    );
    for (const form of ['pre', 'post'] as const) {
      const right = officer[form];
      if (right === undefined) continue;
      await beginAttempt(db, origin, at, person, workshop, form);
      const attempt = await findAttempt(db, person, workshop, form);
      if (!attempt) throw new Error('The attempt just begun was not found.');
      const asked = items.filter((item) => item.form === form);
      const answers = new Map(asked.map((item, number) => [item.id, answerTo(item, number < right)]));
      await saveAnswers(db, at, attempt, answers, (id) => items.find((item) => item.id === id)?.version ?? '');
      await submitAttempt(db, at, attempt);
    }
  }
  return ids;
}

function answerTo(item: Item, right: boolean): Response {
  if (item.type === 'order') {
    const ids = item.options.map(({ id }) => id);
    return { places: Object.fromEntries((right ? ids : ids.reverse()).map((id, at) => [id, at + 1])) };
  }
  if (item.grade) return { grade: right ? { ...item.grade } : {} };
  const wrong = item.options.find(({ correct }) => !correct);
  return { chosen: right ? item.options.filter(({ correct }) => correct).map(({ id }) => id) : [wrong?.id ?? ''] };
}
