import type { Db } from '../db/db';
import { type StepSource, mayFacilitate, takesPart } from '../workshops';
import { findOwnCertificate, listCertificates } from './queries';

/** The certificate as the last step of a participant's way, and as the facilitator's work of closing. */
export function certificateStep(db: Db): StepSource {
  return async (person, workshop) => {
    const steps = [];
    if (takesPart(workshop)) {
      const has = (await findOwnCertificate(db, person, workshop)) !== undefined;
      const href = `/workshops/${workshop.id}/certificate`;
      const state = has ? ('done' as const) : ('later' as const);
      steps.push({ name: 'certificate', href, state, words: 'certificate.title', note: `certificate.note.${state}` });
    }
    if (mayFacilitate(workshop)) {
      const params = { count: (await listCertificates(db, workshop)).length };
      const href = `/workshops/${workshop.id}/certificates`;
      const state = 'always' as const;
      steps.push({ name: 'certificates', href, state, words: 'certificates.title', note: 'certificates.note', params });
    }
    return steps;
  };
}
