import type { KeyObject } from 'node:crypto';
import type { Request, Response } from 'express';
import { anyone, signedIn } from '../accounts';
import { type Clock, dayAtVenue } from '../clock';
import { findPublication } from '../curriculum';
import type { Db } from '../db/db';
import { NotFound } from '../errors';
import { isId } from '../ids';
import { type Route, get, post } from '../web/route';
import { listEnrolled, workshopFacilitator, workshopOf, workshopParticipant } from '../workshops';
import { type Facts, type Signatory, claimCodeOf, validityOf } from './certificate';
import { checkerRoutes } from './checker-routes';
import { completionRule, hasCompleted, requirementsOf } from './completion';
import { endingRoutes } from './ending-routes';
import { mostSignatories, signatoriesForm } from './forms';
import { issuePage, ownCertificatePage, verifyPage } from './pages';
import { paperOf } from './paper';
import { progressIn } from './progress';
import { findByToken, findCertificate, findOwnCertificate, issue, listCertificates } from './queries';
import { factLines } from './sheet';
import { trailOf, wordsOf } from './wording';

export interface CertificateDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  /** Derives the claim codes. */
  readonly codeKey: string;
  /** Signs what stands in the QR code: Ed25519, the installation's own for life. */
  readonly signingKey: KeyObject;
  /** The installation holds the example workshop: its certificates say so. */
  readonly example: boolean;
}

export function certificateRoutes(deps: CertificateDeps): Route[] {
  const { db, clock, origin, codeKey, example } = deps;
  const paper = paperOf(deps);

  async function showIssuing(req: Request, res: Response, wrong: Partial<Wrong> = {}): Promise<void> {
    const workshop = workshopOf(req);
    const t = wordsOf(res);
    const issued = await listCertificates(db, workshop);
    const certificateOf = new Map(issued.map((one) => [one.personId, one]));
    const progressOf = await progressIn(db, workshop);
    const lines = (await listEnrolled(db, workshop, 'participant')).map(({ personId, displayName }) => {
      const progress = progressOf(personId);
      const certificate = certificateOf.get(personId);
      return {
        displayName,
        requirements: requirementsOf(progress),
        complete: hasCompleted(progress),
        number: certificate?.number,
        withdrawn: certificate?.revokedAt != null,
        href: certificate && `/workshops/${workshop.id}/certificates/${certificate.id}`,
      };
    });
    const locals = {
      title: t('certificates.title'),
      workshop,
      rule: t('completion.rule', { share: Math.round(completionRule.attendanceShare * 100) }),
      lines,
      ready: lines.filter((line) => line.complete && !line.number).length,
      issued: issued.length,
      signing: signingLines(issued.at(-1)?.facts.signatories ?? []),
      trail: trailOf(workshop),
      ...wrong,
    };
    issuePage(res, locals, wrong.errors ? 422 : 200);
  }

  async function issueAll(req: Request, signatories: readonly Signatory[]): Promise<void> {
    const workshop = workshopOf(req);
    const publication = await findPublication(db, workshop.publicationId);
    const progressOf = await progressIn(db, workshop);
    const cohort = await listEnrolled(db, workshop, 'participant');
    const issuing = { origin, at: clock(), by: signedIn(req), codeKey };
    await db.transaction(async (trx) => {
      for (const { personId, displayName, represents } of cohort) {
        const progress = progressOf(personId);
        if (!hasCompleted(progress)) continue;
        const facts: Facts = {
          name: displayName,
          represents,
          workshop: workshop.title,
          venue: workshop.venue,
          startsOn: workshop.startsOn,
          endsOn: workshop.endsOn,
          present: progress.present,
          halfDays: progress.halfDays,
          publication: `${publication?.version ?? ''} (${workshop.publicationId.slice(0, 12)})`.trim(),
          issuedOn: dayAtVenue(issuing.at, workshop.timeZone),
          signatories,
        };
        await issue(trx, issuing, workshop, personId, facts);
      }
    });
  }

  return [
    get('/workshops/:workshop/certificate', workshopParticipant, async (req, res) => {
      const workshop = workshopOf(req);
      const person = signedIn(req);
      const t = wordsOf(res);
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
        verifyUrl: certificate ? paper.verifyUrl(req, certificate) : '',
        claimCode: certificate ? claimCodeOf(codeKey, certificate.id) : '',
        trail: trailOf(workshop),
      });
    }),

    get('/workshops/:workshop/certificate.pdf', workshopParticipant, async (req, res) => {
      const certificate = await findOwnCertificate(db, signedIn(req), workshopOf(req));
      if (!certificate) throw new NotFound();
      await paper.send(req, res, certificate);
    }),

    get('/workshops/:workshop/certificates', workshopFacilitator, (req, res) => showIssuing(req, res)),

    post('/workshops/:workshop/certificates', workshopFacilitator, async (req, res) => {
      const form = signatoriesForm(req.body);
      if (!form.ok) return showIssuing(req, res, { errors: form.errors, signing: typedLines(form.typed) });
      await issueAll(req, form.value);
      res.redirect(303, `/workshops/${workshopOf(req).id}/certificates`);
    }),

    get('/workshops/:workshop/certificates.pdf', workshopFacilitator, async (req, res) => {
      const workshop = workshopOf(req);
      const standing = (await listCertificates(db, workshop)).filter(({ revokedAt }) => revokedAt === null);
      await paper.sendAll(req, res, workshop, standing);
    }),

    get('/workshops/:workshop/certificates/:certificate/certificate.pdf', workshopFacilitator, async (req, res) => {
      const { certificate: id } = req.params;
      const certificate = isId(id) ? await findCertificate(db, workshopOf(req), id) : undefined;
      if (!certificate) throw new NotFound();
      await paper.send(req, res, certificate);
    }),

    ...endingRoutes(deps),
    ...checkerRoutes(deps),

    get('/certificates/:token', anyone, async (req, res) => {
      const certificate = await findByToken(db, String(req.params['token']));
      if (!certificate) throw new NotFound('verify.unknown');
      const t = wordsOf(res);
      res.set('X-Robots-Tag', 'noindex, nofollow');
      const facts = factLines(certificate, t);
      verifyPage(res, { title: t('verify.title'), validity: validityOf(certificate), facts, example });
    }),
  ];
}

interface Wrong {
  readonly errors: Readonly<Record<string, string>>;
  readonly signing: readonly Signatory[];
}

function signingLines(signatories: readonly Signatory[]): Signatory[] {
  return Array.from({ length: mostSignatories }, (_, at) => signatories[at] ?? { name: '', role: '' });
}

function typedLines(typed: Readonly<Record<string, string>>): Signatory[] {
  return signingLines([]).map((_, at) => ({
    name: typed[`signName${at + 1}`] ?? '',
    role: typed[`signRole${at + 1}`] ?? '',
  }));
}
