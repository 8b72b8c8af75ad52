import type { Request, Response } from 'express';
import { anyone, signedIn } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import { findPublication } from '../curriculum';
import type { Db } from '../db/db';
import { Conflict, NotFound } from '../errors';
import { isId } from '../ids';
import { Unprintable, printPdf } from '../print';
import { addressOf } from '../web/address';
import type { Frame } from '../web/page';
import { type Route, get, post } from '../web/route';
import { type Workshop, listEnrolled, workshopFacilitator, workshopOf, workshopParticipant } from '../workshops';
import { type Certificate, type Facts, claimCodeOf, validityOf } from './certificate';
import { completionRule, hasCompleted, requirementsOf } from './completion';
import { issuePage, ownCertificatePage, verifyPage } from './pages';
import { progressIn } from './progress';
import { findByToken, findOwnCertificate, issue, listCertificates } from './queries';
import { factLines, sheetOf } from './sheet';

export interface CertificateDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  /** Derives the claim codes. */
  readonly codeKey: string;
  /** The installation holds the example workshop: its certificates say so. */
  readonly example: boolean;
}

export function certificateRoutes({ db, clock, origin, codeKey, example }: CertificateDeps): Route[] {
  const words = (res: Response) => (res.locals['frame'] as Frame).t;
  const trailOf = (workshop: Workshop) => [{ href: `/workshops/${workshop.id}`, words: workshop.title }];
  const verifyUrl = (req: Request, { verifyToken }: Certificate) => addressOf(req, `/certificates/${verifyToken}`);

  async function sendPdf(req: Request, res: Response, certificate: Certificate): Promise<void> {
    const sheet = sheetOf(certificate, words(res), verifyUrl(req, certificate), example);
    const { pdf } = await printPdf(sheet).catch((error: unknown) => {
      if (!(error instanceof Unprintable)) throw error;
      const characters = error.missing.map(({ character }) => character).join(' ');
      throw new Conflict('certificate.unprintable', { characters });
    });
    res.type('pdf').set('Content-Disposition', `inline; filename="${certificate.number}.pdf"`).send(pdf);
  }

  return [
    get('/workshops/:workshop/certificate', workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      const t = words(res);
      const certificate = await findOwnCertificate(db, person, workshop);
      const progress = (await progressIn(db, workshop))(person.id);
      ownCertificatePage(res, {
        title: t('certificate.title'),
        workshop,
        requirements: requirementsOf(progress).map((one) => ({
          ...one,
          words: t(`completion.${one.name}`, { present: progress.present, halfDays: progress.halfDays }),
        })),
        facts: certificate ? factLines(certificate, t) : [],
        verifyUrl: certificate ? verifyUrl(req, certificate) : '',
        claimCode: certificate ? claimCodeOf(codeKey, certificate.id) : '',
        trail: trailOf(workshop),
      });
    }),

    get('/workshops/:workshop/certificate.pdf', workshopParticipant, async (req, res) => {
      const certificate = await findOwnCertificate(db, signedIn(req), workshopOf(req));
      if (!certificate) throw new NotFound();
      await sendPdf(req, res, certificate);
    }),

    get('/workshops/:workshop/certificates', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const t = words(res);
      const issued = new Map((await listCertificates(db, workshop)).map((one) => [one.personId, one]));
      const progressOf = await progressIn(db, workshop);
      const lines = (await listEnrolled(db, workshop, 'participant')).map(({ personId, displayName }) => {
        const progress = progressOf(personId);
        const certificate = issued.get(personId);
        return {
          displayName,
          requirements: requirementsOf(progress),
          complete: hasCompleted(progress),
          number: certificate?.number,
          pdf: certificate && `/workshops/${workshop.id}/certificates/${certificate.id}/certificate.pdf`,
        };
      });
      issuePage(res, {
        title: t('certificates.title'),
        workshop,
        rule: t('completion.rule', { share: Math.round(completionRule.attendanceShare * 100) }),
        lines,
        ready: lines.filter((line) => line.complete && !line.number).length,
        trail: trailOf(workshop),
      });
    }),

    post('/workshops/:workshop/certificates', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      const publication = await findPublication(db, workshop.publicationId);
      const progressOf = await progressIn(db, workshop);
      const cohort = await listEnrolled(db, workshop, 'participant');
      await db.transaction(async (trx) => {
        for (const one of cohort) {
          const progress = progressOf(one.personId);
          if (!hasCompleted(progress)) continue;
          const facts: Facts = {
            name: one.displayName,
            represents: one.represents,
            workshop: workshop.title,
            venue: workshop.venue,
            startsOn: workshop.startsOn,
            endsOn: workshop.endsOn,
            present: progress.present,
            halfDays: progress.halfDays,
            publication: `${publication?.version ?? ''} (${workshop.publicationId.slice(0, 12)})`.trim(),
            issuedOn: dayAtVenue(clock(), workshop.timeZone),
          };
          await issue(trx, origin, clock(), person, workshop, one.personId, facts, codeKey);
        }
      });
      res.redirect(303, `/workshops/${workshop.id}/certificates`);
    }),

    get('/workshops/:workshop/certificates/:certificate/certificate.pdf', workshopFacilitator, async (req, res) => {
      const { certificate: id } = req.params;
      const all = isId(id) ? await listCertificates(db, workshopOf(req)) : [];
      const certificate = all.find((one) => one.id === id);
      if (!certificate) throw new NotFound();
      await sendPdf(req, res, certificate);
    }),

    get('/certificates/:token', anyone, async (req, res) => {
      const certificate = await findByToken(db, String(req.params['token']));
      if (!certificate) throw new NotFound('verify.unknown');
      const t = words(res);
      res.set('X-Robots-Tag', 'noindex, nofollow');
      const facts = factLines(certificate, t);
      verifyPage(res, { title: t('verify.title'), validity: validityOf(certificate), facts, example });
    }),
  ];
}
