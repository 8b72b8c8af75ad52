import type { Request, Response } from 'express';
import { signedIn } from '../accounts';
import { dayAtVenue } from '../clock';
import { NotFound } from '../errors';
import { isId } from '../ids';
import { type Route, get, post } from '../web/route';
import { workshopFacilitator, workshopOf } from '../workshops';
import { type Certificate, type Facts, validityOf } from './certificate';
import { reissue, revoke } from './ending-queries';
import { reissueForm, revocationForm } from './forms';
import { certificatePage } from './pages';
import { findCertificate, listHistory } from './queries';
import type { CertificateDeps } from './routes';
import { factLines } from './sheet';
import { trailOf, wordsOf } from './wording';

/** One certificate, for the facilitators of its workshop: what it says, what it said before, and how it ends. */
export function endingRoutes({ db, clock, origin, codeKey }: CertificateDeps): Route[] {
  const path = '/workshops/:workshop/certificates/:certificate';

  async function certificateOf(req: Request): Promise<Certificate> {
    const { certificate: id } = req.params;
    const certificate = isId(id) ? await findCertificate(db, workshopOf(req), id) : undefined;
    if (!certificate) throw new NotFound();
    return certificate;
  }

  async function show(
    req: Request,
    res: Response,
    certificate: Certificate,
    wrong: {
      readonly errors?: Readonly<Record<string, string>>;
      readonly typed?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<void> {
    const t = wordsOf(res);
    const workshop = workshopOf(req);
    const all = `/workshops/${workshop.id}/certificates`;
    certificatePage(
      res,
      {
        title: certificate.number,
        workshop,
        certificate,
        validity: validityOf(certificate),
        facts: factLines(certificate, t),
        history: (await listHistory(db, certificate)).map((one) => ({
          number: one.number,
          href: `${all}/${one.id}`,
          name: one.facts.name,
          validity: validityOf(one),
          because: one.endedBecause,
        })),
        trail: [...trailOf(workshop), { href: all, words: t('certificates.title') }],
        ...wrong,
      },
      wrong.errors ? 422 : 200,
    );
  }

  return [
    get(path, workshopFacilitator, async (req, res) => {
      await show(req, res, await certificateOf(req));
    }),

    post(`${path}/reissues`, workshopFacilitator, async (req, res) => {
      const certificate = await certificateOf(req);
      const form = reissueForm(req.body);
      if (!form.ok) return show(req, res, certificate, form);
      const { because, name, represents } = form.value;
      const workshop = workshopOf(req);
      const issuedOn = dayAtVenue(clock(), workshop.timeZone);
      const facts: Facts = { ...certificate.facts, name, represents, issuedOn };
      const issuing = { origin, at: clock(), by: signedIn(req), codeKey };
      const id = await db.transaction((trx) => reissue(trx, issuing, certificate, facts, because));
      res.redirect(303, `/workshops/${workshop.id}/certificates/${id}`);
    }),

    post(`${path}/revocations`, workshopFacilitator, async (req, res) => {
      const certificate = await certificateOf(req);
      const form = revocationForm(req.body);
      if (!form.ok) return show(req, res, certificate, form);
      const by = { origin, at: clock(), by: signedIn(req) };
      await db.transaction((trx) => revoke(trx, by, certificate, form.value.withdrawnBecause));
      res.redirect(303, `/workshops/${workshopOf(req).id}/certificates/${certificate.id}`);
    }),
  ];
}
