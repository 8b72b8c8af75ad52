import type { Request, Response } from 'express';
import { type Person, signedIn } from '../accounts';
import { type Route, get, post } from '../web/route';
import { type NetworkDeps, officeDay, trailTo, wordsOf } from './asked';
import { dayInWords } from '../workshops';
import { consentEdition, consentText } from './consent-texts';
import { type Entered, nothing } from './fields';
import { profilePage } from './pages';
import { type ConsentField, consentFields, isYearOld, standingOf } from './profile';
import { profileForm } from './profile-forms';
import { confirmProfile, findProfile, listConsents, saveProfile, withdraw } from './profile-queries';
import { alumnaOnly } from './permissions';

/** What an alumna writes of herself, and what of it she lets others see: field by field, and back at once. */
export function profileRoutes({ db, clock, origin }: NetworkDeps): Route[] {
  const show = async (req: Request, res: Response, entered: Entered) => {
    const t = wordsOf(res);
    const person = signedIn(req);
    const profile = await findProfile(db, person);
    const consents = await listConsents(db, person);
    const sent = entered.typed;
    const lines = consentFields.map((field) => {
      const standing = standingOf(field, consentText(field).version, consents);
      return {
        field,
        words: t(`alumni.consent.${field}`),
        standing,
        ticked: ticked(field, standing === 'given', sent),
      };
    });
    const page = {
      title: t('alumni.profileTitle'),
      trail: trailTo(t),
      displayName: person.displayName,
      edition: consentEdition(),
      profile,
      lines,
      due: profile !== undefined && isYearOld(profile.confirmedAt, clock()),
      confirmedOn: profile ? dayInWords(officeDay(profile.confirmedAt), t.locale, 'long') : '',
      saved: req.query['saved'] === 'yes',
    };
    profilePage(res, { ...nothing, ...entered, ...page }, entered.errors ? 422 : 200);
  };
  const doing =
    (act: (person: Person, at: Date, trx: typeof db) => Promise<void>) => async (req: Request, res: Response) => {
      await db.transaction((trx) => act(signedIn(req), clock(), trx));
      res.redirect(303, '/alumni/profile?saved=yes');
    };

  return [
    get('/alumni/profile', alumnaOnly, (req, res) => show(req, res, {})),

    post('/alumni/profile', alumnaOnly, async (req, res) => {
      const form = profileForm(req.body);
      if (!form.ok) return show(req, res, form);
      const { written, agreed } = form.value;
      await db.transaction((trx) => saveProfile(trx, origin, clock(), signedIn(req), written, agreed));
      res.redirect(303, '/alumni/profile?saved=yes');
    }),

    post(
      '/alumni/consent-withdrawals',
      alumnaOnly,
      doing((person, at, trx) => withdraw(trx, origin, at, person)),
    ),

    post(
      '/alumni/profile/confirmations',
      alumnaOnly,
      doing((person, at, trx) => confirmProfile(trx, origin, at, person)),
    ),
  ];
}

function ticked(field: ConsentField, given: boolean, sent: Readonly<Record<string, string>> | undefined): boolean {
  return sent ? sent[`show.${field}`] === 'yes' : given;
}
