import { type Person, findEmailOf, mayRunProgramme } from '../accounts';
import { hasAlumniRecord, listOwnCertificates } from '../certificates';
import type { Db } from '../db/db';
import { listOwnCommitments } from '../followup';
import type { Words } from '../words';
import { dayInWords, daysInWords, listWorkshops } from '../workshops';
import { listNews } from './announcement-queries';
import { officeDay } from './asked';
import { consentText } from './consent-texts';
import { listFocalPoints } from './focal-queries';
import type { RecordLine } from './pages';
import { isYearOld, standingOf } from './profile';
import { findProfile, listConsents } from './profile-queries';

/** Everything of the first page of the Network for one person: tools first, then what they did. */
export async function recordOf(db: Db, person: Person, now: Date, t: Words) {
  const certificates = await listOwnCertificates(db, person);
  const profile = await findProfile(db, person);
  const consents = await listConsents(db, person);
  const members = certificates.map(({ facts }) => facts.represents ?? '').filter((name) => name !== '');
  const open = await hasAlumniRecord(db, person);
  const staff = mayRunProgramme(person);
  return {
    title: t('alumni.title'),
    displayName: person.displayName,
    open,
    staff,
    lines: await linesOf(db, person, certificates, t),
    focalPoints: await listFocalPoints(db, [...members, profile?.represents ?? '']),
    due: profile !== undefined && isYearOld(profile.confirmedAt, now),
    askedAgain: consents.some(({ field }) => standingOf(field, consentText(field).version, consents) === 'asked again'),
    news:
      open || staff
        ? (await listNews(db, officeDay(now))).map(({ title, body, untilOn }) => ({
            title,
            body,
            until: dayInWords(untilOn, t.locale, 'long'),
          }))
        : [],
    commitments: (await listOwnCommitments(db, person)).map(({ id, what, byOn }) => ({
      ...{ id, what },
      by: dayInWords(byOn, t.locale, 'long'),
    })),
    hasSignIn: (await findEmailOf(db, person)) !== undefined,
  };
}

/** A line for each workshop in which the person had a part, or a certificate. The facts of a certificate are frozen. */
async function linesOf(
  db: Db,
  person: Person,
  certificates: Awaited<ReturnType<typeof listOwnCertificates>>,
  t: Words,
): Promise<RecordLine[]> {
  const workshops = await listWorkshops(db, person);
  const parts = workshops.flatMap((workshop) => {
    const roles = workshop.roles.filter((role) => role !== 'staff').map((role) => t(`role.${role}`));
    const one = certificates.find(({ workshopId }) => workshopId === workshop.id);
    if (roles.length === 0) return [];
    return [lineOf(workshop.id, one?.facts ?? { ...workshop, workshop: workshop.title }, roles, one, t)];
  });
  const rest = certificates.filter(({ workshopId }) => !parts.some((line) => line.workshopId === workshopId));
  return [...parts, ...rest.map((one) => lineOf(one.workshopId, one.facts, [], one, t))];
}

function lineOf(
  workshopId: string,
  facts: { readonly workshop: string; readonly venue: string; readonly startsOn: string; readonly endsOn: string },
  roles: readonly string[],
  certificate: { readonly number: string; readonly verifyToken: string } | undefined,
  t: Words,
): RecordLine {
  return {
    workshopId,
    workshop: facts.workshop,
    venue: facts.venue,
    dates: daysInWords(facts, t.locale),
    roles,
    certificate: certificate && {
      number: certificate.number,
      verifyPath: `/certificates/${certificate.verifyToken}`,
    },
  };
}
