import { type Assessment, type Item, getPart } from '../curriculum';
import type { Db } from '../db/db';
import type { Workshop } from '../workshops';
import { type Response, type TestForm, isScored, itemsOf, mark } from './question';

export interface MarkedItem {
  readonly item: Item;
  /** From 0 to 1. */
  readonly mark: number;
  /** The options chosen, where an item has options to choose. */
  readonly chosen: readonly string[];
}

/** One test that was sent, marked. `who` is a number of this list alone: the same in both forms, nobody's name or id. */
export interface MarkedAttempt {
  readonly who: number;
  readonly form: TestForm;
  readonly items: readonly MarkedItem[];
}

interface Row {
  readonly id: string;
  readonly personId: string;
  readonly form: TestForm;
  readonly publicationId: string;
  readonly given: Readonly<Record<string, Response>> | null;
}

/**
 * Every test that the participants of a workshop have sent, marked item by item; an item left out has no mark, and
 * a rating is not listed. Only for
 * figures about the whole, and behind a permission for those who run the workshop or the programme.
 */
export async function listMarked(db: Db, workshop: Pick<Workshop, 'id'>): Promise<MarkedAttempt[]> {
  const rows = await db('attempts')
    .where({ 'attempts.workshop_id': workshop.id })
    .whereNotNull('submitted_at')
    .whereExists(
      db('enrolments')
        .whereRaw('enrolments.workshop_id = attempts.workshop_id and enrolments.person_id = attempts.person_id')
        .where({ role: 'participant', ended_at: null }),
    )
    .orderBy('attempts.id')
    .select<Row[]>(
      { id: 'attempts.id', personId: 'person_id', form: 'form', publicationId: 'publication_id' },
      db.raw(
        '(select jsonb_object_agg(item_id, response) from answers where answers.attempt_id = attempts.id) as given',
      ),
    );
  const people = [...new Set(rows.map(({ personId }) => personId))];
  const publications = [...new Set(rows.map(({ publicationId }) => publicationId))];
  const assessments = new Map<string, Assessment>();
  for (const id of publications) assessments.set(id, await getPart<Assessment>(db, id, 'assessment'));
  return rows.map(({ personId, form, publicationId, given }) => {
    const assessment = assessments.get(publicationId);
    return {
      who: people.indexOf(personId),
      form,
      items: assessment
        ? itemsOf(assessment, form)
            .filter(isScored)
            .map((item) => marked(item, given?.[item.id]))
        : [],
    };
  });
}

function marked(item: Item, response: Response | undefined): MarkedItem {
  return { item, mark: mark(item, response), chosen: response && 'chosen' in response ? response.chosen : [] };
}
