import { anyone } from '../accounts';
import { dayAtVenue } from '../clock';
import { type Route, get } from '../web/route';
import { checkerHtml } from './checker';
import { listEndedNumbers } from './queries';
import type { CertificateDeps } from './routes';
import { publicKeyOf } from './signed';
import { wordsOf } from './wording';

/** One file to keep: it checks every certificate of this installation, without us and without a network. */
export function checkerRoutes({ db, clock, origin, signingKey }: CertificateDeps): Route[] {
  return [
    get('/certificates/checker.html', anyone, async (_req, res) => {
      const ended = await listEndedNumbers(db, origin);
      const t = wordsOf(res);
      const known = { publicKey: publicKeyOf(signingKey), origin, ended, asOf: dayAtVenue(clock(), 'UTC') };
      res
        .type('html')
        .set('Content-Disposition', `attachment; filename="titian-certificate-checker-${origin}.html"`)
        .send(checkerHtml(known, t));
    }),
  ];
}
